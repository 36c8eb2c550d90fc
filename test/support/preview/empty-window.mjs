import { app, BrowserWindow } from 'electron';

// Not awaited here: Electron is ready only after this module.
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800, useContentSize: true });
  await window.loadURL('about:blank');
});
