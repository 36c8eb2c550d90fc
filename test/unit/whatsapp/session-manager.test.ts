import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { settle } from './support/manual-clock.ts';
import { account } from './support/scripted-client.ts';
import { KNOWN, OTHER, sessionDesk } from './support/session-desk.ts';

const desk = sessionDesk();

describe('a session that runs', () => {
  it('passes on what WhatsApp says, with its account', async () => {
    await desk.linkNew();
    desk.client().say({ kind: 'raw', event: { type: 'message', raw: { id: 1 } } });
    expect(desk.raws).toEqual([{ type: 'message', raw: { id: 1 } }]);
  });

  it('has no client to use while its line is down', async () => {
    const sessionId = await desk.linkNew();
    desk.client().say({ kind: 'line', up: false });
    expect(desk.manager.connectedClient(sessionId)).toBeNull();
    expect(desk.changes.at(-1)).toMatchObject({
      state: { kind: 'reconnecting', attempt: 0 },
      status: 'disconnected',
      severity: 'warning',
    });
    await desk.clock.advance(5_000);
    desk.client().say({ kind: 'line', up: true });
    expect(desk.manager.connectedClient(sessionId)).toBe(desk.client());
    expect(desk.changes.at(-1)?.state).toEqual({ kind: 'connected', since: desk.clock.now() });
    expect(desk.clients).toHaveLength(1);
  });

  it('is told to be ready again after its page was replaced, without a row', async () => {
    await desk.linkNew();
    const rows = desk.changes.length;
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.readies).toHaveLength(2);
    expect(desk.changes).toHaveLength(rows);
    expect(desk.linked).toHaveLength(1);
  });

  it.each([
    ['unlinked', { kind: 'disconnected', reason: 'unlinked_by_phone' }, true],
    ['conflict', { kind: 'disconnected', reason: 'conflict' }, false],
    ['banned', { kind: 'banned' }, false],
  ] as const)('ends for good when it is %s', async (kind, state, isWiped) => {
    const sessionId = await desk.linkNew();
    desk.client().say({ kind });
    await desk.clock.advance(600_000);
    expect(desk.changes.at(-1)?.state).toEqual(state);
    expect(desk.client().calls).toEqual(['start', 'stop']);
    expect(desk.vault.wiped).toEqual(isWiped ? [sessionId] : []);
    expect(desk.clients).toHaveLength(1);
  });

  it('names the modules when WhatsApp has changed its page, and ignores what its client says then', async () => {
    await desk.linkNew();
    const ended = desk.client();
    ended.say({ kind: 'incompatible', missing: ['WAWebCmd'] });
    ended.failStart(new AppError('whatsapp_incompatible', 'WAWebCmd'));
    ended.say({ kind: 'dead', why: 'late' });
    await settle();
    expect(desk.changes.at(-1)).toMatchObject({
      state: { kind: 'incompatible', missing: ['WAWebCmd'] },
      severity: 'critical',
      message: "WhatsApp's page lacks WAWebCmd",
    });
  });

  it('takes over again after a conflict when a person says so', async () => {
    const sessionId = await desk.linkNew();
    desk.client().say({ kind: 'conflict' });
    await desk.manager.retry(sessionId);
    await settle();
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'ready', account });
    expect(desk.manager.connectedClient(sessionId)).toBe(desk.client());
  });

  it('logs out at WhatsApp and wipes the profile, also when WhatsApp cannot be told', async () => {
    const sessionId = await desk.linkNew();
    desk.client().logoutAnswers = () =>
      Promise.reject(new AppError('whatsapp_not_connected', 'gone'));
    await desk.manager.logout(sessionId);
    expect(desk.client().calls).toEqual(['start', 'logout', 'stop']);
    expect(desk.vault.wiped).toEqual([sessionId]);
    expect(desk.changes.at(-1)?.state).toEqual({ kind: 'disconnected', reason: 'logged_out' });
  });

  it('looks at its line at once when the computer wakes up', async () => {
    const sessionId = await desk.linkNew();
    desk.client().probeAnswers = () => Promise.reject(new Error('no answer'));
    desk.manager.wake();
    await settle();
    expect(desk.changes.at(-1)?.state.kind).toBe('reconnecting');
    desk.manager.wake();
    await settle();
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'ready', account });
    expect(desk.manager.connectedClient(sessionId)).toBe(desk.client());
  });
});

describe('the end of the app', () => {
  it('ends every browser, tells nothing more, and leaves no timer', async () => {
    await desk.linkNew();
    await desk.linkNew(OTHER);
    const rows = desk.changes.length;
    await desk.manager.stopAll();
    expect(desk.clients.map(({ calls }) => calls.at(-1))).toEqual(['stop', 'stop']);
    for (const each of desk.clients) each.say({ kind: 'dead', why: 'stopped' });
    expect(desk.changes).toHaveLength(rows);
    expect(desk.clock.waiting).toBe(0);
    expect(desk.vault.wiped).toEqual([]);
  });
});

it('knows no session that is not there', async () => {
  await expect(desk.manager.logout(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
  await expect(desk.manager.retry(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
  await expect(desk.manager.link(KNOWN)).rejects.toMatchObject({ code: 'not_found' });
});

describe('an account that WhatsApp has changed under us', () => {
  it('can be read, and sends nothing until its page is well again', async () => {
    await desk.restore();
    desk.client().say({ kind: 'ready', account, problems: ['acks'] });
    await settle();
    expect(desk.manager.list()[0]?.state).toMatchObject({ kind: 'read_only', problems: ['acks'] });
    expect(desk.manager.connectedClient(KNOWN)).toBe(desk.client());
    expect(desk.manager.sendingClient(KNOWN)).toBeNull();
    expect(desk.changes.at(-1)).toMatchObject({
      status: 'connected',
      eventType: 'read_only',
      severity: 'error',
    });
    desk.client().say({ kind: 'line', up: false });
    desk.client().say({ kind: 'line', up: true });
    expect(desk.manager.list()[0]?.state.kind).toBe('read_only');

    await desk.manager.retry(KNOWN);
    await settle();
    desk.client().say({ kind: 'ready', account });
    expect(desk.manager.sendingClient(KNOWN)).toBe(desk.client());
  });
});

describe('an account that sleeps', () => {
  const sleep = (minutes: number): void =>
    desk.manager.all()[0]?.apply({ kind: 'sleep', until: desk.clock.now() + minutes * 60_000 });

  beforeEach(async () => {
    await desk.restore();
    desk.client().say({ kind: 'ready', account });
    await settle();
  });

  it('has no browser, and wakes by itself at its time', async () => {
    sleep(15);
    await settle();
    expect(desk.clients[0]?.calls).toEqual(['start', 'stop']);
    expect(desk.manager.connectedClient(KNOWN)).toBeNull();
    expect(desk.changes.at(-1)).toMatchObject({ eventType: 'asleep', severity: 'info' });
    await desk.clock.advance(15 * 60_000);
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'ready', account });
    await settle();
    expect(desk.readies).toHaveLength(2);
  });

  it('wakes at once when something is to be sent, and when a person asks for it', async () => {
    sleep(15);
    desk.manager.need(KNOWN);
    await settle();
    expect(desk.clients).toHaveLength(2);
    desk.client().say({ kind: 'ready', account });
    sleep(15);
    await desk.manager.retry(KNOWN);
    await settle();
    expect(desk.clients).toHaveLength(3);
    await desk.clock.advance(30 * 60_000);
    expect(desk.clients).toHaveLength(3);
  });

  it('wakes when the computer slept beyond its time', async () => {
    sleep(15);
    desk.manager.wake();
    await settle();
    expect(desk.clients).toHaveLength(1);
    await desk.manager.standBy(KNOWN, 'held_elsewhere');
    expect(desk.manager.list()[0]?.state.kind).toBe('standby');
    await desk.clock.advance(30 * 60_000);
    expect(desk.clients).toHaveLength(1);
  });
});

describe('a browser that has grown too big', () => {
  it('is ended before the new one starts, and the account is ready again without a code', async () => {
    await desk.restore();
    desk.client().say({ kind: 'ready', account });
    await settle();
    let hasEnded: () => void = () => undefined;
    desk.client().stopAnswers = () => new Promise((resolve) => (hasEnded = resolve));
    desk.manager.all()[0]?.apply({ kind: 'restart', reason: 'memory' });
    await settle();
    // Its profile can only be one browser's.
    expect(desk.clients.map(({ calls }) => calls)).toEqual([['start', 'stop']]);
    hasEnded();
    await settle();
    expect(desk.clients.map(({ calls }) => calls)).toEqual([['start', 'stop'], ['start']]);
    desk.client().say({ kind: 'loading', percent: 50 });
    desk.client().say({ kind: 'ready', account });
    expect(desk.kinds()).toEqual(['starting', 'connected', 'starting', 'syncing', 'connected']);
  });
});
