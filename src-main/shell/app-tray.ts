import { Menu, nativeImage, Tray } from 'electron';
import type { TrayState } from '../desktop/desktop-presence.ts';
import type { Speech } from '../desktop/desktop-words.ts';
import { type TrayActions, trayMenu, trayToolTip } from '../desktop/tray-menu.ts';
import { toMenuItem } from './menu-item.ts';

/** The icon in the tray: the app goes on receiving while its window is closed. */
export class AppTray {
  readonly #tray: Tray;
  readonly #icons: { read: string; unread: string };
  readonly #actions: TrayActions;
  readonly #speech: () => Speech;
  #isUnread = false;
  #shown = '';

  /** @param icons paths of pictures, beside which there are larger ones (`@2x`) */
  constructor(icons: { read: string; unread: string }, actions: TrayActions, speech: () => Speech) {
    this.#speech = speech;
    this.#icons = icons;
    this.#actions = actions;
    this.#tray = new Tray(icons.read);
    this.#tray.on('click', actions.showMain);
    this.show({ unread: 0, accounts: [], pausedUntil: null });
  }

  show(state: TrayState): void {
    const speech = this.#speech();
    const lines = trayMenu(state, this.#actions, Date.now, speech);
    // Some desktops close a menu that is open when it is set anew.
    const shown = JSON.stringify(lines);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#tray.setContextMenu(Menu.buildFromTemplate(lines.map(toMenuItem)));
      this.#tray.setToolTip(trayToolTip(state, speech.words));
    }
    const isUnread = state.unread > 0;
    if (isUnread === this.#isUnread) return;
    this.#isUnread = isUnread;
    const { read, unread } = this.#icons;
    this.#tray.setImage(nativeImage.createFromPath(isUnread ? unread : read));
  }

  remove(): void {
    this.#tray.destroy();
  }
}
