import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionOf } from '../../../src-main/analytics/figure-question.ts';
import { FigureKeeper } from '../../../src-main/analytics/figure-keeper.ts';
import { FigureRecorder } from '../../../src-main/analytics/figure-recorder.ts';
import { TeamCalendars } from '../../../src-main/analytics/team-calendars.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import type { ChatBatch } from '../../../src-main/ingest/chat-batch.ts';
import { storeChatBatches } from '../../../src-main/ingest/store-chat-batches.ts';
import { FigureCalendar } from '../../../src-main/domain/figure-calendar.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { OwedFigures } from '../../../src-main/journal/owed-figures.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { MessageType } from '../../../src-preload/contract/message-content.ts';
import { appScorers } from '../../support/leads/app-scorers.ts';
import { noCampaigns } from '../../support/leads/no-campaigns.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import {
  expectedDays,
  expectedSenders,
  expectedWaits,
} from '../../support/figures/expected-figures.ts';
import { oddTalks } from '../../support/figures/odd-talks.ts';
import type { PlainHours, PlainMessage, PlainTalk } from '../../support/figures/plain-talks.ts';
import { randomTalks } from '../../support/figures/random-talks.ts';
import {
  appDays,
  appOpenWaits,
  appSenders,
  expectedOpenWaits,
  inOneOrder,
} from '../../support/figures/read-app-figures.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { message, newChatId, type OpenDatabases, openDatabases } from './open-databases.ts';

const ALL = { from: '2026-01-01', to: '2026-12-31' };
const HOURS: PlainHours = { timeZone: 'Europe/Madrid', week: null, holidays: [] };
const hoursOf = (): PlainHours => HOURS;

interface Chat {
  talk: PlainTalk;
  batch: ChatBatch;
}

const away = (): Promise<never> =>
  Promise.reject(new AppError('database_unreachable', 'PostgreSQL is away'));

let open: OpenDatabases;
let journal: Journal;
let owed: OwedFigures;
let isAway = false;
let recorder: FigureRecorder;
let keeper: FigureKeeper;
let chats: Chat[];
const closers: (() => Promise<void>)[] = [];

beforeAll(async () => {
  open = await openDatabases();
  const folder = await dataFolder();
  const database = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
  closers.push(
    () => open.close(),
    () => folder.remove(),
    () => database.close(),
  );
  journal = await Journal.open(database, () => {});
  owed = await OwedFigures.open(database);
  const { stores } = open;
  recorder = new FigureRecorder({
    figures: {
      ...stores.figures,
      record: (facts) => (isAway ? away() : stores.figures.record(facts)),
      noteClosed: (id, at) => (isAway ? away() : stores.figures.noteClosed(id, at)),
    },
    owed,
    onRecorded: () => {},
  });
  keeper = new FigureKeeper({
    ...{ stores, recorder, clock: systemClock, random: Math.random, log: recordedLog() },
    calendars: new TeamCalendars({
      businesses: stores.businesses,
      readHours: () => Promise.resolve(() => null),
    }),
    timeZone: HOURS.timeZone,
    publish: () => {},
  });
  closers.push(() => keeper.stop());
  chats = await makeChats();
  await tellInAnyOrder(chats);
  await keeper.finish();
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** Two accounts of a business and one of none, with talks in which everything happens that may. */
async function makeChats(): Promise<Chat[]> {
  const { stores, userId } = open;
  const { business } = await stores.businesses.create({ name: 'Sillas' });
  const homes = await Promise.all(
    [business.businessId, business.businessId, null].map(async (businessId) => {
      const sessionId = SessionId.parse(randomUUID());
      await stores.sessions.recordChange({ sessionId, userId, at: 1, status: 'connected' });
      if (businessId) await stores.sessions.setBusiness(sessionId, BusinessId.parse(businessId));
      return { business: businessId, session: sessionId, accountId: newChatId() };
    }),
  );
  const talks = [
    ...randomTalks({ seed: 5, count: 20, homes, people: [userId], conversation: () => '' }),
    ...homes.flatMap((home) => oddTalks(home, userId, () => '')),
  ];
  return Promise.all(
    talks.map(async (talk, index) => {
      const isGroup = talk.customer === '';
      const chatId = isGroup ? `12036300000${String(index).padStart(4, '0')}@g.us` : newChatId();
      const home = homes.find(({ session }) => session === talk.session);
      const [found] = await stores.conversations.findOrCreate([
        {
          ...{ accountId: home?.accountId ?? '', chatId, sessionId: SessionId.parse(talk.session) },
          ...{ userId, name: 'Customer', at: 0 },
        },
      ]);
      if (!found) throw new Error('One was asked for');
      return {
        talk: {
          ...talk,
          conversation: found.conversation.conversationId,
          customer: isGroup ? '' : chatId,
          leads: [],
        },
        batch: {
          ...{ sessionId: SessionId.parse(talk.session), userId, accountId: home?.accountId ?? '' },
          ...{ chatId, linkedAt: 0, stretches: [], statuses: [], changes: [], journalled: [] },
        },
      };
    }),
  );
}

const happenings = ['call_log', 'group_event', 'reaction'];

/** What happens has no text; some of the rest wants to buy. */
function textOf({ id, type }: PlainMessage): string {
  if (happenings.includes(type)) return '';
  return /[0-4]$/.test(id) ? 'I would like to order a table' : 'Hello';
}

function newMessage({ batch }: Chat, plain: PlainMessage): NewMessage {
  return message({
    messageId: plain.id,
    chatId: batch.chatId,
    fromMe: plain.from === 'team',
    from: plain.from === 'team' ? batch.accountId : batch.chatId,
    to: plain.from === 'team' ? batch.chatId : batch.accountId,
    type: MessageType.parse(plain.type),
    content: textOf(plain),
    timestamp: plain.at,
    ...(plain.by !== null && { sentBy: UserId.parse(plain.by) }),
    ...(plain.isAutomatic && { isAutomatic: true as const }),
  });
}

async function store(batches: readonly ChatBatch[]): Promise<void> {
  await storeChatBatches(batches, {
    stores: open.stores,
    scorers: appScorers,
    linkLeads: () => Promise.resolve(),
    campaigns: noCampaigns,
    expiredBefore: () => Promise.resolve(() => null),
    figures: recorder,
    early: journal.early,
    publish: () => {},
    readers: () => open.stores.users.readers(),
    withOutbox: (each) => each,
    onNewContact: () => {},
    onIdentities: () => Promise.resolve(),
    onWaitingMedia: () => {},
  });
}

/** Messages late and twice, revocations before their message, edits and reactions that change no figure. */
async function tellInAnyOrder(all: readonly Chat[]): Promise<void> {
  const random = seededRandom(9);
  const rounds: ChatBatch[][] = [[], [], [], []];
  const round = (): ChatBatch[] => rounds[Math.floor(random() * rounds.length)] ?? [];
  for (const chat of all) {
    const { batch, talk } = chat;
    for (const plain of talk.messages) {
      const told = newMessage(chat, plain);
      const isLive = random() < 0.5;
      const stretches = [{ messages: [told], isLive }];
      round().push({ ...batch, stretches });
      if (random() < 0.2) round().push({ ...batch, stretches });
      const { messageId, chatId } = told;
      if (plain.isRevoked) {
        round().push({ ...batch, changes: [{ kind: 'revoked', messageId, chatId }] });
      } else if (random() < 0.2 && !happenings.includes(plain.type)) {
        const reaction = { from: chatId, fromMe: false, emoji: '👍', at: plain.at + 1_000 };
        round().push({
          ...batch,
          changes: [
            { kind: 'edited', messageId, chatId, content: 'Hello again', at: plain.at + 5_000 },
            { kind: 'reaction', messageId, chatId, ...reaction },
          ],
        });
      }
    }
    for (const at of talk.closings) {
      await open.stores.figures.noteClosed(ConversationId.parse(talk.conversation), at);
    }
  }
  for (const each of rounds) {
    // One batch a chat at a time, as the pipeline has them.
    for (let left = each; left.length > 0;) {
      const first = new Map(left.map((batch) => [batch.chatId, batch] as const));
      await store([...first.values()]);
      left = left.filter((batch) => first.get(batch.chatId) !== batch);
    }
    await keeper.catchUp();
  }
}

async function talks(): Promise<PlainTalk[]> {
  const { rows } = await open.raw.postgres.query<{ conversation_id: string; created_at: Date }>(
    'SELECT conversation_id, created_at FROM leads',
  );
  return chats.map(({ talk }) => ({
    ...talk,
    leads: rows
      .filter((row) => row.conversation_id === talk.conversation)
      .map((row) => row.created_at.getTime()),
  }));
}

async function expectSame(): Promise<void> {
  const { figures } = open.stores;
  const plain = await talks();
  expect(plain.some(({ leads }) => leads.length > 0)).toBe(true);
  expect(await appDays(figures, ALL)).toEqual(inOneOrder(expectedDays(plain, hoursOf)));
  expect(await appSenders(figures, ALL)).toEqual(inOneOrder(expectedSenders(plain, hoursOf)));
  expect(await appOpenWaits(figures)).toEqual(expectedOpenWaits(expectedWaits(plain, hoursOf)));
}

describe('what the pipeline stores', () => {
  it('has the figures that are worked out by hand', async () => {
    await expectSame();
  });

  it('has the same when they are made anew from the messages alone', async () => {
    await open.raw.postgres.query('TRUNCATE message_facts, conversation_facts');
    await keeper.rebuild();
    await keeper.finish();
    await expectSame();
  });

  it('is counted by the days of another time zone once somebody has set it, and of the first again', async () => {
    const days = await appDays(open.stores.figures, ALL);
    await keeper.setTimeZone('Pacific/Auckland');
    expect((await keeper.status()).timeZone).toBe('Pacific/Auckland');
    await keeper.finish();
    expect(await appDays(open.stores.figures, ALL)).not.toEqual(days);
    await keeper.setTimeZone(HOURS.timeZone);
    await keeper.finish();
    await expectSame();
  });

  it('is counted though PostgreSQL was away when it came, and so is a closing', async () => {
    const chat = chats.find(({ talk }) => talk.customer !== '');
    if (!chat) throw new Error('There is one');
    const last = Math.max(...chat.talk.messages.map(({ at }) => at));
    const late: PlainMessage = {
      ...{ id: '3EB0LATE', at: last + 60_000, from: 'customer', by: null, type: 'text' },
      ...{ isAutomatic: false, isRevoked: false },
    };
    isAway = true;
    const stretches = [{ messages: [newMessage(chat, late)], isLive: true }];
    await store([{ ...chat.batch, stretches }]);
    const closing = {
      conversationId: ConversationId.parse(chat.talk.conversation),
      at: late.at + 1_000,
    };
    await recorder.noteClosed(closing);
    isAway = false;
    expect(owed.conversations()).toEqual([chat.talk.conversation]);
    expect(owed.closings()).toEqual([closing]);
    chat.talk.messages.push(late);
    chat.talk.closings.push(closing.at);
    await keeper.catchUp();
    expect([...owed.conversations(), ...owed.closings()]).toEqual([]);
    await expectSame();
  });

  it('is found by a label of its conversation as soon as it has it, and no longer than that', async () => {
    const { figures, conversations } = open.stores;
    const chat = chats.find(({ talk }) => talk.messages.some(({ type }) => type === 'text'));
    const conversationId = ConversationId.parse(chat?.talk.conversation);
    const calendars = new Map([[null, new FigureCalendar(HOURS.timeZone, null)]]);
    const question = questionOf({ ...ALL, label: 'Urgent' }, calendars);
    await conversations.setLabels(conversationId, ['urgent']);
    await keeper.catchUp();
    const { rows } = await open.raw.postgres.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM message_facts
       WHERE conversation_id = $1 AND type NOT IN ('reaction', 'call_log', 'group_event')`,
      [conversationId],
    );
    const { total } = await figures.messages(question);
    expect(total.incoming + total.outgoing).toBe(rows[0]?.count);
    expect(total.conversations).toBe(1);
    await conversations.setLabels(conversationId, []);
    await keeper.catchUp();
    expect((await figures.messages(question)).total.conversations).toBe(0);
  });

  it('goes with its account to another business', async () => {
    const { business } = await open.stores.businesses.create({ name: 'Mesas' });
    const moved = chats[0]?.talk.session ?? '';
    await open.stores.sessions.setBusiness(SessionId.parse(moved), business.businessId);
    for (const { talk } of chats) {
      if (talk.session === moved) talk.business = business.businessId;
    }
    await keeper.catchUp();
    await keeper.finish();
    await expectSame();
  });
});
