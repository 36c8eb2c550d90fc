import { app, BrowserWindow } from 'electron';

await app.whenReady();
const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
await window.loadURL('about:blank');
