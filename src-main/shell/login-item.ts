import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { app } from 'electron';
import type { DesktopSettings } from '../../src-preload/contract/desktop.ts';
import { DESKTOP_ENTRY } from '../desktop/app-identity.ts';
import { autostartEntry } from '../desktop/autostart-entry.ts';

/** Started with it, the app shows no window. */
const HIDDEN_SWITCH = 'hidden';

/** Whether this start is to show no window. macOS hands over no switch: it says that it started the app at login. */
export function isStartedHidden({ startHidden }: Pick<DesktopSettings, 'startHidden'>): boolean {
  if (app.commandLine.hasSwitch(HIDDEN_SWITCH)) return true;
  return (
    process.platform === 'darwin' && startHidden && app.getLoginItemSettings().wasOpenedAtLogin
  );
}

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
  const file = join(app.getPath('appData'), 'autostart', DESKTOP_ENTRY);
  if (!startAtLogin) {
    await rm(file, { force: true });
    return;
  }
  const program = process.env.APPIMAGE ?? process.execPath;
  const command = [program, ...(app.isPackaged ? [] : [app.getAppPath()]), ...options];
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, autostartEntry(command));
}
