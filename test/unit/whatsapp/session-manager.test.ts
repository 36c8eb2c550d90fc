import { beforeEach, describe, expect, it } from 'vitest';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import type { Session, StandbyReason } from '../../../src-preload/contract/session.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import type { SessionChange } from '../../../src-main/whatsapp/session/session-change.ts';
import {
  SessionManager,
  type ProfileKeeper,
} from '../../../src-main/whatsapp/session/session-manager.ts';
import { ProfileUnreadableError } from '../../../src-main/whatsapp/vault/profile-unreadable-error.ts';
import { ManualClock, settle } from './support/manual-clock.ts';
import { silentLog } from './support/silent-log.ts';
import { account, ScriptedClient } from './support/scripted-client.ts';

const KNOWN = SessionId.parse('7b0f5f0e-4a43-4bd5-8b4f-0d2f3a1c9e10');
const OTHER = { ...account, whatsappId: '34600000002@c.us', phoneNumber: '34600000002' };

class FakeKeeper implements ProfileKeeper {
  available = true;
  readonly linked = new Set<SessionId>();
  readonly wiped: SessionId[] = [];
  recovered = 0;

  async isAvailable(): Promise<boolean> {
    return this.available;
  }

  async isLinked(sessionId: SessionId): Promise<boolean> {
    return this.linked.has(sessionId);
  }

  async recover(): Promise<void> {
    this.recovered += 1;
  }

  async wipe(sessionId: SessionId): Promise<void> {
    this.wiped.push(sessionId);
    this.linked.delete(sessionId);
  }
}

let clock: ManualClock;
let vault: FakeKeeper;
let clients: ScriptedClient[];
let changes: SessionChange[];
let changed: Session[];
let raws: unknown[];
let readies: string[];
let linked: SessionId[];
let admission: 'granted' | StandbyReason;
let manager: SessionManager;
let looks: { inWindow: boolean }[];

beforeEach(() => {
  clock = new ManualClock();
  vault = new FakeKeeper();
  clients = [];
  changes = [];
  changed = [];
  raws = [];
  readies = [];
  linked = [];
  admission = 'granted';
  looks = [];
  let ids = 0;
  manager = new SessionManager({
    vault,
    clock,
    random: () => 0,
    newId: () => {
      ids += 1;
      return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
    },
    log: silentLog(),
    createClient: (_sessionId, look) => {
      looks.push(look);
      const client = new ScriptedClient();
      clients.push(client);
      return client;
    },
    events: {
      admit: async () => admission,
      onChanged: (session) => changed.push(session),
      record: (change) => changes.push(change),
      onRaw: (_sessionId, _account, event) => raws.push(event),
      onReady: (_sessionId, ready) => readies.push(ready.whatsappId),
      onLinked: (sessionId) => linked.push(sessionId),
    },
  });
});

/** The client that was made last. */
function client(): ScriptedClient {
  const last = clients.at(-1);
  if (last === undefined) throw new Error('There is no client yet');
  return last;
}

function kinds(): string[] {
  return changes.map(({ state }) => state.kind);
}

async function linkNew(as = account): Promise<SessionId> {
  const { sessionId } = await manager.link();
  await settle();
  client().say({ kind: 'qr', qr: 'code' });
  client().say({ kind: 'scanned' });
  client().say({ kind: 'ready', account: as });
  await settle();
  return sessionId;
}

async function restore(): Promise<void> {
  vault.linked.add(KNOWN);
  await manager.startAll([{ sessionId: KNOWN, createdAt: 5, account }]);
  await settle();
}

describe('linking', () => {
  it('goes from the code to the connection, and tells each step once', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    client().say({ kind: 'qr', qr: 'second' });
    client().say({ kind: 'scanned' });
    client().say({ kind: 'loading', percent: 10 });
    client().say({ kind: 'loading', percent: 90 });
    expect(manager.beingLinked()?.sessionId).toBe(sessionId);
    client().say({ kind: 'ready', account });

    expect(kinds()).toEqual(['starting', 'qr', 'qr', 'authenticating', 'syncing', 'connected']);
    expect(changes.map(({ eventType }) => eventType)).toEqual([
      'initializing',
      'qr_generated',
      'qr_generated',
      'authenticating',
      'syncing',
      'connected',
    ]);
    expect(changes.at(-1)).toMatchObject({ account, status: 'connected', severity: 'info' });
    // Progress is shown, but is no row.
    expect(changed.filter(({ state }) => state.kind === 'syncing')).toHaveLength(2);
    expect(manager.list()).toEqual([
      {
        sessionId,
        pushname: 'Corner Shop',
        phoneNumber: '+34600000001',
        createdAt: 1_000_000,
        autoReconnect: true,
        phoneSeenAt: 1_000_000,
        state: { kind: 'connected', since: 1_000_000 },
      },
    ]);
    expect(manager.beingLinked()).toBeNull();
    expect(linked).toEqual([sessionId]);
    expect(manager.connectedClient(sessionId)).toBe(client());
  });

  it('says when each code runs out: the first stands for a minute, the others for twenty seconds', async () => {
    await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    expect(manager.beingLinked()?.state).toEqual({
      kind: 'qr',
      qr: 'first',
      generatedAt: 1_000_000,
      expiresAt: 1_060_000,
    });
    client().say({ kind: 'qr', qr: 'second' });
    expect(manager.beingLinked()?.state).toMatchObject({ qr: 'second', expiresAt: 1_020_000 });
  });

  it('asks for new codes only when told to', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    client().say({ kind: 'qr_expired' });
    await clock.advance(600_000);
    expect(client().calls).toEqual(['start']);
    await manager.retry(sessionId);
    expect(client().calls).toEqual(['start', 'refreshQr']);
  });

  it('is one at a time: asked again, it answers with the unfinished one', async () => {
    const first = await manager.link();
    const second = await manager.link(KNOWN);
    expect(second.sessionId).toBe(first.sessionId);
    expect(clients).toHaveLength(1);
  });

  it('is refused without a keychain, and nothing is begun', async () => {
    vault.available = false;
    await expect(manager.link()).rejects.toMatchObject({ code: 'keychain_unavailable' });
    expect(clients).toEqual([]);
    expect(manager.list()).toEqual([]);
  });

  it('can be given up: the browser ends, then the profile is wiped', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    await manager.cancelLink(sessionId);
    expect(client().calls).toEqual(['start', 'stop']);
    expect(vault.wiped).toEqual([sessionId]);
    expect(changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'cancelled' });
    expect(manager.beingLinked()).toBeNull();
  });

  it('waits for a person when it fails before the scan, and starts again when told to', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().failStart(new AppError('whatsapp_not_connected', 'no network'));
    await settle();
    expect(manager.beingLinked()?.state).toEqual({
      kind: 'failed',
      code: 'whatsapp_not_connected',
    });
    await clock.advance(600_000);
    expect(clients).toHaveLength(1);
    await manager.retry(sessionId);
    await settle();
    expect(clients).toHaveLength(2);
    client().say({ kind: 'qr', qr: 'again' });
    expect(manager.beingLinked()?.state.kind).toBe('qr');
  });

  it('goes on by itself when the browser dies after the scan', async () => {
    await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    client().say({ kind: 'scanned' });
    client().say({ kind: 'dead', why: 'crash' });
    await clock.advance(2_000);
    expect(clients).toHaveLength(2);
    client().say({ kind: 'ready', account });
    expect(kinds().at(-1)).toBe('connected');
    expect(linked).toHaveLength(1);
  });

  it('of an account that runs here already unlinks the new one and says so', async () => {
    const first = await linkNew();
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'ready', account });
    await settle();
    expect(changes.at(-1)).toMatchObject({
      sessionId,
      state: { kind: 'failed', code: 'whatsapp_refused' },
      severity: 'error',
    });
    expect(client().calls).toEqual(['start', 'logout', 'stop']);
    expect(vault.wiped).toEqual([sessionId]);
    expect(readies).toHaveLength(1);
    expect(manager.connectedClient(first)).toBe(clients[0]);
  });

  it('of another account than the session had before is refused in the same way', async () => {
    const sessionId = await linkNew();
    client().say({ kind: 'unlinked' });
    await settle();
    await manager.link(sessionId);
    await settle();
    client().say({ kind: 'ready', account: OTHER });
    await settle();
    expect(changes.at(-1)?.state).toEqual({ kind: 'failed', code: 'whatsapp_refused' });
    expect(client().calls).toContain('logout');
  });

  it('of two different accounts gives two sessions', async () => {
    await linkNew();
    await linkNew(OTHER);
    expect(manager.list().map(({ state }) => state.kind)).toEqual(['connected', 'connected']);
  });
});

describe('restoring', () => {
  it('starts what is linked, and shows the rest as it is', async () => {
    const never = SessionId.parse('00000000-0000-4000-8000-00000000aaaa');
    const gone = SessionId.parse('00000000-0000-4000-8000-00000000bbbb');
    vault.linked.add(KNOWN);
    await manager.startAll([
      { sessionId: KNOWN, createdAt: 5, account },
      { sessionId: never, createdAt: 6 },
      { sessionId: gone, createdAt: 7, account: OTHER },
    ]);
    expect(vault.recovered).toBe(1);
    expect(clients).toHaveLength(1);
    expect(manager.list().map(({ state }) => state)).toEqual([
      { kind: 'starting' },
      { kind: 'disconnected', reason: 'cancelled' },
      { kind: 'disconnected', reason: 'logged_out' },
    ]);
    expect(manager.beingLinked()).toBeNull();
  });

  it('never shows a code: a session that asks for one is no longer linked', async () => {
    await restore();
    client().say({ kind: 'qr', qr: 'unasked' });
    await settle();
    expect(kinds()).toEqual(['starting', 'disconnected']);
    expect(changes.at(-1)).toMatchObject({
      state: { reason: 'unlinked_by_phone' },
      severity: 'warning',
    });
    expect(client().calls).toEqual(['start', 'stop']);
    expect(vault.wiped).toEqual([KNOWN]);
  });

  it('waits longer after every failure, two seconds to five minutes, without end', async () => {
    await restore();
    const delays: number[] = [];
    for (let failure = 0; failure < 12; failure += 1) {
      client().failStart(new AppError('whatsapp_not_connected', 'no network'));
      await settle();
      const { state } = changes.at(-1) ?? {};
      if (state?.kind !== 'reconnecting' || state.retryAt === undefined)
        throw new Error('no retry');
      expect(state.attempt).toBe(failure + 1);
      delays.push(state.retryAt - clock.now());
      await clock.advance(state.retryAt - clock.now());
    }
    expect(delays).toEqual([
      2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000, 300_000,
      300_000,
    ]);
    expect(clients).toHaveLength(13);
    expect(clients.slice(0, -1).every(({ calls }) => calls.includes('stop'))).toBe(true);
  });

  it('starts with a short wait again after a connection that lasted a minute, not before', async () => {
    await restore();
    client().say({ kind: 'dead', why: 'crash' });
    await clock.advance(2_000);
    client().say({ kind: 'ready', account });
    await clock.advance(59_000);
    client().say({ kind: 'dead', why: 'crash' });
    expect(changes.at(-1)?.state).toMatchObject({ kind: 'reconnecting', attempt: 2 });
    await clock.advance(4_000);
    client().say({ kind: 'ready', account });
    await clock.advance(60_000);
    client().say({ kind: 'dead', why: 'crash' });
    expect(changes.at(-1)?.state).toMatchObject({ kind: 'reconnecting', attempt: 1 });
  });

  it('does not try again what only a person can mend', async () => {
    await restore();
    client().failStart(new AppError('keychain_unavailable', 'locked'));
    await clock.advance(600_000);
    expect(clients).toHaveLength(1);
    expect(changes.at(-1)?.state).toEqual({ kind: 'failed', code: 'keychain_unavailable' });
  });

  it('asks for linking again when the sealed profile does not open', async () => {
    await restore();
    client().failStart(new ProfileUnreadableError(new Error('damaged')));
    await settle();
    expect(changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'unlinked_by_phone' });
    // What was put aside stays.
    expect(vault.wiped).toEqual([]);
    await manager.link(KNOWN);
    await settle();
    client().say({ kind: 'qr', qr: 'again' });
    expect(manager.beingLinked()?.sessionId).toBe(KNOWN);
  });
});

describe('a session that runs', () => {
  it('passes on what WhatsApp says, with its account', async () => {
    await linkNew();
    client().say({ kind: 'raw', event: { type: 'message', raw: { id: 1 } } });
    expect(raws).toEqual([{ type: 'message', raw: { id: 1 } }]);
  });

  it('has no client to use while its line is down', async () => {
    const sessionId = await linkNew();
    client().say({ kind: 'line', up: false });
    expect(manager.connectedClient(sessionId)).toBeNull();
    expect(changes.at(-1)).toMatchObject({
      state: { kind: 'reconnecting', attempt: 0 },
      status: 'disconnected',
      severity: 'warning',
    });
    await clock.advance(5_000);
    client().say({ kind: 'line', up: true });
    expect(manager.connectedClient(sessionId)).toBe(client());
    expect(changes.at(-1)?.state).toEqual({ kind: 'connected', since: clock.now() });
    expect(clients).toHaveLength(1);
  });

  it('is told to be ready again after its page was replaced, without a row', async () => {
    await linkNew();
    const rows = changes.length;
    client().say({ kind: 'ready', account });
    await settle();
    expect(readies).toHaveLength(2);
    expect(changes).toHaveLength(rows);
    expect(linked).toHaveLength(1);
  });

  it.each([
    ['unlinked', { kind: 'disconnected', reason: 'unlinked_by_phone' }, true],
    ['conflict', { kind: 'disconnected', reason: 'conflict' }, false],
    ['banned', { kind: 'banned' }, false],
  ] as const)('ends for good when it is %s', async (kind, state, isWiped) => {
    const sessionId = await linkNew();
    client().say({ kind });
    await clock.advance(600_000);
    expect(changes.at(-1)?.state).toEqual(state);
    expect(client().calls).toEqual(['start', 'stop']);
    expect(vault.wiped).toEqual(isWiped ? [sessionId] : []);
    expect(clients).toHaveLength(1);
  });

  it('names the modules when WhatsApp has changed its page, and ignores what its client says then', async () => {
    await linkNew();
    const ended = client();
    ended.say({ kind: 'incompatible', missing: ['WAWebCmd'] });
    ended.failStart(new AppError('whatsapp_incompatible', 'WAWebCmd'));
    ended.say({ kind: 'dead', why: 'late' });
    await settle();
    expect(changes.at(-1)).toMatchObject({
      state: { kind: 'incompatible', missing: ['WAWebCmd'] },
      severity: 'critical',
      message: "WhatsApp's page lacks WAWebCmd",
    });
  });

  it('takes over again after a conflict when a person says so', async () => {
    const sessionId = await linkNew();
    client().say({ kind: 'conflict' });
    await manager.retry(sessionId);
    await settle();
    expect(clients).toHaveLength(2);
    client().say({ kind: 'ready', account });
    expect(manager.connectedClient(sessionId)).toBe(client());
  });

  it('logs out at WhatsApp and wipes the profile, also when WhatsApp cannot be told', async () => {
    const sessionId = await linkNew();
    client().logoutAnswers = () => Promise.reject(new AppError('whatsapp_not_connected', 'gone'));
    await manager.logout(sessionId);
    expect(client().calls).toEqual(['start', 'logout', 'stop']);
    expect(vault.wiped).toEqual([sessionId]);
    expect(changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'logged_out' });
  });

  it('looks at its line at once when the computer wakes up', async () => {
    const sessionId = await linkNew();
    client().probeAnswers = () => Promise.reject(new Error('no answer'));
    manager.wake();
    await settle();
    expect(changes.at(-1)?.state.kind).toBe('reconnecting');
    manager.wake();
    await settle();
    expect(clients).toHaveLength(2);
    client().say({ kind: 'ready', account });
    expect(manager.connectedClient(sessionId)).toBe(client());
  });
});

describe('the end of the app', () => {
  it('ends every browser, tells nothing more, and leaves no timer', async () => {
    await linkNew();
    await linkNew(OTHER);
    const rows = changes.length;
    await manager.stopAll();
    expect(clients.map(({ calls }) => calls.at(-1))).toEqual(['stop', 'stop']);
    for (const each of clients) each.say({ kind: 'dead', why: 'stopped' });
    expect(changes).toHaveLength(rows);
    expect(clock.waiting).toBe(0);
    expect(vault.wiped).toEqual([]);
  });
});

it('knows no session that is not there', async () => {
  await expect(manager.logout(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
  await expect(manager.retry(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
  await expect(manager.link(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
});

describe('an account that another desktop runs', () => {
  const known = { sessionId: KNOWN, createdAt: 1, account };

  async function start(): Promise<void> {
    vault.linked.add(KNOWN);
    await manager.startAll([known]);
    await settle();
  }

  it('is not started, and stands by', async () => {
    admission = 'held_elsewhere';
    await start();
    expect(clients.flatMap(({ calls }) => calls)).not.toContain('start');
    expect(manager.list()).toMatchObject([
      { state: { kind: 'standby', reason: 'held_elsewhere' } },
    ]);
    expect(kinds()).toEqual(['starting', 'standby']);
  });

  it('is started as soon as it may be', async () => {
    admission = 'held_elsewhere';
    await start();
    admission = 'granted';
    manager.resume(KNOWN);
    await settle();
    client().say({ kind: 'ready', account });
    await settle();
    expect(manager.connectedClient(KNOWN)).toBe(client());
    expect(readies).toEqual([account.whatsappId]);
  });

  it('is ended while it runs, and its link stays', async () => {
    await start();
    client().say({ kind: 'ready', account });
    await settle();
    await manager.standBy(KNOWN, 'held_elsewhere');
    expect(client().calls).toEqual(['start', 'stop']);
    expect(vault.wiped).toEqual([]);
    expect(manager.connectedClient(KNOWN)).toBeNull();
    manager.resume(KNOWN);
    await settle();
    expect(clients).toHaveLength(2);
  });

  it('may be linked here, and stands by from then on; nothing is read of it', async () => {
    const { sessionId } = await manager.link();
    await settle();
    admission = 'held_elsewhere';
    client().say({ kind: 'qr', qr: 'code' });
    client().say({ kind: 'scanned' });
    client().say({ kind: 'ready', account });
    await settle();
    expect(linked).toEqual([sessionId]);
    expect(readies).toEqual([]);
    expect(client().calls).toEqual(['start', 'stop']);
    expect(manager.beingLinked()).toBeNull();
    expect(changes.at(-1)).toMatchObject({ status: 'disconnected', account });
  });

  it('can be logged out while it stands by', async () => {
    admission = 'held_elsewhere';
    await start();
    await manager.logout(KNOWN);
    expect(vault.wiped).toEqual([KNOWN]);
    expect(manager.list()).toMatchObject([
      { state: { kind: 'disconnected', reason: 'logged_out' } },
    ]);
  });

  it('that has ended here is not brought back by a word about standing by', async () => {
    await start();
    client().say({ kind: 'unlinked' });
    await settle();
    await manager.standBy(KNOWN, 'held_elsewhere');
    manager.resume(KNOWN);
    expect(manager.list()).toMatchObject([{ state: { kind: 'disconnected' } }]);
    expect(clients).toHaveLength(1);
  });
});

describe('linking by a code', () => {
  it('shows the code in the place of the QR codes, which WhatsApp goes on making', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    await manager.linkByCode(sessionId, '34600000001');
    client().say({ kind: 'qr', qr: 'second' });
    client().say({ kind: 'qr_expired' });
    expect(manager.beingLinked()?.state).toEqual({
      kind: 'pairing_code',
      code: 'ABCD1234',
      generatedAt: clock.now(),
    });
    client().say({ kind: 'scanned' });
    client().say({ kind: 'ready', account });
    expect(kinds()).toEqual(['starting', 'qr', 'pairing_code', 'authenticating', 'connected']);
    expect(JSON.stringify(changes.map(({ message }) => message))).not.toContain('ABCD1234');
  });

  it('goes back to QR codes when asked', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'first' });
    await manager.linkByCode(sessionId, '34600000001');
    await manager.retry(sessionId);
    expect(client().calls).toEqual(['start', 'code for 34600000001', 'refreshQr']);
    client().say({ kind: 'qr', qr: 'second' });
    expect(manager.beingLinked()?.state).toMatchObject({ kind: 'qr', qr: 'second' });
  });

  it('is refused where nothing waits to be linked', async () => {
    const sessionId = await linkNew();
    await expect(manager.linkByCode(sessionId, '34600000001')).rejects.toMatchObject({
      code: 'not_ready',
    });
  });
});

describe('an account that WhatsApp asks for a passkey', () => {
  it('says so, is linked in a window, and goes on without it', async () => {
    const { sessionId } = await manager.link();
    await settle();
    client().say({ kind: 'qr', qr: 'code' });
    client().say({ kind: 'passkey_needed' });
    expect(manager.beingLinked()?.state).toEqual({ kind: 'passkey_needed' });

    await manager.linkInWindow(sessionId);
    await settle();
    expect(looks).toEqual([{ inWindow: false }, { inWindow: true }]);
    client().say({ kind: 'qr', qr: 'in the window' });
    // It is given there: nothing is to be done here.
    client().say({ kind: 'passkey_needed' });
    expect(manager.beingLinked()?.state.kind).toBe('qr');
    client().say({ kind: 'ready', account });
    await settle();
    expect(linked).toEqual([sessionId]);
    expect(looks.at(-1)).toEqual({ inWindow: false });
    expect(readies).toEqual([]);
    expect(manager.list()[0]?.state).toEqual({ kind: 'starting', reason: 'hidden' });
    client().say({ kind: 'ready', account });
    await settle();
    expect(readies).toEqual([account.whatsappId]);
    expect(manager.list()[0]?.state.kind).toBe('connected');
    expect(clients.slice(0, -1).every(({ calls }) => calls.includes('stop'))).toBe(true);
  });
});

describe('an account that WhatsApp has changed under us', () => {
  it('can be read, and sends nothing until its page is well again', async () => {
    await restore();
    client().say({ kind: 'ready', account, problems: ['acks'] });
    await settle();
    expect(manager.list()[0]?.state).toMatchObject({ kind: 'read_only', problems: ['acks'] });
    expect(manager.connectedClient(KNOWN)).toBe(client());
    expect(manager.sendingClient(KNOWN)).toBeNull();
    expect(changes.at(-1)).toMatchObject({
      status: 'connected',
      eventType: 'read_only',
      severity: 'error',
    });
    client().say({ kind: 'line', up: false });
    client().say({ kind: 'line', up: true });
    expect(manager.list()[0]?.state.kind).toBe('read_only');

    await manager.retry(KNOWN);
    await settle();
    client().say({ kind: 'ready', account });
    expect(manager.sendingClient(KNOWN)).toBe(client());
  });
});

describe('an account that sleeps', () => {
  const sleep = (minutes: number): void =>
    manager.all()[0]?.apply({ kind: 'sleep', until: clock.now() + minutes * 60_000 });

  beforeEach(async () => {
    await restore();
    client().say({ kind: 'ready', account });
    await settle();
  });

  it('has no browser, and wakes by itself at its time', async () => {
    sleep(15);
    await settle();
    expect(clients[0]?.calls).toEqual(['start', 'stop']);
    expect(manager.connectedClient(KNOWN)).toBeNull();
    expect(changes.at(-1)).toMatchObject({ eventType: 'asleep', severity: 'info' });
    await clock.advance(15 * 60_000);
    expect(clients).toHaveLength(2);
    client().say({ kind: 'ready', account });
    await settle();
    expect(readies).toHaveLength(2);
  });

  it('wakes at once when something is to be sent, and when a person asks for it', async () => {
    sleep(15);
    manager.need(KNOWN);
    await settle();
    expect(clients).toHaveLength(2);
    client().say({ kind: 'ready', account });
    sleep(15);
    await manager.retry(KNOWN);
    await settle();
    expect(clients).toHaveLength(3);
    await clock.advance(30 * 60_000);
    expect(clients).toHaveLength(3);
  });

  it('wakes when the computer slept beyond its time', async () => {
    sleep(15);
    manager.wake();
    await settle();
    expect(clients).toHaveLength(1);
    await manager.standBy(KNOWN, 'held_elsewhere');
    expect(manager.list()[0]?.state.kind).toBe('standby');
    await clock.advance(30 * 60_000);
    expect(clients).toHaveLength(1);
  });
});

describe('a browser that has grown too big', () => {
  it('is ended before the new one starts, and the account is ready again without a code', async () => {
    await restore();
    client().say({ kind: 'ready', account });
    await settle();
    let hasEnded: () => void = () => undefined;
    client().stopAnswers = () => new Promise((resolve) => (hasEnded = resolve));
    manager.all()[0]?.apply({ kind: 'restart', reason: 'memory' });
    await settle();
    // Its profile can only be one browser's.
    expect(clients.map(({ calls }) => calls)).toEqual([['start', 'stop'], []]);
    hasEnded();
    await settle();
    expect(clients.map(({ calls }) => calls)).toEqual([['start', 'stop'], ['start']]);
    client().say({ kind: 'loading', percent: 50 });
    client().say({ kind: 'ready', account });
    expect(kinds()).toEqual(['starting', 'connected', 'starting', 'syncing', 'connected']);
  });
});

describe('an account that does not reconnect by itself', () => {
  it('stops where its connection fails, and connects when a person asks for it', async () => {
    vault.linked.add(KNOWN);
    await manager.startAll([{ sessionId: KNOWN, createdAt: 5, account, autoReconnect: false }]);
    await settle();
    client().say({ kind: 'ready', account });
    client().say({ kind: 'dead', why: 'the browser has ended' });
    await clock.advance(600_000);
    expect(clients).toHaveLength(1);
    expect(manager.list()[0]).toMatchObject({
      autoReconnect: false,
      state: { kind: 'disconnected', reason: 'line_lost' },
    });
    await manager.setAutoReconnect(KNOWN, true);
    await manager.retry(KNOWN);
    await settle();
    client().say({ kind: 'ready', account });
    client().say({ kind: 'dead', why: 'the browser has ended' });
    await clock.advance(10_000);
    expect(clients).toHaveLength(3);
  });
});
