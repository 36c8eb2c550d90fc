import { BrowserWindow, dialog } from 'electron';

/** Asks with the system's own dialog for an archive; null when the person thinks better of it. */
export async function chooseOpenPath(): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = {
    properties: ['openFile' as const],
    filters: [{ name: 'ZIP', extensions: ['zip'] }],
  };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? null : (filePaths[0] ?? null);
}
