import { type NativeImage, nativeImage, Notification } from 'electron';
import type { NotificationService } from '../../src-preload/contract/desktop.ts';
import type {
  NotificationActions,
  NotificationContent,
  ShownNotification,
} from '../desktop/notifier.ts';
import type { DesktopWords } from '../desktop/desktop-words.ts';
import type { Log } from '../log/log.ts';

/** Beyond this a system shows nothing anyway, in characters. */
const LONGEST_BODY = 300;

/** As large as any desktop shows it, in pixels: each notification takes a copy of the picture with it. */
const ICON_SIZE = 64;

/** Notifications of the system. Without a service that shows them, nothing happens, and the log says so once. */
export class DesktopNotifications {
  readonly #log: Log;
  readonly #iconFile: string;
  #icon: NativeImage | null = null;
  readonly #words: () => DesktopWords;
  /** One that nobody holds is collected, and its click with it. */
  readonly #shown = new Set<Notification>();
  /** What became of the last one. */
  #hasFailed = false;
  #isLogged = false;

  constructor(input: { icon: string; words(): DesktopWords; log: Log }) {
    this.#words = () => input.words();
    this.#iconFile = input.icon;
    this.#log = input.log;
  }

  get service(): NotificationService {
    return {
      isMissing: this.#hasFailed || !Notification.isSupported(),
      // Electron hands it to no service of a Linux desktop.
      takesSilence: process.platform !== 'linux',
    };
  }

  show(content: NotificationContent, actions: NotificationActions): ShownNotification {
    const notification = this.#present(content, actions);
    return {
      close: () => {
        if (notification === null) return;
        this.#shown.delete(notification);
        notification.close();
      },
    };
  }

  /** Shows one, and resolves when the system has said what came of it. */
  test(content: NotificationContent): Promise<'shown' | 'unavailable'> {
    return new Promise((resolve) => {
      this.#present(content, {
        onShown: () => resolve('shown'),
        onFailed: () => resolve('unavailable'),
      });
    });
  }

  /** Null where the system shows none, which is told as a failure, too. */
  #present(
    { title, body, silent }: NotificationContent,
    told: Partial<NotificationActions> & { onShown?: () => void; onFailed?: () => void },
  ): Notification | null {
    const fail = (): void => {
      this.#noteFailure();
      told.onFailed?.();
    };
    if (!Notification.isSupported()) {
      fail();
      return null;
    }
    const notification = new Notification({
      title,
      body: body.slice(0, LONGEST_BODY),
      silent,
      // On macOS the app's own icon stands there anyway.
      ...(process.platform !== 'darwin' && { icon: this.#smallIcon() }),
      // macOS and Windows have it; elsewhere Electron leaves it out.
      ...(told.onReply && { hasReply: true, replyPlaceholder: this.#words().replyPlaceholder }),
    });
    const forget = (): void => void this.#shown.delete(notification);
    notification.on('show', () => {
      this.#hasFailed = false;
      told.onShown?.();
    });
    notification.on('click', () => {
      forget();
      told.onClick?.();
    });
    notification.on('reply', ({ reply }) => {
      forget();
      told.onReply?.(reply);
    });
    notification.on('close', forget);
    notification.on('failed', () => {
      forget();
      fail();
    });
    this.#shown.add(notification);
    notification.show();
    return notification;
  }

  /** Read once, and not before it is needed. */
  #smallIcon(): NativeImage {
    this.#icon ??= nativeImage
      .createFromPath(this.#iconFile)
      .resize({ width: ICON_SIZE, height: ICON_SIZE, quality: 'best' });
    return this.#icon;
  }

  #noteFailure(): void {
    this.#hasFailed = true;
    if (this.#isLogged) return;
    this.#isLogged = true;
    this.#log.warn('This system shows no notifications');
  }
}
