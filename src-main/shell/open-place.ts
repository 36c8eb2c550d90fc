import { BrowserWindow, dialog, type MessageBoxOptions, shell } from 'electron';
import type { DesktopWords } from '../desktop/desktop-words.ts';
import { mapAddress, type Place } from '../domain/map-address.ts';

/** Asks, and opens a place in the system's browser. The address is made here: nothing else can be opened this way. */
export async function openPlace(
  place: Place,
  words: DesktopWords['place'],
): Promise<'opened' | 'cancelled'> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const question: MessageBoxOptions = {
    type: 'question',
    message: words.question,
    detail: words.detail,
    buttons: [words.open, words.cancel],
    defaultId: 0,
    cancelId: 1,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  if (response !== 0) return 'cancelled';
  await shell.openExternal(mapAddress(place));
  return 'opened';
}
