import { EventEmitter } from 'node:events';
import type { Client } from 'whatsapp-web.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { SessionEvents } from '../../../src-main/whatsapp/library/session-events.ts';
import type { ClientEvent } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { recordedLog, type RecordedLog } from '../../support/databases/recorded-log.ts';

const info = {
  wid: { server: 'c.us', user: '34600000001', $1: '34600000001@c.us' },
  pushname: 'Corner Shop',
  platform: 'smba',
};
const ready: ClientEvent = {
  kind: 'ready',
  account: {
    whatsappId: '34600000001@c.us',
    phoneNumber: '34600000001',
    pushname: 'Corner Shop',
    platform: 'smba',
  },
};

let library: EventEmitter & { info?: unknown };
let profile: string[];
let heard: ClientEvent[];
let over: number;
let log: RecordedLog;
let events: SessionEvents;
beforeEach(() => {
  library = new EventEmitter();
  library.info = info;
  profile = [];
  heard = [];
  over = 0;
  log = recordedLog();
  events = new SessionEvents({
    log,
    profile: { keep: () => profile.push('keep'), discard: () => profile.push('discard') },
    onOver: () => {
      over += 1;
    },
  });
  // What is used of a client is that it emits, and its `info`.
  events.attach(library as unknown as Client);
  events.listen((event) => heard.push(event));
});

const state = (name: string): void => events.onReport({ kind: 'state', state: name });
const message = (rawData: object): void => void library.emit('message_create', { rawData });
const rawMessage = (raw: unknown): ClientEvent => ({
  kind: 'raw',
  event: { type: 'message', raw },
});

describe('what a client says', () => {
  it('is the way from the code to the account', () => {
    library.emit('qr', 'code');
    state('PAIRING');
    state('CONNECTED');
    library.emit('loading_screen', '40', 'WhatsApp');
    library.emit('ready');
    expect(heard).toEqual([
      { kind: 'qr', qr: 'code' },
      { kind: 'scanned' },
      { kind: 'loading', percent: 40 },
      ready,
    ]);
    expect(profile).toEqual(['keep']);
  });

  it('is no scan when no code was shown', () => {
    state('OPENING');
    state('CONNECTED');
    library.emit('ready');
    expect(heard).toEqual([ready]);
  });

  it('is the scan before the loading, though the page was quicker than the library', () => {
    library.emit('qr', 'code');
    library.emit('loading_screen', 0, 'WhatsApp');
    state('CONNECTED');
    expect(heard.map(({ kind }) => kind)).toEqual(['qr', 'scanned', 'loading']);
  });

  it('is told of messages only after it was told who is linked', () => {
    message({ n: 1 });
    message({ n: 2 });
    library.emit('ready');
    message({ n: 3 });
    expect(heard).toEqual([
      ready,
      rawMessage({ n: 1 }),
      rawMessage({ n: 2 }),
      rawMessage({ n: 3 }),
    ]);
  });

  it('survives JSON', () => {
    library.emit('ready');
    message({ at: new Date(0), gone: undefined, wid: { toJSON: () => '1@c.us' } });
    library.emit('message_ack', { rawData: { id: 'X', ack: 1 } }, 3);
    events.onReport({ kind: 'unread', chatId: '1@c.us', unreadCount: 2 });
    expect(heard.slice(1)).toEqual([
      rawMessage({ at: '1970-01-01T00:00:00.000Z', wid: '1@c.us' }),
      { kind: 'raw', event: { type: 'ack', raw: { id: 'X', ack: 3 } } },
      { kind: 'raw', event: { type: 'unread', raw: { chatId: '1@c.us', unreadCount: 2 } } },
    ]);
  });

  it('is nothing of an undeciphered message until it is deciphered, or never will be', () => {
    library.emit('ready');
    library.emit('message_ciphertext', { rawData: { id: 'A', type: 'ciphertext' } });
    expect(heard).toHaveLength(1);
    library.emit('message_ciphertext_failed', { rawData: { id: 'A', type: 'ciphertext' } });
    library.emit('message_ciphertext', {
      rawData: { id: 'B', type: 'ciphertext', subtype: 'view_once_unavailable_fanout' },
    });
    expect(heard.slice(1)).toEqual([
      rawMessage({ id: 'A', type: 'ciphertext', decryptionFailed: true }),
      rawMessage({
        id: 'B',
        type: 'ciphertext',
        subtype: 'view_once_unavailable_fanout',
        decryptionFailed: true,
      }),
    ]);
  });

  it('is when the line goes down and comes back, each once', () => {
    library.emit('ready');
    for (const name of ['TIMEOUT', 'OPENING', 'CONNECTED', 'CONNECTED']) state(name);
    expect(heard.slice(1)).toEqual([
      { kind: 'line', up: false },
      { kind: 'line', up: true },
    ]);
  });

  it('is a line that is down from the moment the page is replaced until it is ready again', () => {
    library.emit('ready');
    events.onNavigated();
    for (const name of ['OPENING', 'CONNECTED']) state(name);
    library.emit('loading_screen', 99, 'WhatsApp');
    library.emit('ready');
    state('TIMEOUT');
    expect(heard.map(({ kind }) => kind)).toEqual(['ready', 'line', 'loading', 'ready', 'line']);
  });

  it('goes to every listener, whatever one of them does', () => {
    const others: ClientEvent[] = [];
    const stop = events.listen(() => {
      throw new Error('a faulty listener');
    });
    events.listen((event) => others.push(event));
    library.emit('qr', 'code');
    stop();
    expect(others).toEqual([{ kind: 'qr', qr: 'code' }]);
  });
});

describe('the end of a client', () => {
  it.each([
    ['CONFLICT', { kind: 'conflict' }],
    ['TOS_BLOCK', { kind: 'banned' }],
    ['SMB_TOS_BLOCK', { kind: 'banned' }],
    ['DEPRECATED_VERSION', { kind: 'incompatible', missing: [] }],
    ['PROXYBLOCK', { kind: 'dead', why: 'WhatsApp is blocked by a proxy' }],
    ['UNPAIRED', { kind: 'unlinked' }],
    ['UNPAIRED_IDLE', { kind: 'unlinked' }],
  ])('comes with the state %s, once, and is the last that is heard', (name, event) => {
    library.emit('ready');
    state(name);
    state('CONFLICT');
    library.emit('disconnected', 'LOGOUT');
    message({ n: 1 });
    expect(heard).toEqual([ready, event]);
    expect(over).toBe(1);
  });

  it.each([
    ['a logout in the page', () => events.onReport({ kind: 'logged_out' })],
    ['the library’s LOGOUT', () => library.emit('disconnected', 'LOGOUT')],
    ['a code after the account was ready', () => library.emit('qr', 'again')],
  ])('is unlinked after %s, and the profile is not kept', (_what, cause) => {
    library.emit('ready');
    cause();
    expect(heard.at(-1)).toEqual({ kind: 'unlinked' });
    expect(profile).toContain('discard');
    expect(over).toBe(1);
  });

  it('is not the library’s other words for it: those are states', () => {
    library.emit('ready');
    library.emit('disconnected', 'NAVIGATION');
    expect(heard).toEqual([ready]);
  });

  it('is an unpaired state only when the account was ready before', () => {
    state('UNPAIRED');
    state('UNPAIRED_IDLE');
    state('UNLAUNCHED');
    expect(heard).toEqual([{ kind: 'qr_expired' }]);
    expect(over).toBe(0);
  });

  it('is told in the log with the version of the page that does not fit any more', () => {
    events.onVersion('2.3000.1');
    state('DEPRECATED_VERSION');
    expect(log.lines).toEqual([
      {
        level: 'error',
        message: "WhatsApp's page does not fit",
        fields: { version: '2.3000.1', missing: [] },
      },
    ]);
    expect(heard).toEqual([{ kind: 'incompatible', missing: [] }]);
  });

  it('is an account that cannot be read', () => {
    library.info = { pushname: 'nobody' };
    library.emit('ready');
    expect(heard).toEqual([{ kind: 'dead', why: 'WhatsApp does not say which account is linked' }]);
  });

  it('is silent when it was asked for', () => {
    events.end();
    library.emit('qr', 'code');
    events.onDeath('stopped');
    expect(heard).toEqual([]);
    expect(over).toBe(0);
  });
});
