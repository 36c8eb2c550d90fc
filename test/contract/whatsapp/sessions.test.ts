import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Session } from '../../../src-preload/contract/session.ts';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { translateMessage } from '../../../src-main/whatsapp/translators/translate-message.ts';
import type { SessionChange } from '../../../src-main/whatsapp/session/session-change.ts';
import {
  SessionManager,
  type KnownSession,
} from '../../../src-main/whatsapp/session/session-manager.ts';
import { treeMemory } from '../../../src-main/whatsapp/browser/process-memory.ts';
import { SessionCare } from '../../../src-main/whatsapp/session/session-care.ts';
import { silentLog } from '../../unit/whatsapp/support/silent-log.ts';
import { TestDesk } from './support/test-desk.ts';

let desk: TestDesk;
let open: Workday[] = [];
afterEach(async () => {
  await Promise.all(open.map(({ manager }) => manager.stopAll()));
  open = [];
  await desk.remove();
});

/** The app from one start to the next, as far as sessions go. */
class Workday {
  readonly manager: SessionManager;
  readonly changes: SessionChange[] = [];
  readonly texts: string[] = [];
  readonly known: KnownSession[] = [];

  constructor() {
    const vault = desk.newVault();
    this.manager = new SessionManager({
      vault,
      clock: systemClock,
      random: Math.random,
      newId: randomUUID,
      log: silentLog(),
      createClient: async (sessionId) => desk.newClient(sessionId),
      events: {
        onChanged: () => undefined,
        admit: async () => 'granted',
        onLinked: () => undefined,
        onBlocked: () => undefined,
        record: (change) => this.changes.push(change),
        onReady: (sessionId, account) => {
          this.known.push({ sessionId, account, createdAt: 1 });
        },
        onRaw: (_sessionId, _account, event) => {
          if (event.type === 'message') this.texts.push(translateMessage(event.raw)?.content ?? '');
        },
      },
    });
    open.push(this);
  }

  get kinds(): string[] {
    return this.changes.map(({ state }) => state.kind);
  }

  async until(kind: Session['state']['kind'], sessionId?: SessionId): Promise<Session> {
    const found = (): Session | undefined =>
      this.manager
        .list()
        .find(
          (session) =>
            session.state.kind === kind &&
            (sessionId === undefined || session.sessionId === sessionId),
        );
    await desk.simulator.until(found, {
      description: `${kind}; was ${this.kinds.join(' ')}`,
      timeoutMs: 30_000,
    });
    const session = found();
    if (session === undefined) throw new Error(`No longer ${kind}`);
    return session;
  }

  async link(sessionId?: SessionId): Promise<Session> {
    const { sessionId: id } = await this.manager.link(sessionId);
    const { state } = await this.until('qr', id);
    await desk.simulator.phone.scan(state.kind === 'qr' ? state.qr : '');
    return await this.until('connected', id);
  }
}

describe('sessions with a real browser', () => {
  it('are linked, told step by step, and restored at the next start without a code', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const session = await day.link();
    expect(session).toMatchObject({ pushname: 'Corner Shop', phoneNumber: '+34600000001' });
    expect(day.kinds).toEqual(['starting', 'qr', 'authenticating', 'syncing', 'connected']);
    expect(day.changes.map(({ status }) => status)).toEqual([
      'initializing',
      'qr_generated',
      'authenticating',
      'authenticating',
      'connected',
    ]);
    await day.manager.stopAll();
    expect(desk.plainProfiles()).toEqual([]);
    expect(day.kinds.at(-1)).toBe('connected');

    const next = new Workday();
    await next.manager.startAll(day.known);
    await next.until('connected', session.sessionId);
    expect(next.kinds).toEqual(['starting', 'syncing', 'connected']);
    await desk.simulator.customer('34600111222').says('next day');
    await desk.simulator.until(() => next.texts.includes('next day'));
  });

  it('come back by themselves after the browser was killed', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (const pid of desk.browserPids()) process.kill(pid, 'SIGKILL');
    await day.until('reconnecting', sessionId);
    await day.until('connected', sessionId);
    expect(day.kinds.slice(5)).toEqual(['reconnecting', 'syncing', 'connected']);
    await desk.simulator.customer('34600111222').says('after the kill');
    await desk.simulator.until(() => day.texts.includes('after the kill'));
  });

  it('end when the phone unlinks them, keep nothing, and can be linked again under the same id', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    await desk.simulator.phone.unlinks();
    const { state } = await day.until('disconnected', sessionId);
    expect(state).toEqual({ kind: 'disconnected', reason: 'unlinked_by_phone' });
    await desk.simulator.until(() => desk.plainProfiles().length === 0);
    await desk.simulator.until(async () => !(await desk.vault.isLinked(sessionId)));
    await desk.simulator.until(() => desk.secrets.values.size === 0);

    await day.link(sessionId);
    await day.manager.stopAll();
    const next = new Workday();
    await next.manager.startAll(day.known.slice(-1));
    await next.until('connected', sessionId);
  });

  it('that were unlinked while the app was away show no code', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    await day.manager.stopAll();
    await desk.simulator.phone.unlinks();
    const next = new Workday();
    await next.manager.startAll(day.known);
    const { state } = await next.until('disconnected', sessionId);
    expect(state).toEqual({ kind: 'disconnected', reason: 'unlinked_by_phone' });
    expect(next.kinds).not.toContain('qr');
    await desk.simulator.until(async () => !(await desk.vault.isLinked(sessionId)));
  });

  it('log out at WhatsApp, and leave nothing here', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    const unlinked = desk.simulator.until('unlinked');
    await day.manager.logout(sessionId);
    expect(await unlinked).toEqual({ by: 'app' });
    expect(day.changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'logged_out' });
    expect(desk.plainProfiles()).toEqual([]);
    expect(await desk.vault.isLinked(sessionId)).toBe(false);
    expect(desk.secrets.values.size).toBe(0);
  });

  it('are not linked twice: the second is unlinked again, the first goes on', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const first = await day.link();
    const { sessionId } = await day.manager.link();
    const { state } = await day.until('qr', sessionId);
    const unlinked = desk.simulator.until('unlinked');
    await desk.simulator.phone.scan(state.kind === 'qr' ? state.qr : '');
    expect((await day.until('failed', sessionId)).state).toEqual({
      kind: 'failed',
      code: 'whatsapp_refused',
    });
    expect(await unlinked).toEqual({ by: 'app' });
    await desk.simulator.customer('34600111222').says('still there');
    await desk.simulator.until(() => day.texts.includes('still there'));
    expect(day.manager.connectedClient(first.sessionId)).not.toBeNull();
  });

  it('whose code nobody scans wait until asked for another, and can be given up', async () => {
    desk = await TestDesk.create({ qrIntervalMs: 250, qrMaxRefs: 2 });
    const day = new Workday();
    const { sessionId } = await day.manager.link();
    await day.until('qr_expired', sessionId);
    await day.manager.retry(sessionId);
    await day.until('qr', sessionId);
    expect((await day.manager.link()).sessionId).toBe(sessionId);
    await day.manager.cancelLink(sessionId);
    expect(day.changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'cancelled' });
    expect(day.manager.beingLinked()).toBeNull();
    expect(desk.browserPids()).toEqual([]);
    expect(desk.plainProfiles()).toEqual([]);
  });

  it('sleep without a browser, and wake with what was written meanwhile', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    // Local storage is written out every second.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    day.manager.all()[0]?.apply({ kind: 'sleep', until: Date.now() + 600_000 });
    await desk.simulator.until(() => desk.plainProfiles().length === 0);
    expect(desk.browserPids()).toEqual([]);
    await desk.simulator.customer('34600111222').says('good night');

    day.manager.need(sessionId);
    await day.until('connected', sessionId);
    expect(day.kinds.slice(5)).toEqual(['asleep', 'starting', 'syncing', 'connected']);
    const chats = await day.manager.connectedClient(sessionId)?.chats();
    expect(chats).toMatchObject([{ chatId: '34600111222@c.us', unreadCount: 1 }]);
  });

  it('start their browser anew when its page has grown beyond the limit', async () => {
    desk = await TestDesk.create();
    const day = new Workday();
    const { sessionId } = await day.link();
    const care = new SessionCare({
      sessions: () => day.manager.all(),
      policy: () => ({ sleepAfterMinutes: null, wakeEveryMinutes: 15, browserMemoryLimitMb: 900 }),
      isBusy: () => false,
      measure: treeMemory,
      clock: systemClock,
      log: silentLog(),
    });
    await care.look();
    expect(day.kinds.at(-1)).toBe('connected');
    const before = (await care.memory()).get(sessionId) ?? 0;
    expect(before).toBeGreaterThan(100 * 1024 * 1024);
    const [first] = desk.browserPids();

    await desk.simulator.page.grow(900);
    await desk.simulator.until(
      async () => ((await care.memory()).get(sessionId) ?? 0) > 900 * 1024 * 1024,
    );
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await care.look();
    await day.until('connected', sessionId);
    expect(day.changes.at(-3)?.state).toEqual({ kind: 'starting', reason: 'memory' });
    expect(desk.browserPids()).not.toContain(first);
    expect((await care.memory()).get(sessionId)).toBeLessThan(900 * 1024 * 1024);
    await desk.simulator.customer('34600111222').says('after the restart');
    await desk.simulator.until(() => day.texts.includes('after the restart'));
  });
});
