import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { DesktopSettings } from '../../src-preload/contract/desktop.ts';
import { autostartEntry } from '../desktop/autostart-entry.ts';

/** Started with it, the app shows no window. */
export const HIDDEN_SWITCH = 'hidden';

/** Makes the app start when the person logs in to the computer, or no longer. Rejects when the system refuses. */
export async function applyLoginItem({
  startAtLogin,
  startHidden,
}: DesktopSettings): Promise<void> {
  const options = startHidden ? [`--${HIDDEN_SWITCH}`] : [];
  if (process.platform !== 'linux') {
    app.setLoginItemSettings({
      openAtLogin: startAtLogin,
      args: options,
    });
    return;
  }
  // https://specifications.freedesktop.org/autostart-spec/latest/
  const file = join(app.getPath('appData'), 'autostart', 'alexia-desk.desktop');
  if (!startAtLogin) {
    await rm(file, { force: true });
    return;
  }
  const program = process.env.APPIMAGE ?? process.execPath;
  const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), ...options];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, autostartEntry(command));
}
