import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Content } from '../../simulator/control/content.ts';
import { isFlawless } from '../../support/replay/judge.ts';
import { RunningDesk } from './support/running-desk.ts';

// A browser, two databases and several starts: patience for a machine that has other things to do.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const ANA = '34600111222';
const DAY = 24 * 60 * 60;

const whichDay: Content = {
  kind: 'poll',
  question: 'When?',
  options: ['Today', 'Tomorrow'],
  allowsMultiple: true,
};

let desk: RunningDesk;
afterEach(() => desk.remove());

const now = (): number => Math.floor(Date.now() / 1000);

async function conversationOf(number: string) {
  const { items } = await desk.workplace.stores.conversations.page({ limit: 50 });
  const found = items.find(({ phoneNumber }) => phoneNumber === `+${number}`);
  if (!found) throw new Error('There is no such conversation');
  return found;
}

async function textsOf(number: string): Promise<string[]> {
  const { conversationId } = await conversationOf(number);
  const { items } = await desk.workplace.stores.messages.page({ conversationId, limit: 200 });
  return items.map(({ content }) => content);
}

async function historyOf(number: string) {
  const { conversationId } = await conversationOf(number);
  const found = await desk.workplace.stores.conversations.find(conversationId);
  if (!found) throw new Error('There is no such conversation');
  return found.history;
}

describe('the history of an account that is linked', () => {
  it('is read back as many days as are set, with its progress, and further when a person asks', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA);
    const start = now();
    for (let index = 0; index < 450; index++) {
      // Ten a day: 450 messages are 45 days.
      await ana.says(`m${index}`, { at: start - (450 - index) * (DAY / 10) });
    }
    await desk.simulator.customer('34600333444').says('Hello', { at: start - 100 });
    desk.settings.historyDays = 30;
    await desk.link();
    await desk.next(
      'session.syncProgress',
      ({ step, done, total }) => step === 'history' && done === total && total === 2,
    );
    await desk.stored(300);
    await desk.settled();
    const { messageCount, conversationId } = await conversationOf(ANA);
    // The day's limit falls between two messages.
    expect(messageCount).toBeGreaterThanOrEqual(299);
    expect(messageCount).toBeLessThanOrEqual(301);
    const before = await historyOf(ANA);
    expect(before.gaps).toEqual([]);
    expect(before.spans).toMatchObject([{ to: (start - DAY / 10) * 1000, count: messageCount }]);

    const told = desk.next(
      'conversation.historyChanged',
      (each) => each.conversationId === conversationId,
    );
    expect(await desk.workplace.history.read(conversationId, undefined)).toBeGreaterThan(100);
    await told;
    const after = await historyOf(ANA);
    expect(after.fromBeginning).toBe(true);
    expect(after.spans).toEqual([
      {
        from: (start - 450 * (DAY / 10)) * 1000,
        to: (start - DAY / 10) * 1000,
        count: 450,
      },
    ]);
    expect(isFlawless({ ...(await desk.verdict()), wrongCounters: [] })).toBe(true);
  });
});

describe('what happened while the app was away', () => {
  it('is found: messages, also from the phone, what was read, a message missing in the middle, and nothing twice', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA);
    await ana.says('one');
    await desk.link();
    await ana.says('two');
    await desk.simulator.phone.says(ANA, 'from the phone');
    await ana.says('three');
    await desk.stored(4);
    await desk.settled();
    await desk.stop();

    // As if a crash of the server had taken one away.
    const workspace = await desk.workspace();
    const lost = (await workspace.messages()).find(({ content }) => content === 'two');
    const month = (await desk.db.listCollections().toArray())
      .map(({ name }) => name)
      .filter((name) => name.startsWith('messages_'));
    for (const name of month) {
      await desk.db.collection(name).deleteOne({ messageId: lost?.messageId ?? '' });
    }
    await desk.db.collection('conversations').updateMany({}, { $inc: { messageCount: -1 } });

    await ana.says('four');
    await desk.simulator.phone.says(ANA, 'again from the phone');
    await ana.reads();
    await desk.simulator.phone.reads();
    await ana.says('five');
    await desk.startAgain();
    await desk.stored(7);
    await desk.settled();
    expect(await textsOf(ANA)).toEqual([
      'one',
      'two',
      'from the phone',
      'three',
      'four',
      'again from the phone',
      'five',
    ]);
    const verdict = await desk.verdict();
    expect(verdict).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, wrongCounters: [] });
    const { conversationId, unreadCount } = await conversationOf(ANA);
    expect(unreadCount).toBe(1);
    const { items } = await desk.workplace.stores.messages.page({ conversationId, limit: 50 });
    const own = items.filter(({ direction }) => direction === 'outgoing');
    expect(own.map(({ status }) => status)).toEqual(['read', 'read']);
    expect((await desk.simulator.book()).chats.map(({ seenByApp }) => seenByApp)).toEqual([0]);
    expect(await historyOf(ANA)).toMatchObject({ gaps: [], spans: [{ count: 7 }] });
  });

  it('to messages that were stored is found too: edits, revocations, reactions and votes, each once and without receipts', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA);
    const { phone } = desk.simulator;
    const start = now();
    await ana.says('long before', { at: start - 5 * DAY });
    const old = await ana.says('to be liked late', { at: start - 4 * DAY });
    // In what was compared before, and not in its newest second.
    const at = start - 2 * DAY;
    const edited = await ana.says('Twelve chairs', { at });
    const revoked = await ana.says('a secret', { at });
    const liked = await ana.says('to be liked', { at });
    const unliked = await ana.says('liked no more', { at });
    const poll = await ana.shares(whichDay, { at });
    const changing = await ana.shares(whichDay, { at });
    await ana.says('the newest', { at: start - 10 });
    await desk.link();
    await desk.stored(9);
    await desk.settled();
    await ana.reacts(unliked, '👍');
    await ana.votes(changing, ['Today']);
    const { conversationId } = await conversationOf(ANA);
    const message = async (id: string) => {
      const [found] = await desk.workplace.stores.messages.findMany(conversationId, [id]);
      if (!found) throw new Error('There is no such message');
      return found;
    };
    const votes = async (id: string): Promise<number[]> => {
      const { details } = await message(id);
      return details?.kind === 'poll' ? details.options.map((option) => option.votes) : [];
    };
    const emojis = async (id: string): Promise<string[]> =>
      (await message(id)).reactions.map(({ emoji }) => emoji);
    await desk.until(async () => (await votes(changing))[0] === 1);
    await desk.until(async () => (await emojis(unliked)).length === 1);
    await desk.settled();
    await desk.stop();

    await ana.edits(edited, 'Fourteen chairs');
    await ana.revokes(revoked);
    await ana.reacts(liked, '🎉');
    await phone.reacts(liked, '👏');
    await ana.reacts(unliked, '');
    await ana.reacts(old, '❤️');
    await ana.votes(poll, ['Tomorrow']);
    await phone.votes(poll, ['Today', 'Tomorrow']);
    await ana.votes(changing, []);
    // So many that the newest batch has none of the others.
    for (let index = 0; index < 230; index++) await ana.says(`later ${index}`);
    // A reaction that may not be in WhatsApp's table yet is left alone for a minute.
    const fiveMinutesAgo = new Date(Date.now() - 5 * 60_000);
    for (const { name } of await desk.db.listCollections({ name: /^messages_/ }).toArray()) {
      await desk.db
        .collection(name)
        .updateOne({ messageId: unliked }, { $set: { 'reactions.0.timestamp': fiveMinutesAgo } });
    }
    await desk.startAgain();
    await desk.stored(239);
    await desk.settled();

    expect(await message(edited)).toMatchObject({ content: 'Fourteen chairs' });
    expect(await message(revoked)).toMatchObject({ type: 'revoked', content: '' });
    expect(await emojis(liked)).toEqual(['🎉', '👏']);
    expect(await emojis(unliked)).toEqual([]);
    expect(await votes(poll)).toEqual([1, 2]);
    expect(await votes(changing)).toEqual([0, 0]);
    // Older than three days before the newest message that was stored: not looked at again.
    expect(await emojis(old)).toEqual([]);
    const verdict = await desk.verdict();
    expect(verdict).toMatchObject({ lost: 0, duplicated: 0, outOfOrder: 0, wrongCounters: [] });
    expect((await desk.simulator.book()).chats.map(({ seenByApp }) => seenByApp)).toEqual([0]);

    // Another time nothing is different, and nothing is written.
    await desk.stop();
    const before = desk.published.length;
    await desk.startAgain();
    await desk.until(async () =>
      desk.published.slice(before).some(({ event }) => event === 'session.syncProgress'),
    );
    await desk.settled();
    const changed = desk.published.slice(before).filter(({ event }) => event === 'message.changed');
    expect(changed).toEqual([]);
  });

  it('and cannot be read any more is a gap, until it can be', async () => {
    desk = await RunningDesk.create();
    const ana = desk.simulator.customer(ANA);
    const start = now();
    await ana.says('before', { at: start - 3 * DAY });
    await desk.link();
    await desk.stored(1);
    await desk.settled();
    await desk.stop();
    await ana.says('never seen', { at: start - 2 * DAY });
    await ana.says('after', { at: start - 100 });
    await desk.simulator.phone.forgets(ANA, start - DAY);
    await desk.startAgain();
    await desk.stored(2);
    await desk.settled();
    const gap = { from: (start - 3 * DAY) * 1000, to: (start - 100) * 1000 };
    expect(await historyOf(ANA)).toMatchObject({
      gaps: [gap],
      spans: [{ count: 1 }, { count: 1 }],
    });
    const { conversationId } = await conversationOf(ANA);
    // Tried again by a person, it stays what it is.
    expect(await desk.workplace.history.read(conversationId, gap)).toBe(0);
    expect((await historyOf(ANA)).gaps).toEqual([gap]);
  });
});
