import { EventEmitter, once } from 'node:events';
import { Message, type MessageLike, Variant } from '@jellybrick/dbus-next';
import { type Answer, BusService } from './bus-service.ts';

const WATCHER = 'org.kde.StatusNotifierWatcher';
const ITEM_PATH = '/StatusNotifierItem';

/** A line of a menu: its id and label, '' for a separator, and those below it. */
export interface TrayMenuLine {
  id: number;
  label: string;
  isEnabled: boolean;
  children: TrayMenuLine[];
}

/** A desktop's tray on the session bus, with the one icon that was put into it. */
export class TrayHost {
  /** What was registered, as the bus names it; the last one that is still there is the app's. */
  readonly #items: string[] = [];
  readonly #events = new EventEmitter();
  #service: BusService | undefined;

  /** To be started before the app, which asks once whether there is a tray. */
  static async start(): Promise<TrayHost> {
    const host = new TrayHost();
    host.#service = await BusService.own(WATCHER, '/StatusNotifierWatcher', (method, body) =>
      host.#answer(method, body),
    );
    return host;
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
    this.#service?.stop();
  }

  #answer(method: string, body: unknown[]): Answer | null {
    switch (method) {
      case 'RegisterStatusNotifierItem':
        this.#items.push(String(body[0]));
        this.#events.emit('item');
        return { signature: '', body: [] };
      case 'get IsStatusNotifierHostRegistered':
        return { signature: 'b', body: [true] };
      case 'get RegisteredStatusNotifierItems':
        return { signature: 'as', body: [this.#items] };
      case 'get ProtocolVersion':
        return { signature: 'i', body: [0] };
      default:
        return null;
    }
  }

  /** Waits for an app that has an icon: one that has ended leaves its name behind. */
  async #item(): Promise<string> {
    for (;;) {
      const item = this.#items.at(-1);
      if (item === undefined) await once(this.#events, 'item');
      else if (await this.#isThere(item)) return item;
      else this.#items.splice(this.#items.indexOf(item), 1);
    }
  }

  async #isThere(name: string): Promise<boolean> {
    const question = {
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'NameHasOwner',
      signature: 's',
      body: [name],
    };
    const reply = await this.#service?.bus.call(new Message(question));
    return reply?.body[0] === true;
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
    const reply = await this.#service?.bus.call(new Message({ ...message, destination }));
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
