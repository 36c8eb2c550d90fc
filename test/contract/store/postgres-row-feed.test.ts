import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../../../src-main/common/clock.ts';
import type { RowChange } from '../../../src-main/store/row-feed.ts';
import { postgresRowFeed } from '../../../src-main/store/postgres/postgres-row-feed.ts';
import { ContactId, ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { postgresServers } from '../../support/databases/postgres-servers.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';
import { openPostgres, type OpenPostgres } from './open-postgres.ts';

/** Who is new in a test is a change of the team, and a business takes its policies of retention along. */
const comesAlong: ReadonlySet<RowChange['kind']> = new Set(['lead', 'team', 'retention']);
const SOON = { timeout: 30_000, interval: 10 };

describe.each(postgresServers)('the feed of rows from $name', ({ start }) => {
  let open: OpenPostgres;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    open = await openPostgres(await start());
  });

  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  afterAll(() => open.close());

  const openLead = async (stores = open.stores): Promise<Lead> => {
    const { lead } = await stores.leads.open({
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('3EB0AA'),
      contactName: 'Ana',
      reasons: ['price'],
      excerpt: 'What is the price?',
      createdAt: 1000,
    });
    return lead;
  };
  const subscribe = async (
    url = open.url,
    clock: Clock = systemClock,
  ): Promise<{ heard: RowChange[]; stop(): Promise<void> }> => {
    const heard: RowChange[] = [];
    const feed = postgresRowFeed({ url, clock, random: () => 0.1, log: recordedLog() });
    const stop = await feed.subscribe((change) => heard.push(change));
    closers.push(stop);
    return { heard, stop };
  };
  const proxied = async (): Promise<{ proxy: FlakyProxy; url: string }> => {
    const made = await FlakyProxy.before(open.url);
    closers.push(() => made.proxy.stop());
    return made;
  };
  const changesOf = (heard: RowChange[], { leadId }: Lead): RowChange[] =>
    heard.filter((change) => change.kind === 'lead' && change.leadId === leadId);

  it('tells what is opened here and elsewhere, and which desk it was', async () => {
    const { heard } = await subscribe();
    const other = await open.otherDesktop();
    closers.push(() => other.close());
    const own = await openLead();
    const theirs = await openLead(other.stores);
    await expect.poll(() => changesOf(heard, theirs), SOON).toHaveLength(1);
    expect(changesOf(heard, own)).toEqual([{ kind: 'lead', leadId: own.leadId, by: open.deskId }]);
    expect(changesOf(heard, theirs)[0]?.by).not.toBe(open.deskId);
  });

  it('tells that a lead was changed, and that it was removed', async () => {
    const { heard } = await subscribe();
    const lead = await openLead();
    const desk = randomUUID();
    await open.raw.query(`UPDATE leads SET stage = 'won', updated_by = $2 WHERE object_id = $1`, [
      lead.leadId,
      desk,
    ]);
    await open.raw.query('DELETE FROM leads WHERE object_id = $1', [lead.leadId]);
    await expect
      .poll(() => changesOf(heard, lead).map(({ by }) => by), SOON)
      .toEqual([open.deskId, desk, null]);
  });

  it('tells that a business was added, changed and removed, and that figures were written', async () => {
    const { heard } = await subscribe();
    const { business } = await open.stores.businesses.create({ name: `Feed ${randomUUID()}` });
    const { businessId } = business;
    await open.stores.businesses.setHighVolume(businessId, true);
    await open.raw.query('DELETE FROM businesses WHERE object_id = $1', [businessId]);
    await open.raw.query(
      `INSERT INTO message_analytics (date, definition_version, updated_by) VALUES ('2026-02-01', 1, $1)`,
      [open.deskId],
    );
    const told = { kind: 'business', businessId, by: null };
    await expect
      .poll(() => heard.filter(({ kind }) => !comesAlong.has(kind)), SOON)
      .toEqual([told, told, told, { kind: 'figures', by: open.deskId }]);
  });

  it('tells that a quick reply was added, changed and removed, and not what it says', async () => {
    const { heard } = await subscribe();
    const { userId } = await open.stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const draft = {
      shortcut: `feed-${randomUUID()}`.slice(0, 40),
      content: 'Hi',
      businessId: null,
    };
    const saved = await open.stores.quickReplies.create({ ...draft, userId });
    if (saved.outcome !== 'saved') throw new Error('Nobody else has this shortcut');
    const { quickReplyId } = saved.quickReply;
    await open.stores.quickReplies.update(quickReplyId, { ...draft, content: 'Hello', userId });
    await open.stores.quickReplies.remove(quickReplyId);
    const told = { kind: 'quickReplies', by: null };
    await expect
      .poll(() => heard.filter(({ kind }) => !comesAlong.has(kind)), SOON)
      .toEqual([told, told, told]);
  });

  it('tells that stages of leads were renamed, once for all of them', async () => {
    const { heard } = await subscribe();
    const { leads } = open.stores;
    await leads.setStages(await leads.stages());
    await expect
      .poll(() => heard.filter(({ kind }) => kind !== 'lead'), SOON)
      .toEqual([{ kind: 'leadStages', by: null }]);
  });

  it('tells that a label was added, changed and removed', async () => {
    const { heard } = await subscribe();
    const { labels } = open.stores;
    const saved = await labels.create({ name: randomUUID(), colour: 'teal' });
    if (saved.outcome !== 'saved') throw new Error('Nobody else has this name');
    const { labelId, name } = saved.label;
    await labels.update(labelId, { name, colour: 'pink' });
    await labels.remove(labelId);
    const told = { kind: 'labels', by: null };
    await expect
      .poll(() => heard.filter(({ kind }) => kind !== 'lead'), SOON)
      .toEqual([told, told, told]);
  });

  it('tells that a consent was noted, and not whose', async () => {
    const { heard } = await subscribe();
    const { userId } = await open.stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    await open.stores.consents.record({
      ...{ contactId: ContactId.parse('f'.repeat(24)), userId, purpose: 'marketing' },
      ...{ state: 'withdrawn', method: 'message', at: 1, message: null },
    });
    await expect
      .poll(() => heard.filter(({ kind }) => !comesAlong.has(kind)), SOON)
      .toEqual([{ kind: 'consents', by: null }]);
  });

  it('tells that somebody went away or a rota was changed, once for each, and no turns', async () => {
    const { team, users } = open.stores;
    const { userId } = await users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const { heard } = await subscribe();
    await team.setRota({ businessId: null, isOn: true, members: [userId] });
    await team.takeTurn({
      businessId: null,
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('turn'),
    });
    await team.setAway(userId, true);
    await team.setAway(userId, false);
    await expect.poll(() => heard.filter(({ kind }) => kind === 'team').length, SOON).toBe(3);
    await team.setRota({ businessId: null, isOn: false, members: [] });
  });

  it('tells that the hours of a business were set, and not whose', async () => {
    const { heard } = await subscribe();
    const { businessHours, users } = open.stores;
    const { userId } = await users.signIn({ name: 'Ana', email: 'ana@example.com' });
    await businessHours.set({ businessId: null, hours: null, targetMinutes: 30 }, userId);
    await businessHours.set({ businessId: null, hours: null, targetMinutes: null }, userId);
    const told = { kind: 'businessHours', by: null };
    await expect
      .poll(() => heard.filter(({ kind }) => !comesAlong.has(kind)), SOON)
      .toEqual([told, told]);
  });

  it('tells after a break of the line what was written meanwhile, and goes on', async () => {
    const { proxy, url } = await proxied();
    const { heard } = await subscribe(url);
    expect(heard.filter(({ kind }) => kind !== 'lead')).toEqual([]);
    proxy.cut();
    const missed = await openLead();
    proxy.mend();
    await expect.poll(() => changesOf(heard, missed), SOON).toHaveLength(1);
    // What was not looked at may have changed.
    expect(heard.filter(({ kind }) => kind !== 'lead')).toEqual([
      { kind: 'business', businessId: null, by: null },
      { kind: 'quickReplies', by: null },
      { kind: 'consents', by: null },
      { kind: 'erasures', by: null },
      { kind: 'labels', by: null },
      { kind: 'leadRules', by: null },
      { kind: 'campaigns', by: null },
      { kind: 'leadViews', by: null },
      { kind: 'team', by: null },
      { kind: 'leadStages', by: null },
      { kind: 'businessHours', by: null },
      { kind: 'figures', by: null },
    ]);
    const later = await openLead();
    await expect.poll(() => changesOf(heard, later), SOON).toHaveLength(1);
  });

  it('begins by itself when the server could not be reached at first', async () => {
    const { proxy, url } = await proxied();
    proxy.cut();
    const { heard } = await subscribe(url);
    const missed = await openLead();
    expect(heard).toEqual([]);
    proxy.mend();
    await expect.poll(() => changesOf(heard, missed), SOON).toHaveLength(1);
  });

  // Takes as long as an answer may take: on one server only.
  it.runIf(start === postgresServers[0]?.start)(
    'notices a line that is dead without a word',
    async () => {
      const { proxy, url } = await proxied();
      const hasty: Clock = {
        now: () => Date.now(),
        after: (delay, action) => systemClock.after(delay / 100, action),
      };
      const { heard } = await subscribe(url, hasty);
      proxy.silence();
      const missed = await openLead();
      await expect.poll(() => changesOf(heard, missed), SOON).toHaveLength(1);
    },
  );

  it('tells nothing more once it is stopped, and leaves no connection', async () => {
    const { heard, stop } = await subscribe();
    const listening = async (): Promise<number> =>
      (
        await open.raw.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT object_id%'`,
        )
      ).rowCount ?? 0;
    expect(await listening()).toBe(1);
    await stop();
    await expect.poll(listening, SOON).toBe(0);
    const lead = await openLead();
    expect(changesOf(heard, lead)).toEqual([]);
  });

  it('is not led astray by what somebody else says on its channel', async () => {
    const { heard } = await subscribe();
    const before = heard.length;
    for (const nonsense of [
      ...['', 'hello', '{}', 'null', '{"table":"leads","id":7,"by":null}'],
      ...['{"table":"users","id":"7","by":null}', '{"table":"businesses","id":"7","by":null}'],
    ]) {
      await open.raw.query('SELECT pg_notify($1, $2)', ['alexia_changes', nonsense]);
    }
    const lead = await openLead();
    await expect.poll(() => changesOf(heard, lead), SOON).toHaveLength(1);
    expect(heard).toHaveLength(before + 1);
  });

  it('says table, id and desk on the line, and nothing personal; of figures, too', async () => {
    const client = new pg.Client({ connectionString: open.url });
    await client.connect();
    closers.push(() => client.end());
    const payloads: unknown[] = [];
    client.on('notification', ({ payload }) => payloads.push(JSON.parse(payload ?? '')));
    await client.query('LISTEN alexia_changes');
    const { leadId } = await openLead();
    const { rows } = await open.raw.query<{ id: number }>(
      `INSERT INTO message_analytics (date, definition_version, updated_by)
       VALUES ('2026-01-01', 1, $1) RETURNING id`,
      [open.deskId],
    );
    await expect
      .poll(() => payloads, SOON)
      .toEqual([
        { table: 'leads', id: leadId, by: open.deskId },
        { table: 'message_analytics', id: String(rows[0]?.id), by: open.deskId },
      ]);
  });
});
