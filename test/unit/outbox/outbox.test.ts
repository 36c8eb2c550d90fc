import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Outbox } from '../../../src-main/outbox/outbox.ts';
import { FileSpool } from '../../../src-main/outbox/file-spool.ts';
import { type OutboxItem, textOf } from '../../../src-main/outbox/outbox-item.ts';
import type { Admission, Pace } from '../../../src-main/pace/pace.ts';
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
let spool: FileSpool;
let accepted: OutboxItem[];
/** When scheduled messages went late. */
let late: number[];
/** What the pace says; everything may go unless the test says otherwise. */
let admit: (item: { conversationId: ConversationId }, slotAt?: number) => Admission;
const pace: Pace = { admit: (item, slotAt) => Promise.resolve(admit(item, slotAt)) };
let changes: string[];
/** Called for every change, after it was noted. */
let onChanged: (item: OutboxItem) => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-desk-outbox-'));
  clock = new ManualClock();
  account = new FakeAccount();
  isConnected = true;
  onChanged = () => {};
  late = [];
  admit = () => ({ kind: 'go', slotAt: clock.now() });
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
  database = await DeviceDatabase.open(join(folder, 'device'), key);
  spool = await FileSpool.open(join(folder, 'files'), key, clock);
  outbox = await Outbox.open({
    database,
    files: spool,
    clock,
    log: recordedLog(),
    pace,
    clientOf: () => (isConnected ? account : null),
    statusOf: (raw) => {
      const { ack } = raw as { ack: number };
      if (ack < 0) return 'failed';
      return ack === 0 ? 'sending' : 'sent';
    },
    onChanged: (item) => {
      changes.push(`${textOf(item.payload)} ${item.state}`);
      onChanged(item);
    },
    onRemoved: (item) => changes.push(`${textOf(item.payload)} gone`),
    onSentLate: (_, sentAt) => late.push(sentAt),
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
  outbox.enqueue({
    conversationId,
    sessionId,
    chatId: '34600111222@c.us',
    payload: { kind: 'text', text },
    userId,
  });

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
    expect(accepted.map((item) => textOf(item.payload))).toEqual(['second']);
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
    expect(outbox.pending(ana).map((item) => textOf(item.payload))).toEqual(['first', 'second']);
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
    expect(outbox.pending(ana).map((item) => textOf(item.payload))).toEqual(['unreadable']);
  });
});

describe('a message that has its time', () => {
  const HOUR = 3_600_000;
  const scheduled = (text: string, inMilliseconds: number) =>
    outbox.enqueue({
      conversationId: ana,
      sessionId,
      chatId: '34600111222@c.us',
      payload: { kind: 'text', text },
      userId,
      schedule: { at: clock.now() + inMilliseconds, timeZone: 'Europe/Madrid' },
    });

  it('waits for it, says so, and lets others of the conversation pass', async () => {
    const item = await scheduled('later', HOUR);
    await write('now');
    await quiet();
    expect(sent()).toEqual(['now']);
    expect(outbox.shown(item).outbox).toEqual({
      state: 'queued',
      waitsFor: 'schedule',
      goesAt: item.schedule?.at,
      scheduledFor: item.schedule?.at,
      timeZone: 'Europe/Madrid',
      attempts: 0,
    });
    for (let minute = 0; minute < 61; minute++) await clock.advance(60_000);
    await quiet();
    expect(sent()).toEqual(['now', 'later']);
    expect(late).toEqual([]);
  });

  it('survives a restart, and goes late rather than never: that is told', async () => {
    await scheduled('later', HOUR);
    await outbox.stop();
    await database.close();
    // The computer sleeps for three hours.
    await clock.advance(3 * HOUR);
    await open();
    outbox.wakeAll();
    await quiet();
    expect(sent()).toEqual(['later']);
    expect(late).toEqual([clock.now()]);
  });

  it('can be given another time, or none', async () => {
    const { messageId } = await scheduled('later', HOUR);
    const at = clock.now() + 2 * HOUR;
    await outbox.reschedule(messageId, { at, timeZone: 'UTC' });
    await later(HOUR + 60_000);
    expect(sent()).toEqual([]);
    await outbox.reschedule(messageId, null);
    await quiet();
    expect(sent()).toEqual(['later']);
    expect(await outbox.reschedule(messageId, null)).toBeNull();
  });
});

describe('the pace', () => {
  const wait = (admission: Partial<Extract<Admission, { kind: 'wait' }>>): Admission => ({
    kind: 'wait',
    reason: 'account_limit',
    until: clock.now() + 60_000,
    scope: 'account',
    places: [clock.now() + 60_000, clock.now() + 120_000],
    every: 3_600_000,
    slotAt: undefined,
    ...admission,
  });

  it('holds an account back, and each message says why and when it goes', async () => {
    admit = () => wait({});
    for (const text of ['1', '2', '3']) await write(text);
    await quiet();
    const states = outbox.pending(ana).map((item) => outbox.shown(item).outbox);
    expect(states).toMatchObject([
      { waitsFor: 'account_limit', goesAt: clock.now() + 60_000 },
      { waitsFor: 'account_limit', goesAt: clock.now() + 120_000 },
      // One more than the places that are known: it waits for the first to come again.
      { waitsFor: 'account_limit', goesAt: clock.now() + 60_000 + 3_600_000 },
    ]);
    admit = () => ({ kind: 'go', slotAt: 1 });
    await later(60_000);
    expect(sent()).toEqual(['1', '2', '3']);
  });

  it('holds one recipient back, and others go on', async () => {
    admit = ({ conversationId }) =>
      conversationId === ana
        ? wait({ reason: 'recipient_limit', scope: 'conversation' })
        : { kind: 'go', slotAt: 1 };
    await write('for Ana');
    await write('for Luis', luis);
    await quiet();
    expect(sent()).toEqual(['for Luis']);
    expect(outbox.pending(ana)).toHaveLength(1);
  });

  it('does not hold back any longer who waited for an answer that has come', async () => {
    admit = () => wait({ reason: 'first_contact_limit', scope: 'conversation', places: [] });
    await write('are you there?');
    await quiet();
    admit = () => ({ kind: 'go', slotAt: 1 });
    outbox.noteAnswer(ana);
    await quiet();
    expect(sent()).toEqual(['are you there?']);
  });

  it('is told of the place that an attempt took which came to nothing, once', async () => {
    const told: (number | undefined)[] = [];
    admit = (_, slotAt) => {
      told.push(slotAt);
      return told.length === 2
        ? wait({ reason: 'connection', places: [], until: clock.now() + 5_000 })
        : { kind: 'go', slotAt: told.length };
    };
    account.onSend = () => new AppError('whatsapp_failed', 'The page went away');
    await write('hello');
    await quiet();
    await later(2_000);
    account.onSend = () => 'sent';
    await later(5_000);
    expect(told).toEqual([undefined, 1, undefined]);
    expect(accepted).toHaveLength(1);
  });

  it('waits without a connection for the connection', async () => {
    isConnected = false;
    const item = await write('hello');
    expect(outbox.shown(item).outbox).toMatchObject({ waitsFor: 'connection', goesAt: null });
  });
});

describe('a file', () => {
  const bytes = Buffer.alloc(1_500_000, 'a file of some size ');
  const handOver = async () => {
    const description = {
      fileName: 'menu.pdf',
      mimeType: 'application/pdf',
      fileSize: bytes.length,
    };
    const uploadId = await spool.begin(description);
    for (let offset = 0; offset < bytes.length; offset += 1_000_000) {
      await spool.append(uploadId, offset, bytes.subarray(offset, offset + 1_000_000));
    }
    return { uploadId, ...(await spool.finish(uploadId)) };
  };
  const sendFile = async () => {
    const file = await handOver();
    await outbox.enqueue({
      conversationId: ana,
      sessionId,
      chatId: '34600111222@c.us',
      payload: { kind: 'file', form: 'document', caption: 'the menu', ...file },
      userId,
    });
    return file;
  };
  const onDisk = () => readdir(join(folder, 'files'));

  it('lies sealed until WhatsApp has it, over a restart, and then is gone', async () => {
    isConnected = false;
    const { uploadId } = await sendFile();
    const [name = ''] = await onDisk();
    const sealed = await readFile(join(folder, 'files', name));
    expect(sealed.length).toBeGreaterThan(bytes.length);
    expect(sealed.includes('a file of some size')).toBe(false);
    await restart();
    expect(await onDisk()).toHaveLength(1);
    isConnected = true;
    outbox.wake(sessionId);
    await quiet();
    expect(account.staged.get(uploadId)?.equals(bytes)).toBe(true);
    expect(account.outgoing).toMatchObject([
      { content: { kind: 'file', fileName: 'menu.pdf', caption: 'the menu' } },
    ]);
    await expect.poll(onDisk).toEqual([]);
  });

  it('that a crash left behind is wiped at the next start', async () => {
    await handOver();
    await spool.begin({ fileName: 'half', mimeType: 'text/plain', fileSize: 10 });
    expect(await onDisk()).toHaveLength(2);
    await restart();
    expect(await onDisk()).toEqual([]);
  });

  it('that was changed on the disk is not sent, and fails visibly', async () => {
    isConnected = false;
    await sendFile();
    const [name = ''] = await onDisk();
    const path = join(folder, 'files', name);
    const sealed = await readFile(path);
    sealed.writeUInt8(sealed.readUInt8(500) ^ 1, 500);
    await writeFile(path, sealed);
    isConnected = true;
    outbox.wake(sessionId);
    await quiet();
    expect(account.sends).toEqual([]);
    expect(outbox.pending(ana)).toMatchObject([
      { state: 'failed', failureCode: 'data_unreadable' },
    ]);
  });

  it('is refused when it is too large, cut off, or has a gap', async () => {
    const description = { fileName: 'x', mimeType: 'text/plain', fileSize: 10 };
    await expect(spool.begin({ ...description, fileSize: 2 ** 27 })).rejects.toMatchObject({
      code: 'file_too_large',
    });
    const uploadId = await spool.begin(description);
    await spool.append(uploadId, 0, Buffer.alloc(4));
    await expect(spool.append(uploadId, 5, Buffer.alloc(4))).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(spool.append(uploadId, 4, Buffer.alloc(7))).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(spool.finish(uploadId)).rejects.toMatchObject({ code: 'file_missing' });
  });
});

it('reads a text that an older version has queued', async () => {
  await outbox.stop();
  const old = database.table('outbox', z.record(z.string(), z.unknown()));
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
  await database.close();
  await open();
  outbox.wake(sessionId);
  await quiet();
  expect(sent()).toEqual(['from before']);
});
