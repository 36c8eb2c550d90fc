import { BrowserWindow, dialog } from 'electron';

/** Asks with the system's own dialog where a file shall go; null when the person thinks better of it. */
export async function chooseSavePath(suggestedName: string): Promise<string | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = { defaultPath: suggestedName };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? null : filePath;
}
