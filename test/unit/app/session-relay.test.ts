import { beforeEach, describe, expect, it } from 'vitest';
import { SessionRelay } from '../../../src-main/app/session-relay.ts';
import type { SessionData } from '../../../src-main/domain/session-data.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Session } from '../../../src-preload/contract/session.ts';
import { recordedLog, type RecordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { account, ScriptedClient } from '../whatsapp/support/scripted-client.ts';

const sessionId = SessionId.parse('00000000-0000-4000-8000-000000000001');
const session: Session = {
  sessionId,
  state: { kind: 'connected', since: 1000 },
  createdAt: 500,
  autoReconnect: true,
};

/** A page that keeps these, as soon as it answers. */
class Page extends ScriptedClient {
  data: Promise<SessionData>;

  constructor(data: SessionData | Promise<SessionData>) {
    super();
    this.data = Promise.resolve(data);
  }

  override sessionData = (): Promise<never> => this.data as Promise<never>;
}

let remembered: unknown[];
let stored: SessionData[];
let isAway: boolean;
let log: RecordedLog;
let relay: SessionRelay;

beforeEach(() => {
  remembered = [];
  stored = [];
  isAway = false;
  log = recordedLog();
  relay = new SessionRelay({
    userId: UserId.parse('a'.repeat(24)),
    // Of each only what is used here.
    journal: { append: () => Promise.resolve() } as never,
    outbox: { wake: () => undefined } as never,
    sweeps: { connected: () => undefined, check: () => undefined },
    onUnread: () => undefined,
    onPlaced: () => undefined,
    translators: {} as never,
    publish: () => undefined,
    clock: new ManualClock(),
    log,
    onJournalled: () => undefined,
    onAccountLinked: () => undefined,
    onPhoneSeen: () => undefined,
    onAccounts: (accounts) => void remembered.push(accounts),
    storeSessionData: async (_id, data) => {
      if (isAway) throw new Error('no database');
      stored.push(data);
    },
  });
  relay.remember(sessionId, 500, account);
});

describe('what this computer remembers of an account', () => {
  const row = (autoReconnect: boolean): unknown => [
    { sessionId, createdAt: 500, autoReconnect, account },
  ];

  it('is whether it reconnects by itself, from the moment at which that is changed', () => {
    relay.onChanged(session);
    relay.onReady(sessionId, account, new ScriptedClient());
    expect(remembered).toEqual([row(true)]);
    relay.onChanged({ ...session, autoReconnect: false });
    relay.onChanged({ ...session, autoReconnect: false });
    expect(remembered).toEqual([row(true), row(false)]);
    relay.onReady(sessionId, account, new ScriptedClient());
    relay.onChanged(session);
    expect(remembered.slice(2)).toEqual([row(false), row(true)]);
  });
});

describe('what a page keeps of the credentials of former days', () => {
  it('is stored in the order in which pages were ready, however late they answer', async () => {
    let answer: (data: SessionData) => void = () => undefined;
    relay.onReady(sessionId, account, new Page(new Promise((resolve) => (answer = resolve))));
    relay.onReady(sessionId, account, new Page({}));
    await settle();
    expect(stored).toEqual([]);
    answer({ WAToken1: 'a' });
    await relay.stop();
    expect(stored).toEqual([{ WAToken1: 'a' }, {}]);
  });

  it('stops nothing when it cannot be stored or read, and is not in the log', async () => {
    isAway = true;
    relay.onReady(sessionId, account, new Page({ WAToken1: 'a secret' }));
    await relay.stop();
    isAway = false;
    relay.onReady(sessionId, account, new Page(Promise.reject(new Error('gone'))));
    relay.onReady(sessionId, account, new Page({ WAToken2: 'another' }));
    await relay.stop();
    expect(stored).toEqual([{ WAToken2: 'another' }]);
    expect(log.lines.map(({ level }) => level)).toEqual(['debug', 'debug']);
    expect(JSON.stringify(log.lines)).not.toContain('secret');
  });
});
