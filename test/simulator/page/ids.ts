import { randomHex } from './bytes.ts';
import { quirks } from './config.ts';

/** Where builds of July 2026 and later keep what used to be `_serialized`. */
const renamedField = '$1';

/** The text form of anything that identifies: an id object, or the text itself. */
export function keyOf(id: unknown): string | undefined {
  if (id === null || id === undefined) return undefined;
  if (typeof id === 'string') return id;
  if (id instanceof Wid || id instanceof MessageKey) return id.toString();
  if (typeof id === 'object') {
    const serialized: unknown = Reflect.get(id, '_serialized') ?? Reflect.get(id, renamedField);
    if (typeof serialized === 'string') return serialized;
    const { user, server } = id as { user?: unknown; server?: unknown };
    if (typeof user === 'string' && typeof server === 'string') return `${user}@${server}`;
  }
  return undefined;
}

/** The id of a person, a group or a list. */
export class Wid {
  readonly server: string;
  readonly user: string;

  constructor(user: string, server: string) {
    this.server = server;
    this.user = user;
    // An own property, because values that leave the page by the debugging protocol carry those only.
    Reflect.set(this, quirks().minifiedWid ? renamedField : '_serialized', `${user}@${server}`);
  }

  isUser(): boolean {
    return this.server === 'c.us' || this.server === 'lid';
  }

  isRegularUser(): boolean {
    return this.isUser();
  }

  isLid(): boolean {
    return this.server === 'lid';
  }

  isGroup(): boolean {
    return this.server === 'g.us';
  }

  isBroadcast(): boolean {
    return this.server === 'broadcast';
  }

  isStatus(): boolean {
    return this.server === 'broadcast' && this.user === 'status';
  }

  isNewsletter(): boolean {
    return this.server === 'newsletter';
  }

  isBot(): boolean {
    return this.server === 'bot';
  }

  equals(other: unknown): boolean {
    return keyOf(other) === this.toString();
  }

  toString(): string {
    return `${this.user}@${this.server}`;
  }

  toJid(): string {
    return `${this.user}@${this.server === 'c.us' ? 's.whatsapp.net' : this.server}`;
  }

  toLogString(): string {
    return `****${this.user.slice(-4)}`;
  }

  /** What exposed functions see: they get their arguments as JSON, so an id reaches them as text. */
  toJSON(): string {
    return this.toString();
  }
}

/** Reads any form of an id; throws on what is none. */
export function toWid(value: unknown): Wid {
  if (value instanceof Wid) return value;
  const match = /^([^@\s]+)@([a-z.]+)$/.exec(keyOf(value) ?? '');
  const [, user, server] = match ?? [];
  if (user === undefined || server === undefined) throw new Error(`invalid wid: ${String(value)}`);
  // "number:device" is one device of a person.
  return new Wid(user.replace(/:\d+$/, ''), server === 's.whatsapp.net' ? 'c.us' : server);
}

interface MessageKeyParts {
  readonly id: string;
  readonly fromMe?: boolean | undefined;
  readonly remote?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
  readonly participant?: unknown;
  readonly selfDir?: string | undefined;
}

/** The id of a message: direction, chat, stanza id, and in groups who wrote it. */
export class MessageKey {
  readonly fromMe: boolean;
  readonly remote: Wid;
  readonly id: string;
  declare readonly participant?: Wid;
  declare readonly self?: string;

  constructor({ fromMe, remote, from, to, id, participant, selfDir }: MessageKeyParts) {
    this.fromMe = fromMe ?? selfDir === 'out';
    this.remote = toWid(remote ?? (this.fromMe ? to : from));
    this.id = id;
    if (participant) this.participant = toWid(participant);
    if (selfDir !== undefined) this.self = selfDir;
    Reflect.set(this, quirks().minifiedIds ? renamedField : '_serialized', this.toString());
  }

  static newId(): Promise<string> {
    return Promise.resolve(`3EB0${randomHex(9).toUpperCase()}`);
  }

  static fromString(text: string): MessageKey {
    const [fromMe, remote, id, extra] = text.split('_');
    if (remote === undefined || id === undefined) throw new Error(`invalid message key: ${text}`);
    const isDirection = extra === 'out' || extra === 'in';
    return new MessageKey({
      fromMe: fromMe === 'true',
      remote,
      id,
      ...(isDirection ? { selfDir: extra } : { participant: extra }),
    });
  }

  static from(value: unknown): MessageKey {
    return value instanceof MessageKey ? value : MessageKey.fromString(keyOf(value) ?? '');
  }

  toString(): string {
    const parts = [this.fromMe, this.remote, this.id, this.participant, this.self];
    return parts.filter((part) => part !== undefined).join('_');
  }

  equals(other: unknown): boolean {
    return keyOf(other) === this.toString();
  }
}
