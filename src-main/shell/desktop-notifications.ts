import { Notification } from 'electron';
import type { NotificationContent, ShownNotification } from '../desktop/notifier.ts';
import type { Log } from '../log/log.ts';

/** Beyond this a system shows nothing anyway, in characters. */
const LONGEST_BODY = 300;

/** Notifications of the system. Without a service that shows them, nothing happens, and the log says so once. */
export class DesktopNotifications {
  readonly #log: Log;
  readonly #icon: string;
  /** One that nobody holds is collected, and its click with it. */
  readonly #shown = new Set<Notification>();
  #hasFailed = false;

  constructor(input: { icon: string; log: Log }) {
    this.#icon = input.icon;
    this.#log = input.log;
  }

  show({ title, body, silent }: NotificationContent, onClick: () => void): ShownNotification {
    if (!Notification.isSupported()) {
      this.#noteFailure();
      return { close: () => {} };
    }
    const notification = new Notification({
      title,
      body: body.slice(0, LONGEST_BODY),
      silent,
      // On macOS the app's own icon stands there anyway.
      ...(process.platform !== 'darwin' && { icon: this.#icon }),
    });
    const forget = (): void => void this.#shown.delete(notification);
    notification.on('click', () => {
      forget();
      onClick();
    });
    notification.on('close', forget);
    notification.on('failed', () => {
      forget();
      this.#noteFailure();
    });
    this.#shown.add(notification);
    notification.show();
    return {
      close: () => {
        forget();
        notification.close();
      },
    };
  }

  /** Shows one, and resolves when the system has said what came of it. */
  test(content: NotificationContent): Promise<'shown' | 'unavailable'> {
    if (!Notification.isSupported()) return Promise.resolve('unavailable');
    return new Promise((resolve) => {
      const notification = new Notification({ ...content, icon: this.#icon });
      this.#shown.add(notification);
      notification.once('show', () => resolve('shown'));
      notification.once('failed', () => resolve('unavailable'));
      notification.once('close', () => this.#shown.delete(notification));
      notification.show();
    });
  }

  #noteFailure(): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#log.warn('This system shows no notifications');
  }
}
