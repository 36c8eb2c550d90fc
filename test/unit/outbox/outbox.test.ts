import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { textOf } from '../../../src-main/outbox/outbox-item.ts';
import { refusal } from './fake-account.ts';
import { ana, luis, sessionId, outboxDesk } from './outbox-desk.ts';

const desk = outboxDesk();

describe('a message of ours', () => {
  it('is sent once, told to the journal, and leaves', async () => {
    const { messageId } = await desk.write('hello');
    await desk.quiet();
    expect(desk.account.calls).toEqual(['send hello', 'find']);
    expect(desk.accepted.map((item) => item.messageId)).toEqual([messageId]);
    expect(desk.changes).toEqual(['hello queued', 'hello sending', 'hello gone']);
    expect(desk.outbox.pending(ana)).toEqual([]);
  });

  it('waits for the connection, and goes as soon as there is one', async () => {
    desk.isConnected = false;
    await desk.write('hello');
    await desk.later(600_000);
    expect(desk.sent()).toEqual([]);
    expect(desk.outbox.pending(ana)).toMatchObject([{ state: 'queued', attempts: 0 }]);
    desk.isConnected = true;
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.sent()).toEqual(['hello']);
  });

  it('is not sent when the account stopped running here at the last moment, and that is no try', async () => {
    // Written down as being sent, it is about to go.
    desk.onChanged = (item) => {
      if (item.state === 'sending') desk.isConnected = false;
    };
    await desk.write('hello');
    await desk.later(600_000);
    expect(desk.sent()).toEqual([]);
    expect(desk.outbox.pending(ana)).toMatchObject([{ state: 'queued', giveUpAfter: 6 }]);
    desk.onChanged = () => {};
    desk.isConnected = true;
    desk.outbox.wake(sessionId);
    await desk.quiet();
    expect(desk.sent()).toEqual(['hello']);
  });

  it('is not sent to whom the owner of the account has blocked, and goes when a person tries again', async () => {
    desk.blocked.add(ana);
    await desk.write('hello');
    await desk.write('to somebody else', luis);
    await desk.quiet();
    expect(desk.sent()).toEqual(['to somebody else']);
    expect(desk.outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'whatsapp_contact_blocked' },
    ]);
    desk.blocked.delete(ana);
    const [item] = desk.outbox.pending(ana);
    if (item) await desk.outbox.retry(item.messageId);
    await desk.quiet();
    expect(desk.sent()).toEqual(['to somebody else', 'hello']);
  });

  it('is asked for before it is sent again, and not sent again when WhatsApp has it', async () => {
    desk.account.onSend = (message) => {
      // WhatsApp took it, and then the page went away.
      desk.account.held.set(message.messageId, { ...message, ack: 1 });
      return new AppError('whatsapp_failed', 'The page went away');
    };
    await desk.write('hello');
    await desk.quiet();
    expect(desk.accepted).toEqual([]);
    await desk.later(2_000);
    expect(desk.sent()).toEqual(['hello']);
    expect(desk.account.calls).toEqual(['send hello', 'find']);
    expect(desk.accepted).toHaveLength(1);
  });

  it('is sent again, under the same id, when WhatsApp does not have it', async () => {
    desk.account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    await desk.write('hello');
    await desk.quiet();
    desk.account.onSend = () => 'sent';
    await desk.later(2_000);
    expect(desk.account.calls).toEqual(['send hello', 'find', 'send hello', 'find']);
    expect(new Set(desk.account.sends.map((each) => each.messageId)).size).toBe(1);
    expect(desk.accepted).toHaveLength(1);
  });

  it('that the page has and the server not yet is waited for, and never sent twice', async () => {
    desk.account.onSend = () => 'pending';
    const { messageId } = await desk.write('hello');
    await desk.quiet();
    for (let minute = 0; minute < 5; minute++) await desk.later(60_000);
    expect(desk.sent()).toEqual(['hello']);
    expect(desk.outbox.pending(ana)).toMatchObject([{ state: 'sending' }]);
    desk.account.held.set(messageId, { chatId: '', text: '', messageId, ack: 1 });
    await desk.later(60_000);
    expect(desk.sent()).toEqual(['hello']);
    expect(desk.accepted).toHaveLength(1);
  });

  it('leaves when an ack tells that the server has it', async () => {
    desk.account.onSend = () => 'pending';
    const { messageId } = await desk.write('hello');
    await desk.quiet();
    await desk.outbox.settle(messageId);
    await desk.later(600_000);
    expect(desk.outbox.pending(ana)).toEqual([]);
    expect(desk.account.calls).toEqual(['send hello']);
    await desk.restart();
    expect(desk.outbox.pending(ana)).toEqual([]);
  });

  it('that WhatsApp refuses fails at once, and says why', async () => {
    desk.account.onSend = refusal;
    await desk.write('hello');
    await desk.later(600_000);
    expect(desk.sent()).toEqual(['hello']);
    expect(desk.outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'whatsapp_refused' },
    ]);
  });

  it('fails after five tries, and is tried again when a person asks for it', async () => {
    desk.account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    const { messageId } = await desk.write('hello');
    for (let minute = 0; minute < 10; minute++) await desk.later(60_000);
    expect(desk.sent()).toHaveLength(5);
    expect(desk.outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'whatsapp_failed' },
    ]);
    desk.account.onSend = () => 'sent';
    const again = await desk.outbox.retry(messageId);
    expect(again).toMatchObject({ state: 'queued', messageId });
    expect(again).not.toHaveProperty('failureCode');
    await desk.quiet();
    expect(desk.accepted).toHaveLength(1);
    expect(await desk.outbox.retry(messageId)).toBeNull();
  });

  it('does not fail because the line is down for long', async () => {
    desk.account.onSend = () => new AppError('whatsapp_not_connected', 'The line is down');
    await desk.write('hello');
    for (let minute = 0; minute < 20; minute++) await desk.later(60_000);
    expect(desk.outbox.pending(ana)).toMatchObject([{ state: 'queued' }]);
    desk.account.onSend = () => 'sent';
    await desk.later(60_000);
    expect(desk.accepted).toHaveLength(1);
  });

  it('uses up no tries because others are written meanwhile', async () => {
    desk.account.onSend = ({ text }) =>
      text === 'stuck' ? new AppError('whatsapp_failed', 'The page went away') : 'sent';
    await desk.write('stuck');
    await desk.quiet();
    for (const text of ['1', '2', '3', '4', '5', '6']) await desk.write(text, luis);
    await desk.quiet();
    expect(desk.sent()).toEqual(['stuck', '1', '2', '3', '4', '5', '6']);
  });

  it('that was discarded in the last moment is not sent', async () => {
    desk.account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    const { messageId } = await desk.write('hello');
    await desk.quiet();
    // It is being asked for, to be sent again, when the person changes their mind.
    desk.account.onFind = async () => {
      expect(await desk.outbox.discard(messageId)).toBe(true);
    };
    await desk.later(2_000);
    expect(desk.sent()).toEqual(['hello']);
    expect(desk.outbox.pending(ana)).toEqual([]);
  });

  it('can be discarded while it waits, and not while it is on its way', async () => {
    desk.isConnected = false;
    const waiting = await desk.write('waiting');
    expect(await desk.outbox.discard(waiting.messageId)).toBe(true);
    expect(await desk.outbox.discard(waiting.messageId)).toBe(false);
    desk.isConnected = true;
    desk.account.onSend = () => 'pending';
    const going = await desk.write('going');
    await desk.quiet();
    expect(await desk.outbox.discard(going.messageId)).toBe(false);
    expect(desk.outbox.pending(ana)).toHaveLength(1);
  });
});

describe('the order of a conversation', () => {
  it('is kept while its first message waits, and other conversations go on', async () => {
    desk.account.onSend = ({ text }) =>
      text === 'first' ? new AppError('whatsapp_failed', 'The page went away') : 'sent';
    await desk.write('first');
    await desk.write('second');
    await desk.write('elsewhere', luis);
    await desk.quiet();
    expect(desk.sent()).toEqual(['first', 'elsewhere']);
    desk.account.onSend = () => 'sent';
    await desk.later(2_000);
    expect(desk.sent()).toEqual(['first', 'elsewhere', 'first', 'second']);
  });

  it('goes on past a message that failed for good', async () => {
    desk.account.onSend = ({ text }) => (text === 'first' ? refusal() : 'sent');
    await desk.write('first');
    await desk.write('second');
    await desk.quiet();
    expect(desk.accepted.map((item) => textOf(item.payload))).toEqual(['second']);
  });

  it('goes on at once when an ack settles what was waited for', async () => {
    desk.account.onSend = () => 'pending';
    const { messageId } = await desk.write('first');
    await desk.write('second');
    await desk.quiet();
    expect(desk.sent()).toEqual(['first']);
    await desk.outbox.settle(messageId);
    await desk.quiet();
    expect(desk.sent()).toEqual(['first', 'second']);
  });

  it('is that of writing when many are written in the same moment', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await Promise.all(texts.map((text) => desk.write(text)));
    await desk.quiet();
    expect(desk.sent()).toEqual(texts);
  });

  it('loses no wake that comes while something is being sent', async () => {
    let goOn = (): void => {};
    desk.account.onSend = () =>
      new Promise((resolve) => {
        goOn = () => resolve('sent');
      });
    await desk.write('first');
    await desk.quiet();
    await desk.write('second');
    desk.outbox.wake(sessionId);
    desk.account.onSend = () => 'sent';
    goOn();
    await desk.quiet();
    expect(desk.sent()).toEqual(['first', 'second']);
  });
});
