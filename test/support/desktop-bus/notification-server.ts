import type { Variant } from '@jellybrick/dbus-next';
import { type Answer, BusService } from './bus-service.ts';

const NAME = 'org.freedesktop.Notifications';
/** The call CloseNotification took it away. */
const CLOSED_BY_CALL = 3;

/** What the app asked the desktop to show. */
export interface BusNotification {
  id: number;
  title: string;
  body: string;
  /** The hint `suppress-sound`. */
  isSilent: boolean;
}

/** The desktop's service for notifications (Desktop Notifications Specification 1.2), which remembers what it is told. */
export class NotificationServer {
  readonly #shown = new Map<number, BusNotification>();
  #service: BusService | undefined;
  #last = 0;

  static async start(): Promise<NotificationServer> {
    const server = new NotificationServer();
    server.#service = await BusService.own(NAME, '/org/freedesktop/Notifications', (method, body) =>
      server.#answer(method, body),
    );
    return server;
  }

  /** What stands on the desktop now, oldest first. */
  get shown(): BusNotification[] {
    return [...this.#shown.values()];
  }

  /** Clicks one. */
  click(id: number): void {
    this.#service?.emit('ActionInvoked', 'us', [id, 'default']);
  }

  stop(): void {
    this.#service?.stop();
  }

  #answer(method: string, body: unknown[]): Answer | null {
    switch (method) {
      case 'Notify': {
        const [, replaces, , title, text, , hints] = body as [
          string,
          number,
          string,
          string,
          string,
          string[],
          Record<string, Variant>,
        ];
        const id = replaces === 0 ? ++this.#last : replaces;
        const isSilent = hints['suppress-sound']?.value === true;
        this.#shown.set(id, { id, title, body: text, isSilent });
        return { signature: 'u', body: [id] };
      }
      case 'CloseNotification': {
        const [id] = body as [number];
        this.#shown.delete(id);
        this.#service?.emit('NotificationClosed', 'uu', [id, CLOSED_BY_CALL]);
        return { signature: '', body: [] };
      }
      case 'GetCapabilities':
        return { signature: 'as', body: [['body', 'actions', 'icon-static']] };
      case 'GetServerInformation':
        return { signature: 'ssss', body: ['Notifications', 'Alexia Desk', '1', '1.2'] };
      default:
        return null;
    }
  }
}
