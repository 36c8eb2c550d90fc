import { setTimeout as sleep } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Dialogue } from '../simulator/control/dialogues.ts';
import { WhatsAppSimulator } from '../simulator/whatsapp-simulator.ts';
import type { Book } from '../simulator/world/book.ts';
import { dataFolder } from '../support/data-folder.ts';
import { countMessages, SealedWorkspace } from '../support/databases/sealed-workspace.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { PASSPHRASE } from '../support/desk/new-user.ts';
import { isFlawless, judge, type Verdict } from '../support/replay/judge.ts';
import { settled } from '../support/replay/settled.ts';
import { AppUnderTest } from './app-under-test.ts';
import { Correspondence, type WrittenInApp } from './correspondence.ts';
import { type FaultName, strike } from './faults.ts';

export interface FaultVerdict extends Verdict {
  /** Of what was written in the app: not at WhatsApp, there more than once, or in another order than written. */
  notSent: number;
  sentTwice: number;
  sentOutOfOrder: number;
  seconds: number;
}

const POLL_MS = 100;
/** A run is judged as it stands when nothing has moved for so long: longer than any lock or back-off lasts. */
const STALLED_MS = 150_000;

/**
 * One run: a new app on new databases, dialogues in both directions, and these faults, one after the other, at random
 * points. Judged by the simulator's own book of what it sent and received.
 */
export async function faultRun(input: {
  dialogues: readonly Dialogue[];
  faults: readonly FaultName[];
  /** A number from 0 up to 1. */
  random(): number;
  /** Hears what is being done. */
  onStep?(step: string): void;
}): Promise<FaultVerdict> {
  const { dialogues, faults, random, onStep = () => {} } = input;
  const closers: (() => Promise<unknown>)[] = [];
  try {
    const databases = await startDatabases();
    closers.push(() => databases.stop());
    const folder = await dataFolder();
    closers.push(() => folder.remove());
    const simulator = await WhatsAppSimulator.start();
    closers.push(() => simulator.stop());
    const options = { folder: folder.path, browserArguments: simulator.launchArgs() };
    const app = await AppUnderTest.start(options, databases, simulator);
    closers.push(() => app.end());

    const mongo = new MongoClient(databases.mongodbUrl, { serverSelectionTimeoutMS: 2_000 });
    closers.push(() => mongo.close());
    const db = mongo.db('alexia');
    const correspondence = new Correspondence({
      app,
      simulator,
      random,
      conversationOf: conversationsOf(db),
    });
    const total = dialogues.reduce((sum, { turns }) => sum + turns.length, 0);
    const points = faults.map(() => Math.floor(random() * total * 0.95)).sort((a, b) => a - b);
    const startedAt = performance.now();
    const playing = correspondence.play(dialogues);
    for (const [index, fault] of faults.entries()) {
      while (correspondence.played < (points[index] ?? 0)) await sleep(POLL_MS);
      onStep(`${fault} after ${correspondence.played} of ${total} turns`);
      await strike(fault, { app, databases, simulator, random });
    }
    await playing;
    await untilDone(db, simulator, correspondence.writtenInApp);
    const seconds = (performance.now() - startedAt) / 1000;
    await settled(db);
    const book = await simulator.book();
    const verdict = await judge(book, await SealedWorkspace.open(db, PASSPHRASE));
    await app.quit();
    return { ...verdict, ...judgeSending(book, correspondence.writtenInApp), seconds };
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

/** Whether nothing was lost, doubled, moved or altered on the way in or out. */
export function isUnharmed(verdict: FaultVerdict): boolean {
  const { notSent, sentTwice, sentOutOfOrder } = verdict;
  return isFlawless(verdict) && notSent + sentTwice + sentOutOfOrder === 0;
}

type Db = ReturnType<MongoClient['db']>;

/** Looks conversations up by chat, in the databases as they are. */
function conversationsOf(db: Db): (chatId: string) => Promise<ConversationId | null> {
  let known = new Map<string, ConversationId>();
  let reading: Promise<void> | null = null;
  const read = async (): Promise<void> => {
    try {
      const workspace = await SealedWorkspace.open(db, PASSPHRASE);
      const conversations = await workspace.conversations();
      known = new Map(
        conversations.map(({ chatId, document }) => [chatId, document.conversationId]),
      );
    } catch {
      // The database is away, as it is meant to be now and then: asked again.
    }
  };
  return async (chatId) => {
    const found = known.get(chatId);
    if (found !== undefined) return found;
    // One reading serves all who wait.
    reading ??= read().finally(() => (reading = null));
    await reading;
    return known.get(chatId) ?? null;
  };
}

/** Waits until what was written in the app is at WhatsApp and everything is stored, or nothing moves any more. */
async function untilDone(
  db: Db,
  simulator: WhatsAppSimulator,
  written: readonly WrittenInApp[],
): Promise<void> {
  const inApp = written.reduce((sum, { texts }) => sum + texts.length, 0);
  let before = '';
  let movedAt = performance.now();
  for (;;) {
    const book = await simulator.book();
    const inBook = book.chats.reduce((sum, { messages }) => sum + messages.length, 0);
    const missing = judgeSending(book, written).notSent;
    const stored = await countMessages(db).catch(() => -1);
    if (missing === 0 && stored >= inBook) return;
    const now = `${inApp - missing} ${inBook} ${stored}`;
    if (now !== before) movedAt = performance.now();
    if (performance.now() - movedAt > STALLED_MS) return;
    before = now;
    await sleep(POLL_MS * 5);
  }
}

function judgeSending(
  book: Book,
  written: readonly WrittenInApp[],
): Pick<FaultVerdict, 'notSent' | 'sentTwice' | 'sentOutOfOrder'> {
  const verdict = { notSent: 0, sentTwice: 0, sentOutOfOrder: 0 };
  const chats = new Map(book.chats.map((chat) => [chat.chatId, chat]));
  for (const { chatId, texts } of written) {
    const own = new Set(texts);
    const arrived = (chats.get(chatId)?.messages ?? [])
      .map(({ body }) => body)
      .filter((body) => own.has(body));
    const once = new Set(arrived);
    verdict.notSent += own.size - once.size;
    verdict.sentTwice += arrived.length - once.size;
    const expected = texts.filter((text) => once.has(text));
    verdict.sentOutOfOrder += [...once].filter((text, place) => text !== expected[place]).length;
  }
  return verdict;
}
