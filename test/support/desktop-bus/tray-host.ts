import { EventEmitter, once } from 'node:events';
import {
  interface as dbusInterface,
  Message,
  type MessageBus,
  type MessageLike,
  sessionBus,
  Variant,
} from '@jellybrick/dbus-next';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM_PATH = '/StatusNotifierItem';

/** A line of a menu: its id and label, '' for a separator, and those below it. */
export interface TrayMenuLine {
  id: number;
  label: string;
  isEnabled: boolean;
  children: TrayMenuLine[];
}

/** `org.kde.StatusNotifierWatcher`: whoever wants an icon in the tray registers here. */
class WatcherInterface extends dbusInterface.Interface {
  readonly items: string[] = [];
  readonly IsStatusNotifierHostRegistered = true;
  readonly ProtocolVersion = 0;
  readonly events = new EventEmitter();

  RegisterStatusNotifierItem(service: string): void {
    this.items.push(service);
    this.events.emit('item');
  }

  get RegisteredStatusNotifierItems(): string[] {
    return this.items;
  }
}
WatcherInterface.configureMembers({
  methods: { RegisterStatusNotifierItem: { inSignature: 's', outSignature: '' } },
  properties: {
    IsStatusNotifierHostRegistered: { signature: 'b', access: dbusInterface.ACCESS_READ },
    RegisteredStatusNotifierItems: { signature: 'as', access: dbusInterface.ACCESS_READ },
    ProtocolVersion: { signature: 'i', access: dbusInterface.ACCESS_READ },
  },
});

/** A desktop's tray on the session bus, with the one icon that was put into it. */
export class TrayHost {
  readonly #bus: MessageBus;
  readonly #watcher: WatcherInterface;

  private constructor(bus: MessageBus, watcher: WatcherInterface) {
    this.#bus = bus;
    this.#watcher = watcher;
  }

  /** To be started before the app, which asks once whether there is a tray. */
  static async start(): Promise<TrayHost> {
    const bus = sessionBus();
    const watcher = new WatcherInterface(WATCHER);
    bus.export('/StatusNotifierWatcher', watcher);
    await bus.requestName(WATCHER, 0);
    return new TrayHost(bus, watcher);
  }

  async menu(): Promise<TrayMenuLine[]> {
    const [, layout] = await this.#callMenu('GetLayout', 'iias', [0, -1, []]);
    return linesOf(layout as Layout);
  }

  async click(line: TrayMenuLine): Promise<void> {
    await this.#callMenu('Event', 'isvu', [line.id, 'clicked', new Variant('s', ''), 0]);
  }

  /** The icon's pixels, as ARGB: what is compared is whether it is another one. */
  async icon(): Promise<string> {
    const pictures = (await this.#property('IconPixmap')) as [number, number, Uint8Array][];
    return pictures
      .map(
        ([width, height, bytes]) => `${width}x${height} ${Buffer.from(bytes).toString('base64')}`,
      )
      .join('\n');
  }

  async toolTip(): Promise<string> {
    const [, , title] = (await this.#property('ToolTip')) as [string, unknown, string, string];
    return title;
  }

  stop(): void {
    this.#bus.disconnect();
  }

  async #item(): Promise<string> {
    while (this.#watcher.items.length === 0) await once(this.#watcher.events, 'item');
    return this.#watcher.items.at(-1) ?? '';
  }

  async #property(name: string): Promise<unknown> {
    const [value] = await this.#call({
      path: ITEM_PATH,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: ['org.kde.StatusNotifierItem', name],
    });
    return (value as Variant).value;
  }

  async #callMenu(member: string, signature: string, body: unknown[]): Promise<unknown[]> {
    const path = (await this.#property('Menu')) as string;
    return this.#call({ path, interface: 'com.canonical.dbusmenu', member, signature, body });
  }

  async #call(message: MessageLike): Promise<unknown[]> {
    const destination = await this.#item();
    const reply = await this.#bus.call(new Message({ ...message, destination }));
    return reply?.body ?? [];
  }
}

type Layout = [id: number, properties: Record<string, Variant>, children: Variant<Layout>[]];

function linesOf([, , children]: Layout): TrayMenuLine[] {
  return children.map(({ value }) => {
    const [id, properties] = value;
    const label = properties.label?.value;
    const isSeparator = properties.type?.value === 'separator';
    return {
      id,
      label: isSeparator || typeof label !== 'string' ? '' : label,
      isEnabled: properties.enabled?.value !== false,
      children: linesOf(value),
    };
  });
}
