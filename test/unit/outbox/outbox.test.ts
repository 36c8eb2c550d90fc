import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Outbox } from '../../../src-main/outbox/outbox.ts';
import type { OutboxItem } from '../../../src-main/outbox/outbox-item.ts';
import { ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';
import { FakeAccount, refusal } from './fake-account.ts';

const sessionId = SessionId.parse(randomUUID());
const userId = UserId.parse('a'.repeat(24));
const ana = ConversationId.parse(randomUUID());
const luis = ConversationId.parse(randomUUID());

const Probe = z.null();

let folder: string;
let database: DeviceDatabase;
let clock: ManualClock;
let account: FakeAccount;
let isConnected: boolean;
let outbox: Outbox;
let accepted: OutboxItem[];
let changes: string[];
/** Called for every change, after it was noted. */
let onChanged: (item: OutboxItem) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-desk-outbox-'));
  clock = new ManualClock();
  account = new FakeAccount();
  isConnected = true;
  onChanged = () => {};
  await open();
});

afterEach(async () => {
  await outbox.stop();
  await database.close();
  await rm(folder, { recursive: true });
});

/** As at the start of the app. */
async function open(key = Buffer.alloc(32, 1)): Promise<void> {
  accepted = [];
  changes = [];
  database = await DeviceDatabase.open(folder, key);
  outbox = await Outbox.open({
    database,
    clock,
    log: recordedLog(),
    clientOf: () => (isConnected ? account : null),
    statusOf: (raw) => {
      const { ack } = raw as { ack: number };
      if (ack < 0) return 'failed';
      return ack === 0 ? 'sending' : 'sent';
    },
    onChanged: (item) => {
      changes.push(`${item.text} ${item.state}`);
      onChanged(item);
    },
    onRemoved: (item) => changes.push(`${item.text} gone`),
    onAccepted: async (item) => {
      accepted.push(item);
    },
  });
}

/** The app is killed and started again. */
async function restart(): Promise<void> {
  await outbox.stop();
  await database.close();
  await open();
}

const write = (text: string, conversationId = ana): Promise<OutboxItem> =>
  outbox.enqueue({ conversationId, sessionId, chatId: '34600111222@c.us', text, userId });

const sent = (): string[] => account.sends.map((each) => each.text);

/** Resolves when the outbox has nothing more to do at this moment. LevelDB answers from threads of its own. */
async function quiet(): Promise<void> {
  let before = '';
  for (;;) {
    for (let turn = 0; turn < 4; turn++) {
      await database.table('probe', Probe).write({ put: [['probe', null]] });
      await clock.advance(0);
    }
    const now = JSON.stringify([account.calls, changes, accepted.length, clock.waiting]);
    if (now === before) return;
    before = now;
  }
}

async function later(milliseconds: number): Promise<void> {
  await clock.advance(milliseconds);
  await quiet();
}

describe('a message of ours', () => {
  it('is sent once, told to the journal, and leaves', async () => {
    const { messageId } = await write('hello');
    await quiet();
    expect(account.calls).toEqual(['send hello', 'find']);
    expect(accepted.map((item) => item.messageId)).toEqual([messageId]);
    expect(changes).toEqual(['hello queued', 'hello sending', 'hello gone']);
    expect(outbox.pending(ana)).toEqual([]);
  });

  it('waits for the connection, and goes as soon as there is one', async () => {
    isConnected = false;
    await write('hello');
    await later(600_000);
    expect(sent()).toEqual([]);
    expect(outbox.pending(ana)).toMatchObject([{ state: 'queued', attempts: 0 }]);
    isConnected = true;
    outbox.wake(sessionId);
    await quiet();
    expect(sent()).toEqual(['hello']);
  });

  it('is not sent when the account stopped running here at the last moment, and that is no try', async () => {
    // Written down as being sent, it is about to go.
    onChanged = (item) => {
      if (item.state === 'sending') isConnected = false;
    };
    await write('hello');
    await later(600_000);
    expect(sent()).toEqual([]);
    expect(outbox.pending(ana)).toMatchObject([{ state: 'queued', giveUpAfter: 6 }]);
    onChanged = () => {};
    isConnected = true;
    outbox.wake(sessionId);
    await quiet();
    expect(sent()).toEqual(['hello']);
  });

  it('is asked for before it is sent again, and not sent again when WhatsApp has it', async () => {
    account.onSend = (message) => {
      // WhatsApp took it, and then the page went away.
      account.held.set(message.messageId, { ...message, ack: 1 });
      return new AppError('whatsapp_failed', 'The page went away');
    };
    await write('hello');
    await quiet();
    expect(accepted).toEqual([]);
    await later(2_000);
    expect(sent()).toEqual(['hello']);
    expect(account.calls).toEqual(['send hello', 'find']);
    expect(accepted).toHaveLength(1);
  });

  it('is sent again, under the same id, when WhatsApp does not have it', async () => {
    account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    await write('hello');
    await quiet();
    account.onSend = () => 'sent';
    await later(2_000);
    expect(account.calls).toEqual(['send hello', 'find', 'send hello', 'find']);
    expect(new Set(account.sends.map((each) => each.messageId)).size).toBe(1);
    expect(accepted).toHaveLength(1);
  });

  it('that the page has and the server not yet is waited for, and never sent twice', async () => {
    account.onSend = () => 'pending';
    const { messageId } = await write('hello');
    await quiet();
    for (let minute = 0; minute < 5; minute++) await later(60_000);
    expect(sent()).toEqual(['hello']);
    expect(outbox.pending(ana)).toMatchObject([{ state: 'sending' }]);
    account.held.set(messageId, { chatId: '', text: '', messageId, ack: 1 });
    await later(60_000);
    expect(sent()).toEqual(['hello']);
    expect(accepted).toHaveLength(1);
  });

  it('leaves when an ack tells that the server has it', async () => {
    account.onSend = () => 'pending';
    const { messageId } = await write('hello');
    await quiet();
    await outbox.settle(messageId);
    await later(600_000);
    expect(outbox.pending(ana)).toEqual([]);
    expect(account.calls).toEqual(['send hello']);
    await restart();
    expect(outbox.pending(ana)).toEqual([]);
  });

  it('that WhatsApp refuses fails at once, and says why', async () => {
    account.onSend = refusal;
    await write('hello');
    await later(600_000);
    expect(sent()).toEqual(['hello']);
    expect(outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'whatsapp_refused' },
    ]);
  });

  it('fails after five tries, and is tried again when a person asks for it', async () => {
    account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    const { messageId } = await write('hello');
    for (let minute = 0; minute < 10; minute++) await later(60_000);
    expect(sent()).toHaveLength(5);
    expect(outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'whatsapp_failed' },
    ]);
    account.onSend = () => 'sent';
    const again = await outbox.retry(messageId);
    expect(again).toMatchObject({ state: 'queued', messageId });
    expect(again).not.toHaveProperty('failureCode');
    await quiet();
    expect(accepted).toHaveLength(1);
    expect(await outbox.retry(messageId)).toBeNull();
  });

  it('does not fail because the line is down for long', async () => {
    account.onSend = () => new AppError('whatsapp_not_connected', 'The line is down');
    await write('hello');
    for (let minute = 0; minute < 20; minute++) await later(60_000);
    expect(outbox.pending(ana)).toMatchObject([{ state: 'queued' }]);
    account.onSend = () => 'sent';
    await later(60_000);
    expect(accepted).toHaveLength(1);
  });

  it('uses up no tries because others are written meanwhile', async () => {
    account.onSend = ({ text }) =>
      text === 'stuck' ? new AppError('whatsapp_failed', 'The page went away') : 'sent';
    await write('stuck');
    await quiet();
    for (const text of ['1', '2', '3', '4', '5', '6']) await write(text, luis);
    await quiet();
    expect(sent()).toEqual(['stuck', '1', '2', '3', '4', '5', '6']);
  });

  it('that was discarded in the last moment is not sent', async () => {
    account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    const { messageId } = await write('hello');
    await quiet();
    // It is being asked for, to be sent again, when the person changes their mind.
    account.onFind = async () => {
      expect(await outbox.discard(messageId)).toBe(true);
    };
    await later(2_000);
    expect(sent()).toEqual(['hello']);
    expect(outbox.pending(ana)).toEqual([]);
  });

  it('can be discarded while it waits, and not while it is on its way', async () => {
    isConnected = false;
    const waiting = await write('waiting');
    expect(await outbox.discard(waiting.messageId)).toBe(true);
    expect(await outbox.discard(waiting.messageId)).toBe(false);
    isConnected = true;
    account.onSend = () => 'pending';
    const going = await write('going');
    await quiet();
    expect(await outbox.discard(going.messageId)).toBe(false);
    expect(outbox.pending(ana)).toHaveLength(1);
  });
});

describe('the order of a conversation', () => {
  it('is kept while its first message waits, and other conversations go on', async () => {
    account.onSend = ({ text }) =>
      text === 'first' ? new AppError('whatsapp_failed', 'The page went away') : 'sent';
    await write('first');
    await write('second');
    await write('elsewhere', luis);
    await quiet();
    expect(sent()).toEqual(['first', 'elsewhere']);
    account.onSend = () => 'sent';
    await later(2_000);
    expect(sent()).toEqual(['first', 'elsewhere', 'first', 'second']);
  });

  it('goes on past a message that failed for good', async () => {
    account.onSend = ({ text }) => (text === 'first' ? refusal() : 'sent');
    await write('first');
    await write('second');
    await quiet();
    expect(accepted.map((item) => item.text)).toEqual(['second']);
  });

  it('goes on at once when an ack settles what was waited for', async () => {
    account.onSend = () => 'pending';
    const { messageId } = await write('first');
    await write('second');
    await quiet();
    expect(sent()).toEqual(['first']);
    await outbox.settle(messageId);
    await quiet();
    expect(sent()).toEqual(['first', 'second']);
  });

  it('is that of writing when many are written in the same moment', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `m${index}`);
    await Promise.all(texts.map((text) => write(text)));
    await quiet();
    expect(sent()).toEqual(texts);
  });

  it('loses no wake that comes while something is being sent', async () => {
    let goOn = (): void => {};
    account.onSend = () =>
      new Promise((resolve) => {
        goOn = () => resolve('sent');
      });
    await write('first');
    await quiet();
    await write('second');
    outbox.wake(sessionId);
    account.onSend = () => 'sent';
    goOn();
    await quiet();
    expect(sent()).toEqual(['first', 'second']);
  });
});

describe('after a restart', () => {
  it('what waited is there, in order, and is sent', async () => {
    isConnected = false;
    await write('first');
    await write('second');
    await restart();
    expect(outbox.pending(ana).map((item) => item.text)).toEqual(['first', 'second']);
    expect(outbox.authorOf(outbox.pending(ana)[0]?.messageId ?? '')).toBe(userId);
    await write('third');
    isConnected = true;
    outbox.wake(sessionId);
    await quiet();
    expect(sent()).toEqual(['first', 'second', 'third']);
  });

  it('what was on its way is asked for first, and not sent when WhatsApp has it', async () => {
    account.onSend = () => 'pending';
    const { messageId } = await write('hello');
    await quiet();
    await restart();
    account.held.set(messageId, { chatId: '', text: '', messageId, ack: 1 });
    outbox.wake(sessionId);
    await quiet();
    expect(account.calls).toEqual(['send hello', 'find']);
    expect(accepted).toHaveLength(1);
  });

  it('with another key, what cannot be read stays where it is, and nothing is written over it', async () => {
    isConnected = false;
    await write('unreadable');
    await outbox.stop();
    await database.close();
    await open(Buffer.alloc(32, 2));
    expect(outbox.pending(ana)).toEqual([]);
    await write('new');
    await restart();
    expect(outbox.pending(ana).map((item) => item.text)).toEqual(['unreadable']);
  });
});
