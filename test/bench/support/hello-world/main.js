import { app, BrowserWindow } from 'electron';
import { join } from 'node:path';

// The least that shows a window: what the app's figures stand beside.
app.on('window-all-closed', () => app.quit());
// Not awaited here: Electron is ready only after this module.
void app.whenReady().then(async () => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  await window.loadFile(join(import.meta.dirname, 'index.html'));
});
