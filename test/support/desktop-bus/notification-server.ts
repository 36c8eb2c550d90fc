import { EventEmitter, once } from 'node:events';
import { interface as dbusInterface, type MessageBus, sessionBus } from '@jellybrick/dbus-next';

/** What the app asked the desktop to show. */
export interface BusNotification {
  id: number;
  title: string;
  body: string;
  /** The freedesktop hint `suppress-sound`. */
  isSilent: boolean;
}

/**
 * The service `org.freedesktop.Notifications` on the session bus (Desktop Notifications Specification 1.2), which
 * shows nothing and remembers everything.
 */
class NotificationsInterface extends dbusInterface.Interface {
  readonly shown = new Map<number, BusNotification>();
  readonly events = new EventEmitter();
  #last = 0;

  Notify(
    _application: string,
    replaces: number,
    _icon: string,
    title: string,
    body: string,
    _actions: string[],
    hints: Record<string, { value: unknown }>,
  ): number {
    const id = replaces === 0 ? ++this.#last : replaces;
    const isSilent = hints['suppress-sound']?.value === true;
    this.shown.set(id, { id, title, body, isSilent });
    this.events.emit('change');
    return id;
  }

  CloseNotification(id: number): void {
    this.shown.delete(id);
    this.events.emit('change');
    this.NotificationClosed(id, 3);
  }

  GetCapabilities(): string[] {
    return ['body', 'actions', 'icon-static'];
  }

  GetServerInformation(): string[] {
    return ['Alexia Desk test', 'Alexia Desk', '1', '1.2'];
  }

  ActionInvoked(id: number, action: string): [number, string] {
    return [id, action];
  }

  NotificationClosed(id: number, reason: number): [number, number] {
    return [id, reason];
  }
}
NotificationsInterface.configureMembers({
  methods: {
    Notify: { inSignature: 'susssasa{sv}i', outSignature: 'u' },
    CloseNotification: { inSignature: 'u', outSignature: '' },
    GetCapabilities: { inSignature: '', outSignature: 'as' },
    GetServerInformation: { inSignature: '', outSignature: 'ssss' },
  },
  signals: {
    ActionInvoked: { signature: 'us' },
    NotificationClosed: { signature: 'uu' },
  },
});

export class NotificationServer {
  readonly #bus: MessageBus;
  readonly #service: NotificationsInterface;

  private constructor(bus: MessageBus, service: NotificationsInterface) {
    this.#bus = bus;
    this.#service = service;
  }

  static async start(): Promise<NotificationServer> {
    const bus = sessionBus();
    const service = new NotificationsInterface('org.freedesktop.Notifications');
    bus.export('/org/freedesktop/Notifications', service);
    await bus.requestName('org.freedesktop.Notifications', 0);
    return new NotificationServer(bus, service);
  }

  /** What stands on the desktop now, oldest first. */
  get shown(): BusNotification[] {
    return [...this.#service.shown.values()];
  }

  /** Resolves when what is shown is as wished. */
  async until(isAsWished: (shown: BusNotification[]) => boolean): Promise<BusNotification[]> {
    while (!isAsWished(this.shown)) await once(this.#service.events, 'change');
    return this.shown;
  }

  /** Clicks one. */
  click(id: number): void {
    this.#service.ActionInvoked(id, 'default');
  }

  stop(): void {
    this.#bus.disconnect();
  }
}
