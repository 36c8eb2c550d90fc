import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import {
  acceleratorOf,
  shortcuts,
  type WindowCommand,
  windowCommands,
} from '../../src-preload/contract/shortcuts.ts';
import type { DesktopWords } from '../desktop/desktop-words.ts';

export interface MenuActions {
  /** Brings the main window to the front, and has it do this. */
  choose(command: WindowCommand): void;
  /** Whether whoever works here may do it at all. */
  mayChoose(command: WindowCommand): boolean;
  /** Shows the folder with the log in the system's file manager. */
  openLogs(): void;
}

/** The application menu: what the platform expects, and all that the window can do, with its keys. */
export class AppMenu {
  readonly #actions: MenuActions;
  #isConversationOpen = false;

  constructor(actions: MenuActions) {
    this.#actions = actions;
  }

  /** Called again for another language. */
  install(words: DesktopWords): void {
    app.setAboutPanelOptions({
      applicationName: 'Alexia Desk',
      applicationVersion: app.getVersion(),
      // The one line that all systems show besides.
      copyright: `Electron ${process.versions.electron}, Chromium ${process.versions.chrome}, Node.js ${process.versions.node}`,
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(this.#template(words)));
  }

  /** What is about the open conversation can be chosen only while there is one. */
  setConversationOpen(isOpen: boolean): void {
    this.#isConversationOpen = isOpen;
    this.refresh();
  }

  /** Called when somebody may choose more or less than before. */
  refresh(): void {
    const menu = Menu.getApplicationMenu();
    for (const command of windowCommands) {
      const line = menu?.getMenuItemById(command);
      if (line) line.enabled = this.#isEnabled(command);
    }
  }

  #isEnabled(command: WindowCommand): boolean {
    return (
      (this.#isConversationOpen || !needsConversation(command)) && this.#actions.mayChoose(command)
    );
  }

  #template(words: DesktopWords): MenuItemConstructorOptions[] {
    const isMac = process.platform === 'darwin';
    const { menu } = words;
    const separator = { type: 'separator' } as const;
    const line = (command: WindowCommand): MenuItemConstructorOptions => {
      const accelerator = acceleratorOf(command);
      return {
        id: command,
        label: words.commands[command],
        enabled: this.#isEnabled(command),
        ...(accelerator !== undefined && { accelerator }),
        // The window hears the keys itself: the menu only tells them.
        registerAccelerator: false,
        click: () => this.#actions.choose(command),
      };
    };
    return [
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      {
        label: menu.file,
        submenu: [
          line('linkAccount'),
          line('settings'),
          line('lock'),
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
          separator,
          line('palette'),
          line('search'),
        ],
      },
      {
        label: menu.view,
        submenu: [
          line('inbox'),
          line('contacts'),
          line('leads'),
          line('analytics'),
          separator,
          line('textUsual'),
          line('textLarger'),
          line('textSmaller'),
          separator,
          { role: 'togglefullscreen', label: menu.fullScreen },
          ...(app.isPackaged
            ? []
            : [separator, { role: 'toggleDevTools' as const, label: menu.developerTools }]),
        ],
      },
      {
        label: menu.conversation,
        submenu: [
          line('find'),
          line('note'),
          line('panel'),
          separator,
          line('assignToMe'),
          line('snooze'),
          line('resolve'),
        ],
      },
      {
        label: menu.window,
        submenu: [
          { role: 'minimize', label: menu.minimize },
          { role: 'close', label: menu.close },
        ],
      },
      {
        label: menu.help,
        role: 'help',
        submenu: [
          line('sheet'),
          separator,
          { label: menu.openLogs, click: () => this.#actions.openLogs() },
          { role: 'about', label: menu.about },
        ],
      },
    ];
  }
}

function needsConversation(command: WindowCommand): boolean {
  return shortcuts[command].scope === 'conversation';
}
