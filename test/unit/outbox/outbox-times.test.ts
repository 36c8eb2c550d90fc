import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import type { Admission } from '../../../src-main/pace/pace.ts';
import { ana, luis, sessionId, userId, outboxDesk } from './outbox-desk.ts';

const desk = outboxDesk();

describe('a message that can be taken back', () => {
  const held = (text: string, undoMs: number) =>
    desk.outbox.enqueue(
      {
        ...{ conversationId: ana, sessionId, chatId: '34600111222@c.us', userId },
        payload: { kind: 'text', text },
      },
      undoMs,
    );

  it('is held so long, says so, and goes then', async () => {
    const item = await held('Hello', 5_000);
    await desk.quiet();
    expect(desk.sent()).toEqual([]);
    expect(desk.outbox.shown(item).outbox).toMatchObject({
      state: 'queued',
      waitsFor: 'undo',
      goesAt: desk.clock.now() + 5_000,
    });
    await desk.later(5_000);
    expect(desk.sent()).toEqual(['Hello']);
  });

  it('is gone when it is taken back in time', async () => {
    const { messageId } = await held('Wrong', 5_000);
    await desk.later(4_000);
    expect(await desk.outbox.discard(messageId)).toBe(true);
    await desk.later(60_000);
    expect(desk.sent()).toEqual([]);
  });

  it('keeps what was written after it back, but not other conversations', async () => {
    await held('first', 5_000);
    await desk.write('second');
    await desk.write('elsewhere', luis);
    await desk.quiet();
    expect(desk.sent()).toEqual(['elsewhere']);
    await desk.later(5_000);
    expect(desk.sent()).toEqual(['elsewhere', 'first', 'second']);
  });

  it('goes after a crash, once', async () => {
    await held('Hello', 5_000);
    await desk.restart();
    await desk.clock.advance(6_000);
    desk.outbox.wake(sessionId);
    await desk.later(1_000);
    expect(desk.sent()).toEqual(['Hello']);
  });
});

describe('a message that has its time', () => {
  const HOUR = 3_600_000;
  const scheduled = (text: string, inMilliseconds: number) =>
    desk.outbox.enqueue({
      conversationId: ana,
      sessionId,
      chatId: '34600111222@c.us',
      payload: { kind: 'text', text },
      userId,
      schedule: { at: desk.clock.now() + inMilliseconds, timeZone: 'Europe/Madrid' },
    });

  it('waits for it, says so, and lets others of the conversation pass', async () => {
    const item = await scheduled('later', HOUR);
    await desk.write('now');
    await desk.quiet();
    expect(desk.sent()).toEqual(['now']);
    expect(desk.outbox.shown(item).outbox).toEqual({
      state: 'queued',
      waitsFor: 'schedule',
      goesAt: item.schedule?.at,
      scheduledFor: item.schedule?.at,
      timeZone: 'Europe/Madrid',
      attempts: 0,
    });
    for (let minute = 0; minute < 61; minute++) await desk.clock.advance(60_000);
    await desk.quiet();
    expect(desk.sent()).toEqual(['now', 'later']);
    expect(desk.late).toEqual([]);
  });

  it('survives a restart, and goes late rather than never: that is told', async () => {
    await scheduled('later', HOUR);
    await desk.outbox.stop();
    await desk.database.close();
    // The computer sleeps for three hours.
    await desk.clock.advance(3 * HOUR);
    await desk.open();
    desk.outbox.wakeAll();
    await desk.quiet();
    expect(desk.sent()).toEqual(['later']);
    expect(desk.late).toEqual([desk.clock.now()]);
  });

  it('can be given another time, or none', async () => {
    const { messageId } = await scheduled('later', HOUR);
    const at = desk.clock.now() + 2 * HOUR;
    await desk.outbox.reschedule(messageId, { at, timeZone: 'UTC' });
    await desk.later(HOUR + 60_000);
    expect(desk.sent()).toEqual([]);
    await desk.outbox.reschedule(messageId, null);
    await desk.quiet();
    expect(desk.sent()).toEqual(['later']);
    expect(await desk.outbox.reschedule(messageId, null)).toBeNull();
  });
});

describe('the pace', () => {
  const wait = (admission: Partial<Extract<Admission, { kind: 'wait' }>>): Admission => ({
    kind: 'wait',
    reason: 'account_limit',
    until: desk.clock.now() + 60_000,
    scope: 'account',
    places: [desk.clock.now() + 60_000, desk.clock.now() + 120_000],
    every: 3_600_000,
    slotAt: undefined,
    ...admission,
  });

  it('holds an account back, and each message says why and when it goes', async () => {
    desk.admit = () => wait({});
    for (const text of ['1', '2', '3']) await desk.write(text);
    await desk.quiet();
    const states = desk.outbox.pending(ana).map((item) => desk.outbox.shown(item).outbox);
    expect(states).toMatchObject([
      { waitsFor: 'account_limit', goesAt: desk.clock.now() + 60_000 },
      { waitsFor: 'account_limit', goesAt: desk.clock.now() + 120_000 },
      // One more than the places that are known: it waits for the first to come again.
      { waitsFor: 'account_limit', goesAt: desk.clock.now() + 60_000 + 3_600_000 },
    ]);
    desk.admit = () => ({ kind: 'go', slotAt: 1 });
    await desk.later(60_000);
    expect(desk.sent()).toEqual(['1', '2', '3']);
  });

  it('holds one recipient back, and others go on', async () => {
    desk.admit = ({ conversationId }) =>
      conversationId === ana
        ? wait({ reason: 'recipient_limit', scope: 'conversation' })
        : { kind: 'go', slotAt: 1 };
    await desk.write('for Ana');
    await desk.write('for Luis', luis);
    await desk.quiet();
    expect(desk.sent()).toEqual(['for Luis']);
    expect(desk.outbox.pending(ana)).toHaveLength(1);
  });

  it('does not hold back any longer who waited for an answer that has come', async () => {
    desk.admit = () => wait({ reason: 'first_contact_limit', scope: 'conversation', places: [] });
    await desk.write('are you there?');
    await desk.quiet();
    desk.admit = () => ({ kind: 'go', slotAt: 1 });
    desk.outbox.noteAnswer(ana);
    await desk.quiet();
    expect(desk.sent()).toEqual(['are you there?']);
  });

  it('is told of the place that an attempt took which came to nothing, once', async () => {
    const told: (number | undefined)[] = [];
    desk.admit = (_, slotAt) => {
      told.push(slotAt);
      return told.length === 2
        ? wait({ reason: 'connection', places: [], until: desk.clock.now() + 5_000 })
        : { kind: 'go', slotAt: told.length };
    };
    desk.account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    await desk.write('hello');
    await desk.quiet();
    await desk.later(2_000);
    desk.account.onSend = () => 'sent';
    await desk.later(5_000);
    expect(told).toEqual([undefined, 1, undefined]);
    expect(desk.accepted).toHaveLength(1);
  });

  it('waits without a connection for the connection', async () => {
    desk.isConnected = false;
    const item = await desk.write('hello');
    expect(desk.outbox.shown(item).outbox).toMatchObject({ waitsFor: 'connection', goesAt: null });
  });
});
