import { app, Menu, Tray } from 'electron';
import type { MenuActions } from './app-menu.ts';

/** The icon in the tray: the app goes on receiving while its window is closed. */
export function installTray(icon: string, { linkAccount, showMain }: MenuActions): () => void {
  const tray = new Tray(icon);
  tray.setToolTip('Alexia Desk');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open Alexia Desk', click: showMain },
      { label: 'Link WhatsApp account…', click: linkAccount },
      { type: 'separator' },
      { label: 'Quit', click: () => app.quit() },
    ]),
  );
  tray.on('click', showMain);
  return () => tray.destroy();
}
