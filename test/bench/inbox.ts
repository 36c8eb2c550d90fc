import { randomUUID } from 'node:crypto';
import { readNewestKeys } from '../../src-main/store/mongo/newest-keys.ts';
import type { ContactSort } from '../../src-preload/contract/contact.ts';
import { SessionId } from '../../src-preload/contract/ids.ts';
import { startDatabases } from '../support/databases/start-databases.ts';
import { makeConversations } from './support/make-conversations.ts';
import { naturalTexts } from './support/natural-texts.ts';
import { compareWithRaw } from './support/compare-with-raw.ts';
import { openBenchDesk } from './support/open-bench-desk.ts';
import { reportResult } from './support/report-result.ts';
import { takeTurns } from './support/take-turns.ts';

/**
 * How long the inbox takes to open: the first page of 50 of 10,000 conversations through the store, which opens names,
 * numbers and last messages, beside the driver reading the same 50 documents by the same order. A desktop that has just
 * been started reads the newest keys ahead, while the other database is being opened: that is not part of the page, and
 * is said by itself; so is the page of one that did not. And the first page of as many contacts in the order of a column,
 * which the database cannot sort, beside the driver reading as many of them in no order.
 */
const isShort = process.argv.includes('--short');
const CONVERSATIONS = isShort ? 1_000 : 10_000;
const PAGE = 50;
const CONTACT_PAGE = 100;
const ROUNDS = 200;
const COLD_ROUNDS = 30;
const OPENING_ROUNDS = 5;
const STORED_AT_ONCE = 200;

const databases = await startDatabases();
const desk = await openBenchDesk(databases.mongodbUrl);
await fill();
const { conversations } = desk.context;
const raw = (): Promise<unknown> =>
  conversations.find().sort({ lastMessageAt: -1, conversationId: 1 }).limit(PAGE).toArray();
const page = (each: typeof desk): Promise<unknown> =>
  each.stores.conversations.page({ limit: PAGE });

const warm = await takeTurns([() => page(desk), raw], { rounds: ROUNDS, warmUp: 50 });
// Made before the clock starts: an LRU for 20,000 keys takes some milliseconds.
const desks = (): (typeof desk)[] => Array.from({ length: COLD_ROUNDS }, () => desk.another());
const [started, unprepared] = [desks(), desks()];
const ahead = await takeTurns([(round) => readNewestKeys((started[round] ?? desk).context), raw], {
  rounds: COLD_ROUNDS,
  warmUp: 0,
});
const [first, without, beside] = await takeTurns(
  [(round) => page(started[round] ?? desk), (round) => page(unprepared[round] ?? desk), raw],
  { rounds: COLD_ROUNDS, warmUp: 0 },
);
await fillContacts();
const contacts = desk.context.contacts;
const rawContacts = (): Promise<unknown> =>
  contacts
    .find({ joinedInto: { $exists: false } })
    .limit(CONTACT_PAGE)
    .toArray();
const sorted = (each: typeof desk, by: ContactSort['by']): Promise<unknown> =>
  each.stores.contacts.page({ limit: CONTACT_PAGE, sort: { by, isDescending: true } });
const [byName, byCompany, byLastContact, unsorted] = await takeTurns(
  [
    () => sorted(desk, 'name'),
    () => sorted(desk, 'company'),
    () => sorted(desk, 'lastInteraction'),
    rawContacts,
  ],
  { rounds: COLD_ROUNDS, warmUp: 3 },
);
const opening = Array.from({ length: OPENING_ROUNDS }, () => desk.another());
const opened = await takeTurns([(round) => sorted(opening[round] ?? desk, 'name'), rawContacts], {
  rounds: OPENING_ROUNDS,
  warmUp: 0,
});
await desk.close();
await databases.stop();

await reportResult(isShort ? 'inbox-short' : 'inbox', {
  [`The first page of ${PAGE} of ${CONVERSATIONS} conversations, milliseconds`]: [
    compareWithRaw('keys in memory', warm),
    compareWithRaw('first time after the start', [first ?? [], beside ?? []]),
    compareWithRaw('first time, had no keys been read ahead', [without ?? [], beside ?? []]),
    compareWithRaw('reading the newest keys ahead', ahead),
  ],
  [`The first page of ${CONTACT_PAGE} of ${CONVERSATIONS} contacts in an order, milliseconds`]: [
    compareWithRaw('by name, Z to A', [byName ?? [], unsorted ?? []]),
    compareWithRaw('by company', [byCompany ?? [], unsorted ?? []]),
    compareWithRaw('by the last contact', [byLastContact ?? [], unsorted ?? []]),
    compareWithRaw('first time after the start: opens all names', opened),
  ],
});

/** As WhatsApp tells them when an account is linked. */
async function fillContacts(): Promise<void> {
  const sessionId = SessionId.parse(randomUUID());
  for (let start = 0; start < CONVERSATIONS; start += STORED_AT_ONCE) {
    await desk.stores.contacts.sync(
      sessionId,
      Array.from({ length: STORED_AT_ONCE }, (_, index) => ({
        whatsappId: `34${String(600_000_000 + start + index)}@c.us`,
        name: `María López García ${(start + index) * 7_919}`,
        phoneNumber: `34${String(600_000_000 + start + index)}`,
        ...{ isBusiness: false, isVerified: false, isBlocked: false },
      })),
    );
  }
  // As on any other day: what has changed within the last minute is read again with each page.
  const before = new Date(Date.now() - 600_000);
  await desk.context.contacts.updateMany({}, { $set: { updatedAt: before } });
}

/** Through the stores, each conversation with a last message. */
async function fill(): Promise<void> {
  const made = await makeConversations(desk, CONVERSATIONS);
  const text = await naturalTexts(1);
  for (let start = 0; start < made.length; start += STORED_AT_ONCE) {
    await desk.stores.messages.store(
      made.slice(start, start + STORED_AT_ONCE).map(({ conversationId, chatId }, index) => ({
        conversationId,
        source: 'history',
        ordered: [
          {
            kind: 'message',
            messageId: `3EB0${String(start + index).padStart(18, '0')}`,
            chatId,
            fromMe: false,
            from: chatId,
            to: chatId,
            type: 'text',
            whatsappType: 'chat',
            content: text(start + index),
            status: 'delivered',
            timestamp: Date.UTC(2026, 0) + (start + index) * 60_000,
            isForwarded: false,
          },
        ],
      })),
    );
  }
}
