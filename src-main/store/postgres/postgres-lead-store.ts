import { sql } from 'kysely';
import { type ConversationId, LeadId } from '../../../src-preload/contract/ids.ts';
import {
  closedStages,
  type Lead,
  type LeadTotal,
  newestFirst,
} from '../../../src-preload/contract/lead.ts';
import type { LeadStore } from '../lead-store.ts';
import { changeLead } from './change-lead.ts';
import { dismissLead } from './dismiss-lead.ts';
import { importLead } from './import-lead.ts';
import { insertLead } from './insert-lead.ts';
import { leadHistory } from './lead-history.ts';
import { isAfter, leadSortKey, matches, orderOf } from './lead-questions.ts';
import { leadStages, setLeadStages } from './lead-stages.ts';
import { openLeads } from './open-leads.ts';
import { isUniqueViolation, type PostgresConnection } from './postgres-connection.ts';
import type { PostgresContext } from './postgres-context.ts';
import { leadColumns, type LeadRow, openLead, sealColumn, subjectOf } from './sealed-lead.ts';
import { waitingLeads } from './waiting-leads.ts';

export function postgresLeadStore(
  connection: PostgresConnection,
  context: PostgresContext,
): LeadStore {
  const { db, retry } = connection;
  const { keys, deskId } = context;
  /** Their keys in one round trip, whatever their number. */
  const openAll = async (rows: readonly LeadRow[]): Promise<Lead[]> => {
    const found = await keys.keysFor(rows.map(subjectOf));
    return rows.map((row) => openLead(row, found.get(subjectOf(row))));
  };

  return {
    async open(lead) {
      const [opened] = await openLeads(connection, context, [lead]);
      if (!opened) throw new Error('There is an answer for each lead');
      return opened;
    },

    openMany: (leads) => openLeads(connection, context, leads),

    async find(leadId) {
      const row = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('object_id', '=', leadId)
          .executeTakeFirst(),
      );
      const [lead] = await openAll(row ? [row] : []);
      return lead ?? null;
    },

    async ofConversations(conversationIds: readonly ConversationId[], limit) {
      const rows = await retry(() =>
        db
          .selectFrom((leads) =>
            leads
              .selectFrom('leads')
              .select(leadColumns)
              .where('conversation_id', 'in', conversationIds)
              // Found by the conversation, which has few, before they are sorted: not looked for along the time.
              .offset(0)
              .as('found'),
          )
          .selectAll()
          .orderBy('created_at', 'desc')
          .orderBy('object_id')
          .limit(limit)
          .execute(),
      );
      return openAll(rows);
    },

    async rename(names) {
      if (names.length === 0) return;
      const wanted = new Map(names.map((each) => [String(each.conversationId), each.name]));
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('conversation_id', 'in', [...wanted.keys()])
          .execute(),
      );
      const found = await keys.keysFor(rows.map(subjectOf));
      for (const row of rows) {
        const key = found.get(subjectOf(row));
        const name = wanted.get(row.conversation_id ?? '');
        // Nothing can be added to what was erased.
        if (!key || name === undefined || openLead(row, key).contactName === name) continue;
        await retry(() =>
          db
            .updateTable('leads')
            .set({
              contact_name: sealColumn(key, row.object_id, 'contact_name', name),
              updated_at: sql`clock_timestamp()`,
              updated_by: deskId,
            })
            .where('object_id', '=', row.object_id)
            .execute(),
        );
      }
    },

    async noteCampaigns(links) {
      const noted: LeadId[] = [];
      for (const { conversationId, campaignId } of links) {
        const row = await retry(() =>
          db
            .updateTable('leads')
            .set({
              campaign_id: sql<number>`(SELECT id FROM campaigns WHERE object_id = ${campaignId})`,
              updated_by: deskId,
            })
            .where('conversation_id', '=', conversationId)
            .where('stage', 'not in', closedStages)
            .where('campaign_id', 'is', null)
            .returning('object_id')
            .executeTakeFirst(),
        );
        if (row) noted.push(LeadId.parse(row.object_id));
      }
      return noted;
    },

    async page({ among, filter = {}, sort = newestFirst, after, limit }) {
      if (among?.length === 0) return { items: [], next: null };
      let query = db
        .selectFrom('leads')
        .select(leadColumns)
        .where(matches(filter))
        .orderBy(orderOf(sort))
        .orderBy('object_id')
        .limit(limit + 1);
      if (among) query = query.where('conversation_id', 'in', among);
      if (after) query = query.where(isAfter(after, sort));
      const rows = await retry(() => query.execute());
      const items = await openAll(rows.slice(0, limit));
      const last = items.at(-1);
      return {
        items,
        next:
          rows.length > limit && last
            ? { key: leadSortKey(last, sort), leadId: last.leadId }
            : null,
      };
    },

    async totals(filter) {
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(({ fn }) => [
            'stage',
            'currency',
            fn.countAll<string>().as('count'),
            sql<string | null>`sum(value_minor)::text`.as('sum'),
          ])
          .where(matches(filter))
          .groupBy(['stage', 'currency'])
          .orderBy('stage')
          .orderBy('currency')
          .execute(),
      );
      const totals = new Map<string, LeadTotal>();
      for (const { stage, currency, count, sum } of rows) {
        const total = totals.get(stage) ?? { stage, count: 0, sums: [] };
        total.count += Number(count);
        if (currency !== null && sum !== null) total.sums.push({ currency, minor: sum });
        totals.set(stage, total);
      }
      return [...totals.values()];
    },

    update: (input) => changeLead(connection, context, input),

    history: (leadId, limit) => leadHistory(connection, context, leadId, limit),

    import: (lead, by, now) => importLead(connection, context, lead, by, now),

    async create(lead, by, now) {
      for (;;) {
        try {
          const made = { ...lead, source: 'manual' };
          return { outcome: 'created', lead: await insertLead(connection, context, made, by, now) };
        } catch (error) {
          if (!isUniqueViolation(error) || lead.conversationId === null) throw error;
        }
        const rows = await retry(() =>
          db
            .selectFrom('leads')
            .select(leadColumns)
            .where('conversation_id', '=', lead.conversationId)
            .where('stage', 'not in', closedStages)
            .execute(),
        );
        const [open] = await openAll(rows);
        // Closed just now: then it can be made.
        if (open) return { outcome: 'anotherOpen', lead: open };
      }
    },

    dismiss: (input) => dismissLead(connection, context, input),

    ...waitingLeads(connection, context),

    stages: () => leadStages(connection),

    setStages: (stages) => setLeadStages(connection, stages),

    async dueReminders(ownerId, now, limit) {
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .select(leadColumns)
          .where('user_id', '=', sql<number>`(SELECT id FROM users WHERE object_id = ${ownerId})`)
          .where('next_step_at', '<=', new Date(now))
          .where(sql<boolean>`reminded_of IS DISTINCT FROM next_step_at`)
          .where('stage', 'not in', closedStages)
          .orderBy('next_step_at')
          .limit(limit)
          .execute(),
      );
      return openAll(rows);
    },

    async takeReminder(leadId, at) {
      // Not repeated: after a lost answer nobody could tell whose the reminder is.
      const { numUpdatedRows } = await retry(
        () =>
          db
            .updateTable('leads')
            .set({ reminded_of: sql.ref('next_step_at'), updated_by: deskId })
            .where('object_id', '=', leadId)
            .where('next_step_at', '=', new Date(at))
            .where(sql<boolean>`reminded_of IS DISTINCT FROM next_step_at`)
            .executeTakeFirstOrThrow(),
        'oncePerCall',
      );
      return numUpdatedRows > 0n;
    },
  };
}
