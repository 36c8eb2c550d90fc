import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RetentionJob } from '../../../src-main/app/retention-job.ts';
import { DeviceDatabase } from '../../../src-main/journal/device-database.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { pipeline, workedOff } from '../../support/faults/work-off.ts';
import { ManualClock } from '../../unit/whatsapp/support/manual-clock.ts';
import {
  ACCOUNT,
  message,
  newChatId,
  openDatabases,
  type OpenDatabases,
} from './open-databases.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEPT_DAYS = 3;

let open: OpenDatabases;
beforeEach(async () => {
  open = await openDatabases();
});
afterEach(() => open.close());

it('nothing outlives its policy by more than a day while any desktop runs', async () => {
  const { stores, userId, raw } = open;
  const chatId = newChatId();
  await open.meet({ sessionId: open.sessionId, whatsappId: chatId, at: Date.now() });
  const { conversationId } = await open.newConversation(chatId);
  for (const kind of ['messages', 'leads_lost'] as const) {
    await stores.retention.setPolicy({ businessId: null, kind, days: KEPT_DAYS, userId });
  }
  const clock = new ManualClock(Date.now());
  const job = (): RetentionJob => {
    const each = new RetentionJob({
      ...{ stores, clock, deskId: randomUUID(), onChanged: () => {}, log: recordedLog() },
    });
    each.start();
    return each;
  };
  let known = 0;
  /** A run is noted by the clock of the database, which does not go as fast as that of the test. */
  const bringRunsForward = async (): Promise<void> => {
    const { rows } = await raw.postgres.query<{ id: number }>(
      `UPDATE retention_runs SET started_at = $1 WHERE id > $2 RETURNING id`,
      [new Date(clock.now()), known],
    );
    known = Math.max(known, ...rows.map(({ id }) => id));
  };
  let desktop = job();
  let runs = 0;
  let oldest = 0;
  const days = 6;
  for (let halfHour = 0; halfHour < days * 48; halfHour++) {
    if (halfHour % 12 === 0) {
      const at = clock.now();
      const number = String(halfHour);
      await open.store(conversationId, [
        message({ chatId, from: chatId, timestamp: at, messageId: `3EB0${number}` }),
      ]);
      const { lead } = await stores.leads.create(
        {
          ...{ conversationId: null, contactName: 'Ana', stage: 'lost', lostReason: 'Too dear' },
          ...{ value: null, expectedClose: null, nextStep: null, notes: '', ownerId: null },
          ...{ businessId: null, campaignId: null, phoneNumber: null },
        },
        userId,
        at,
      );
      await raw.postgres.query('UPDATE leads SET closed_at = $2 WHERE object_id = $1', [
        lead.leadId,
        new Date(at),
      ]);
    }
    // One desktop is closed in the evening, and a colleague's opened; between them there is none for three hours.
    if (halfHour % 96 === 90) await desktop.stop();
    if (halfHour % 96 === 95) desktop = job();
    await clock.advance(30 * 60_000);
    const isRunning = halfHour % 96 < 90 || halfHour % 96 >= 95;
    if (isRunning) await expect.poll(() => clock.waiting, { timeout: 20_000 }).toBe(1);
    const before = known;
    await bringRunsForward();
    runs += known - before;
    oldest = Math.max(
      oldest,
      clock.now() - (await oldestMessage()),
      clock.now() - (await oldestLead()),
    );
  }
  await desktop.stop();
  expect(oldest).toBeLessThanOrEqual((KEPT_DAYS + 1) * DAY);
  // And it was kept as long as the team wants it.
  expect(oldest).toBeGreaterThan(KEPT_DAYS * DAY);
  // Not at every look: every six hours.
  expect(runs).toBeGreaterThan(days * 3);
  expect(runs).toBeLessThan(days * 5);

  async function oldestMessage(): Promise<number> {
    const { items } = await stores.messages.page({ conversationId, limit: 200 });
    return Math.min(clock.now(), ...items.map(({ timestamp }) => timestamp));
  }
  async function oldestLead(): Promise<number> {
    const { rows } = await raw.postgres.query<{ at: Date | null }>(
      'SELECT min(closed_at) AS at FROM leads',
    );
    return rows[0]?.at?.getTime() ?? clock.now();
  }
}, 300_000);

it('what WhatsApp gives again of history that is past is not stored again, unless it is held', async () => {
  const { stores, userId, sessionId } = open;
  const folder = await dataFolder();
  const device = await DeviceDatabase.open(join(folder.path, 'device'), Buffer.alloc(32, 1));
  const journal = await Journal.open(device, () => {});
  const chats = [newChatId(), newChatId()] as const;
  await stores.retention.setPolicy({ businessId: null, kind: 'messages', days: 30, userId });
  await open.meet({ sessionId, whatsappId: chats[1], at: Date.now() });
  const contactId = await stores.contacts.idOf(sessionId, [chats[1]]);
  if (contactId === null) throw new Error('They were met');
  const held = await open.newConversation(chats[1]);
  await stores.retention.placeHold({ contactId, reason: 'A court', userId });
  const now = Math.floor(Date.now() / 1000);
  const raw = (chatId: string, id: string, daysAgo: number) => ({
    id: { fromMe: false, remote: chatId, id: `3EB0${id}` },
    ...{ from: chatId, to: ACCOUNT, type: 'chat', body: `Two chairs ${id}` },
    ...{ t: now - daysAgo * 86_400, ack: 1 },
  });
  const source = { sessionId, userId, accountId: ACCOUNT, linkedAt: 0 };
  for (const [at, chatId] of chats.entries()) {
    await journal.append({
      ...{ kind: 'history', ...source, chatId, receivedAt: Date.now() },
      messages: [raw(chatId, `A${at}`, 31), raw(chatId, `B${at}`, 29)],
      report: { reachesBeginning: true },
    } as never);
    // One that comes now is of now, however wrong the clock of its phone is.
    await journal.append({
      ...{ kind: 'event', ...source, type: 'message', receivedAt: Date.now() },
      raw: raw(chatId, `C${at}`, 400),
    });
  }
  const ingest = pipeline(journal, stores);
  ingest.start();
  ingest.wake();
  await workedOff(journal);
  await ingest.stop();
  const found = await stores.conversations.findOrCreate([
    { accountId: ACCOUNT, chatId: chats[0], sessionId, userId, name: 'Customer', at: 0 },
  ]);
  const conversationId = found[0]?.conversation.conversationId ?? held.conversationId;
  const textsOf = async (id: typeof conversationId) =>
    (await stores.messages.page({ conversationId: id, limit: 20 })).items
      .map(({ content }) => content.slice('Two chairs '.length, 'Two chairs '.length + 1))
      .sort();
  expect(await textsOf(conversationId)).toEqual(['B', 'C']);
  expect(await textsOf(held.conversationId)).toEqual(['A', 'B', 'C']);
  await device.close();
  await folder.remove();
}, 120_000);
