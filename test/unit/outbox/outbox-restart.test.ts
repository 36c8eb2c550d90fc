import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../../src-main/outbox/outbox-item.ts';
import { ana, sessionId, userId, outboxDesk } from './outbox-desk.ts';

const desk = outboxDesk();

describe('after a restart', () => {
  it('what waited is there, in order, and is sent', async () => {
    desk.isConnected = false;
    await desk.write('first');
    await desk.write('second');
    await desk.restart();
    expect(desk.outbox.pending(ana).map((item) => textOf(item.payload))).toEqual([
      'first',
      'second',
    ]);
    expect(desk.outbox.authorOf(desk.outbox.pending(ana)[0]?.messageId ?? '')).toBe(userId);
    await desk.write('third');
    desk.isConnected = true;
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.sent()).toEqual(['first', 'second', 'third']);
  });

  it('what was on its way is asked for first, and not sent when WhatsApp has it', async () => {
    desk.account.onSend = () => 'pending';
    const { messageId } = await desk.write('hello');
    await desk.quiet();
    await desk.restart();
    desk.account.held.set(messageId, { chatId: '', text: '', messageId, ack: 1 });
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.account.calls).toEqual(['send hello', 'find']);
    expect(desk.accepted).toHaveLength(1);
  });

  it('with another key, what cannot be read stays where it is, and nothing is written over it', async () => {
    desk.isConnected = false;
    await desk.write('unreadable');
    await desk.outbox.stop();
    await desk.database.close();
    await desk.open(Buffer.alloc(32, 2));
    expect(desk.outbox.pending(ana)).toEqual([]);
    await desk.write('new');
    await desk.restart();
    expect(desk.outbox.pending(ana).map((item) => textOf(item.payload))).toEqual(['unreadable']);
  });
});

it('reads a text that an older version has queued', async () => {
  await desk.outbox.stop();
  const old = desk.database.table('outbox', z.record(z.string(), z.unknown()));
  const item = {
    messageId: '3EB0AAAAAAAAAAAAAAAAAA',
    conversationId: ana,
    sessionId,
    chatId: '34600111222@c.us',
    text: 'from before',
    userId,
    createdAt: 1,
    state: 'queued',
    attempts: 0,
    giveUpAfter: 5,
  };
  await old.write({ put: [['0000000000000000', item]] });
  await desk.database.close();
  await desk.open();
  desk.outbox.wake(sessionId);
  await desk.quiet();
  expect(desk.sent()).toEqual(['from before']);
});
