import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopWords } from '../desktop/desktop-words.ts';

export interface MenuActions {
  linkAccount(): void;
  showMain(): void;
}

/** The application menu: what the platform expects, and linking an account. Called again for another language. */
export function installMenu({ linkAccount }: MenuActions, words: DesktopWords): void {
  const isMac = process.platform === 'darwin';
  const { menu } = words;
  const separator = { type: 'separator' } as const;
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: menu.file,
      submenu: [
        { label: words.linkAccount, accelerator: 'CmdOrCtrl+L', click: linkAccount },
        separator,
        isMac ? { role: 'close', label: menu.close } : { role: 'quit', label: menu.quit },
      ],
    },
    {
      label: menu.edit,
      submenu: [
        { role: 'undo', label: menu.undo },
        { role: 'redo', label: menu.redo },
        separator,
        { role: 'cut', label: menu.cut },
        { role: 'copy', label: menu.copy },
        { role: 'paste', label: menu.paste },
        { role: 'selectAll', label: menu.selectAll },
      ],
    },
    {
      label: menu.view,
      submenu: [
        { role: 'resetZoom', label: menu.actualSize },
        { role: 'zoomIn', label: menu.zoomIn },
        { role: 'zoomOut', label: menu.zoomOut },
        separator,
        { role: 'togglefullscreen', label: menu.fullScreen },
        ...(app.isPackaged
          ? []
          : [separator, { role: 'toggleDevTools' as const, label: menu.developerTools }]),
      ],
    },
    {
      label: menu.window,
      submenu: [
        { role: 'minimize', label: menu.minimize },
        { role: 'close', label: menu.close },
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
