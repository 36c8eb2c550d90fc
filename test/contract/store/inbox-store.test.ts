import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import { inbox } from '../../../src-main/store/mongo/migrations/011-inbox.ts';
import { readAndMentioned } from '../../../src-main/store/mongo/migrations/016-read-and-mentioned.ts';
import {
  compareConversations,
  type ConversationFilter,
  type ConversationSort,
  conversationSorts,
  conversationStatuses,
  fixedViewNames,
  fixedViews,
  matchesFilter,
  priorities,
} from '../../../src-preload/contract/conversation-filter.ts';
import type {
  ConversationCursor,
  ConversationSummary,
} from '../../../src-preload/contract/conversation.ts';
import { CampaignId, type ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import { type CommandTap, commandTap } from '../../support/databases/command-tap.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { ACCOUNT, message, newChatId, openDatabases, walk } from './open-databases.ts';
import type { OpenDatabases } from './open-databases.ts';

const START = Date.parse('2026-01-31T23:59:00Z');
const HOUR = 3_600_000;
const CAMPAIGN = CampaignId.parse('c0'.repeat(12));

let open: OpenDatabases;
let tap: CommandTap;

beforeAll(async () => {
  open = await openDatabases(async (url) => {
    tap = await commandTap(url);
    return tap.url;
  });
});

afterAll(async () => {
  await open.close();
  await tap.stop();
});

async function summaryOf(conversationId: ConversationId): Promise<ConversationSummary> {
  const summary = await open.stores.conversations.summary(conversationId);
  if (!summary) throw new Error('It was made');
  return summary;
}

async function waitOf(conversationId: ConversationId): Promise<number | null> {
  return (await summaryOf(conversationId)).waitingSince;
}

/** Seconds after the start, incoming unless it says otherwise. */
function said(second: number, change: Partial<NewMessage> = {}): NewMessage {
  return message({ timestamp: START + second * 1000, ...change });
}

describe('since when somebody waits', () => {
  it('is the oldest message that nobody has answered, until somebody does', async () => {
    const { conversationId } = await open.newConversation();
    expect(await waitOf(conversationId)).toBeNull();
    await open.store(conversationId, [said(10)], open.userId);
    await open.store(conversationId, [said(20)], open.userId);
    expect(await waitOf(conversationId)).toBe(START + 10_000);
    await open.store(conversationId, [said(30, { fromMe: true })]);
    expect(await waitOf(conversationId)).toBeNull();
    await open.store(conversationId, [said(40)], open.userId);
    expect(await waitOf(conversationId)).toBe(START + 40_000);
  });

  it.each(['reaction', 'call_log', 'revoked'] as const)('is not told by a %s', async (type) => {
    const { conversationId } = await open.newConversation();
    await open.store(conversationId, [said(10, { type, content: '' })], open.userId);
    expect(await waitOf(conversationId)).toBeNull();
    await open.store(conversationId, [said(20)], open.userId);
    await open.store(conversationId, [said(30, { type, content: '', fromMe: true })]);
    expect(await waitOf(conversationId)).toBe(START + 20_000);
  });

  it('is nothing in a group', async () => {
    const chatId = '120363000000000001@g.us';
    const { conversationId } = await open.newConversation(chatId);
    await open.store(conversationId, [said(10, { chatId })], open.userId);
    await open.store(conversationId, [said(20, { chatId })], open.userId);
    expect(await waitOf(conversationId)).toBeNull();
  });

  it('is what an answer that came late leaves over', async () => {
    const { conversationId } = await open.newConversation();
    await open.store(conversationId, [said(10), said(30), said(50)]);
    await open.store(conversationId, [said(40, { fromMe: true })]);
    expect(await waitOf(conversationId)).toBe(START + 50_000);
    await open.store(conversationId, [said(20, { fromMe: true })]);
    expect(await waitOf(conversationId)).toBe(START + 50_000);
  });

  it('follows what was taken back', async () => {
    const { conversationId, chatId } = await open.newConversation();
    const [question, second, answer] = [said(10), said(20), said(30, { fromMe: true })];
    await open.store(conversationId, [question, second, answer]);
    const revoke = ({ messageId }: NewMessage): Promise<unknown> =>
      open.stores.messages.applyChange(conversationId, { kind: 'revoked', messageId, chatId });
    await revoke(answer);
    expect(await waitOf(conversationId)).toBe(START + 10_000);
    await revoke(question);
    expect(await waitOf(conversationId)).toBe(START + 20_000);
    await revoke(second);
    expect(await waitOf(conversationId)).toBeNull();
  });

  it('is the same in whatever order messages are told, at once or one by one', async () => {
    const random = seededRandom(11);
    const below = (count: number): number => Math.floor(random() * count);
    for (let round = 0; round < 25; round += 1) {
      const { conversationId } = await open.newConversation();
      // Across the end of a month, and with several in one second.
      const all = Array.from({ length: 12 }, () =>
        said(below(9) * 20, {
          fromMe: random() < 0.35,
          type: random() < 0.15 ? 'reaction' : 'text',
        }),
      );
      while (all.length > 0) await open.store(conversationId, all.splice(0, 1 + below(4)));
      const { items } = await open.stores.messages.page({ conversationId, limit: 200 });
      const turns = items.filter(({ type }) => type !== 'reaction');
      const answered = turns.findLastIndex(({ direction }) => direction === 'outgoing');
      expect(await waitOf(conversationId)).toBe(turns[answered + 1]?.timestamp ?? null);
    }
  }, 60_000);

  it('costs an answer that comes in order no further question', async () => {
    const { conversationId } = await open.newConversation();
    await open.store(conversationId, [said(10)], open.userId);
    const asked = async (next: NewMessage): Promise<string[]> => {
      const before = tap.commands.length;
      await open.store(conversationId, [next]);
      return tap.commands.slice(before).map((command) => Object.keys(command)[0] ?? '');
    };
    const question = await asked(said(20));
    expect(await asked(said(30, { fromMe: true }))).toEqual(question);
    expect(question.filter((name) => name === 'update')).toHaveLength(1);
  });

  it('is what the migration finds in conversations of before', async () => {
    const conversations = open.raw.mongo.collection('conversations');
    const before = await conversations.find().sort({ _id: 1 }).toArray();
    expect(before.length).toBeGreaterThan(25);
    // What had not come yet when they were written.
    await open.raw.mongo.command({ collMod: 'conversations', validator: {} });
    await conversations.updateMany(
      {},
      { $unset: { turns: '', status: '', arrival: '', unread: '' } },
    );
    await inbox.up(open.raw.mongo);
    await readAndMentioned.up(open.raw.mongo);
    const after = await conversations.find().sort({ _id: 1 }).toArray();
    const parts = (documents: typeof after): unknown[] =>
      documents.map(({ status: _, arrival: _place, unread: _marks, ...rest }) => rest);
    expect(parts(after)).toEqual(parts(before));
    expect(after.every(({ status }) => status === 'open')).toBe(true);
  });
});

describe('the status of a conversation', () => {
  it('is open, and what people make of it', async () => {
    const { conversations } = open.stores;
    const { conversationId } = await open.newConversation();
    expect(await summaryOf(conversationId)).toMatchObject({ status: 'open', snoozedUntil: null });
    expect(await conversations.setStatus(conversationId, 'snoozed', START)).toBe('changed');
    expect(await conversations.setStatus(conversationId, 'snoozed', START)).toBe('unchanged');
    expect(await summaryOf(conversationId)).toMatchObject({
      status: 'snoozed',
      snoozedUntil: START,
    });
    expect(await conversations.setStatus(conversationId, 'pending', null)).toBe('changed');
    expect(await summaryOf(conversationId)).toMatchObject({
      status: 'pending',
      snoozedUntil: null,
    });
    expect(await conversations.setPriority(conversationId, 'high')).toBe('changed');
    expect(await conversations.setPriority(conversationId, 'high')).toBe('unchanged');
    expect(await summaryOf(conversationId)).toMatchObject({ priority: 'high' });
  });

  const later = Date.now() + HOUR;
  it.each([
    ['resolved', said(100), 'open'],
    ['snoozed', said(100), 'open'],
    ['pending', said(100), 'pending'],
    // Ours, what nobody wrote, and what WhatsApp only tells now.
    ['resolved', said(100, { fromMe: true }), 'resolved'],
    ['snoozed', said(100, { fromMe: true }), 'snoozed'],
    ['resolved', said(100, { type: 'reaction' }), 'resolved'],
    ['resolved', said(5), 'resolved'],
    ['snoozed', said(5), 'snoozed'],
  ] as const)(
    '%s before message %#, is reopened by news from the other side alone',
    async (status, next, expected) => {
      const { conversationId } = await open.newConversation();
      await open.store(conversationId, [said(10)], open.userId);
      const until = status === 'snoozed' ? later : null;
      await open.stores.conversations.setStatus(conversationId, status, until);
      await open.store(conversationId, [next], open.userId);
      const { status: now, snoozedUntil } = await summaryOf(conversationId);
      expect([now, snoozedUntil]).toEqual([expected, expected === 'snoozed' ? later : null]);
    },
  );

  it('opens with the first message of a conversation that was resolved empty', async () => {
    const { conversationId } = await open.newConversation();
    await open.stores.conversations.setStatus(conversationId, 'resolved', null);
    await open.store(conversationId, [said(10)], open.userId);
    expect(await summaryOf(conversationId)).toMatchObject({ status: 'open', messageCount: 1 });
  });

  it('opens a resolved group, too', async () => {
    const chatId = '120363000000000002@g.us';
    const { conversationId } = await open.newConversation(chatId);
    await open.store(conversationId, [said(10, { chatId })], open.userId);
    await open.stores.conversations.setStatus(conversationId, 'resolved', null);
    await open.store(conversationId, [said(20, { chatId })], open.userId);
    expect(await summaryOf(conversationId)).toMatchObject({ status: 'open', waitingSince: null });
  });
});

describe('the list', () => {
  const random = seededRandom(5);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error('There are some');
    return value;
  };
  const now = Date.now();

  /** Conversations in every state; a few of them are shown as one. */
  async function fill(): Promise<void> {
    const { conversations } = open.stores;
    const chats: { conversationId: ConversationId; chatId: string }[] = [];
    for (let number = 0; number < 50; number += 1) {
      const { conversationId, chatId } = await open.newConversation(newChatId());
      chats.push({ conversationId, chatId });
      if (random() < 0.9) {
        const messages = Array.from({ length: 3 }, () =>
          said(Math.floor(random() * 40), { chatId, fromMe: random() < 0.4 }),
        );
        await open.store(conversationId, messages, random() < 0.5 ? open.userId : undefined);
      }
    }
    for (let pair = 0; pair < 4; pair += 1) {
      const [one, other] = chats.slice(pair * 2, pair * 2 + 2);
      if (one && other) await conversations.join(ACCOUNT, [[one.chatId, other.chatId]]);
    }
    for (const [number, { conversationId, chatId }] of chats.entries()) {
      const status = pick(conversationStatuses);
      const until = status === 'snoozed' ? now + pick([-HOUR, HOUR]) : null;
      await conversations.setStatus(conversationId, status, until);
      await conversations.setPriority(conversationId, pick(priorities));
      if (number % 4 === 0) await conversations.setCampaign(conversationId, CAMPAIGN, now);
      if (random() < 0.5) await conversations.assign(conversationId, open.userId);
      await conversations.setLabels(conversationId, pick([[], ['a'], ['a', 'b'], ['b']]));
      const place = { isArchived: random() < 0.2, isPinned: random() < 0.3 };
      await conversations.record([{ conversationId, place }]);
      if (number % 3 === 0) {
        const colleague = UserId.parse('c'.repeat(24));
        const note = { body: 'x', mentions: [open.userId], at: 1 };
        await open.stores.notes.write(conversationId, colleague, note);
        if (random() < 0.5) await open.stores.notes.see(conversationId, open.userId);
      }
      // Some are written in once more after they were put aside.
      if (number % 7 === 0) await open.store(conversationId, [said(50, { chatId })], open.userId);
    }
  }

  it('answers every filter and order as the window would, page by page, with the counts of the views', async () => {
    await fill();
    const { conversations } = open.stores;
    const viewer = { userId: open.userId, now };
    const all = (
      await walk<ConversationSummary, ConversationCursor>((after) =>
        conversations.page({
          question: { filter: {}, sort: 'newest', viewer },
          ...{ limit: 200, after },
        }),
      )
    ).flat();
    expect(new Set(all.map(({ conversationId }) => conversationId)).size).toBe(all.length);
    const sessionId = open.sessionId;
    const filters: ConversationFilter[] = [
      ...Object.values(fixedViews).map(({ filter }) => filter),
      ...conversationStatuses.map((status) => ({ status })),
      { assignee: 'me' },
      { mentionsMe: true, status: 'open' },
      { assignee: 'nobody', isUnread: true },
      { assignee: open.userId, status: 'open' },
      { label: 'a' },
      { label: 'b', priority: 'high' },
      { isWaiting: true, label: 'a' },
      { sessionId, isArchived: true },
      { campaignId: CAMPAIGN },
      { campaignId: CAMPAIGN, status: 'open' },
    ];
    for (const filter of filters) {
      for (const sort of conversationSorts) {
        const expected = all
          .filter((each) => matchesFilter(filter, each, viewer))
          .sort((one, other) => compareConversations(sort, one, other));
        const pages = await walk<ConversationSummary, ConversationCursor>((after) =>
          conversations.page({ question: { filter, sort, viewer }, limit: 7, after }),
        );
        expect(namesOf(pages.flat(), sort), JSON.stringify({ filter, sort })).toEqual(
          namesOf(expected, sort),
        );
      }
    }
    expect(await conversations.count(filters, viewer)).toEqual(
      filters.map((filter) => all.filter((each) => matchesFilter(filter, each, viewer)).length),
    );
    const counts = await conversations.counts(viewer);
    for (const name of fixedViewNames) {
      const { filter } = fixedViews[name];
      const expected = all.filter((each) => matchesFilter(filter, each, viewer));
      expect([name, counts[name]]).toEqual([name, expected.length]);
      expect(expected.length).toBeGreaterThan(0);
    }
  }, 120_000);

  /** By wait, those that began in the same second may stand in either order. */
  function namesOf(items: readonly ConversationSummary[], sort: ConversationSort): unknown[] {
    return sort !== 'longestWait'
      ? items.map(({ conversationId }) => conversationId)
      : [
          ...items.map(({ waitingSince }) => waitingSince),
          ...items.map(({ conversationId }) => conversationId).sort(),
        ];
  }
});
