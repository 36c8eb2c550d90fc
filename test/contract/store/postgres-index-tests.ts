import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { FigureCalendar } from '../../../src-main/domain/figure-calendar.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { Tables } from '../../../src-main/store/postgres/tables.ts';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import {
  BusinessId,
  CampaignId,
  ContactId,
  ConversationId,
  LeadId,
  LeadRuleId,
  LeadViewId,
  MessageId,
  LabelId,
  QuickReplyId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { newestFirst } from '../../../src-preload/contract/lead.ts';
import { InboxViewId } from '../../../src-preload/contract/inbox-view.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { newObjectId, type OpenPostgres } from './open-postgres.ts';

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

const ID = 'e'.repeat(24);
const TALK = ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11');
const FACT = {
  ...{ messageId: '3EB0', at: 0, isIncoming: true, type: 'text' as const },
  ...{ isAutomatic: false, sentBy: null, isKnown: false },
};
const FACTS_OF_TALK = {
  ...{ conversationId: TALK, threadId: TALK, sessionId: SessionId.parse(TALK) },
  ...{ businessId: null, contactKey: 'x'.repeat(22), unproved: [], labels: ['vip'] },
};
const ALWAYS_OPEN = new FigureCalendar('UTC', null);
const QUESTION = { from: '2001-01-01', to: '2001-01-02', shifts: [] };

/** What the stores ask, and what the schema's indexes are for beside that. */
const calls: Record<string, (stores: RelationalStores) => Promise<unknown>> = {
  'users.signIn': ({ users }) => users.signIn({ name: 'Ana', email: 'ana@example.com' }),
  'users.find': ({ users }) => users.find(UserId.parse(ID)),
  'businesses.create': ({ businesses }) => businesses.create({ name: 'Sillas' }),
  'businesses.find': ({ businesses }) => businesses.find(BusinessId.parse(ID)),
  'leads.open': ({ leads }) =>
    leads.open({
      conversationId: ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11'),
      messageId: MessageId.parse('3EB0'),
      contactName: 'Ana',
      reasons: [],
      excerpt: '',
      createdAt: 1,
    }),
  'leads.find': ({ leads }) => leads.find(LeadId.parse(ID)),
  'leads.page': ({ leads }) => leads.page({ limit: 20 }),
  'leads.page, a later one': ({ leads }) =>
    leads.page({ after: { key: 5000, leadId: LeadId.parse(ID) }, limit: 20 }),
  'leads.ofConversations': ({ leads }) =>
    leads.ofConversations([ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11')], 20),
  'leadEvidence.look': ({ leadEvidence }) =>
    leadEvidence.look([
      {
        conversationId: ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11'),
        messageId: MessageId.parse('3EB0'),
        saidAt: 1,
        leadId: LeadId.parse(ID),
      },
    ]),
  'leadEvidence.of': ({ leadEvidence }) => leadEvidence.of(LeadId.parse(ID), 10),
  'leads.linkNumber': ({ leads }) =>
    leads.linkNumber('+34600111222', ConversationId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11')),
  'leadCorrections.apply': ({ leadCorrections }) =>
    leadCorrections.apply(
      { modelVersion: 1, correction: null, judgements: 0 },
      { after: 0, by: UserId.parse(ID) },
    ),
  'leadJudgements.newest': ({ leadJudgements }) => leadJudgements.newest(10),
  'leads.noteCampaigns': ({ leads }) =>
    leads.noteCampaigns([{ conversationId: TALK, campaignId: CampaignId.parse(ID) }]),
  'leadViews.update': ({ leadViews }) =>
    leadViews.update(UserId.parse(ID), LeadViewId.parse(ID), {
      ...{ name: 'x', choice: {}, sort: newestFirst, layout: 'board', isShared: false },
    }),
  'campaigns.find': ({ campaigns }) => campaigns.find(CampaignId.parse(ID)),
  'leadRules.remove': ({ leadRules }) => leadRules.remove(LeadRuleId.parse(ID)),
  'consents.list': ({ consents }) => consents.list([ContactId.parse(ID)], 20),
  'consents.record': ({ consents }) =>
    consents.record({
      ...{ contactId: ContactId.parse(ID), userId: UserId.parse(ID), purpose: 'service' },
      ...{ state: 'given', method: 'form', at: 1, message: null },
    }),
  'leads.page of a stage': ({ leads }) => leads.page({ filter: { stages: ['won'] }, limit: 20 }),
  'leads.history': ({ leads }) => leads.history(LeadId.parse(ID), 20),
  'leads.dueReminders': ({ leads }) => leads.dueReminders(UserId.parse(ID), 1, 20),
  'figures.settle': async ({ figures }) => {
    await figures.record([
      { conversationId: TALK, messages: [{ ...FACT, messageId: randomUUID() }], revoked: [] },
    ]);
    const stale = await figures.stale(10, true);
    const messages = new Map([[TALK, [FACT]]]);
    await figures.settle({ stale, conversations: [FACTS_OF_TALK], messages }, () => ALWAYS_OPEN);
    await figures.rollDays(10, () => ALWAYS_OPEN);
  },
  'figures.useCalendars': ({ figures }) => figures.useCalendars(new Map([[null, ALWAYS_OPEN]])),
  'figures.days': ({ figures }) => figures.days({ from: '2001-01-01', to: '2001-01-02' }),
  'figures.newContacts': ({ figures }) => figures.newContacts(QUESTION),
  'figures.responses': ({ figures }) => figures.responses(QUESTION, false),
  'figures.senders': ({ figures }) => figures.senders({ from: '2001-01-01', to: '2001-01-02' }),
  'figures.openWaits': ({ figures }) => figures.openWaits({}, 10),
  'inboxViews.list': ({ inboxViews }) => inboxViews.list(UserId.parse(ID)),
  'inboxViews.rename': ({ inboxViews }) =>
    inboxViews.rename(UserId.parse(ID), InboxViewId.parse(ID), 'Mine'),
  'sessionLogs.append': ({ sessionLogs }) =>
    sessionLogs.append([
      {
        eventId: randomUUID(),
        sessionId: SessionId.parse(randomUUID()),
        userId: UserId.parse(ID),
        eventType: 'connected',
        severity: 'info',
        message: '',
        eventData: {},
        createdAt: Date.parse('2025-03-01T00:00:00Z'),
      },
    ]),
  'labels.update': ({ labels }) =>
    labels.update(LabelId.parse(ID), { name: 'urgent', colour: 'orange' }),
  'labels.remove': ({ labels }) => labels.remove(LabelId.parse(ID)),
  'quickReplies.update': ({ quickReplies }) =>
    quickReplies.update(QuickReplyId.parse(ID), {
      shortcut: 'hours',
      content: 'We open at nine',
      businessId: null,
      userId: UserId.parse(ID),
    }),
  'quickReplies.remove': ({ quickReplies }) => quickReplies.remove(QuickReplyId.parse(ID)),
  'team.setAway': ({ team }) => team.setAway(UserId.parse(ID), true),
  'rateLimits.take': ({ rateLimits }) =>
    rateLimits.take([
      {
        identifier: 'x',
        identifierType: 'session',
        endpoint: 'message.send',
        method: 'SEND',
        limit: 5,
        windowMs: 3_600_000,
      },
    ]),
};

const expected: [what: string, statement: string | Statement, indexes: string[]][] = [
  ['signing in', 'users.signIn', ['users_email']],
  ['finding a person', 'users.find', ['users_object_id']],
  ['making a business', 'businesses.create', ['businesses_name']],
  ['finding a business', 'businesses.find', ['businesses_object_id']],
  ['opening a lead', 'leads.open', ['leads_open_conversation']],
  ['finding a lead', 'leads.find', ['leads_object_id']],
  ['the first page of leads', 'leads.page', ['leads_created_at']],
  ['a later page of leads', 'leads.page, a later one', ['leads_created_at']],
  ['the leads of a conversation', 'leads.ofConversations', ['leads_conversation_id']],
  ['a column of the board', 'leads.page of a stage', ['leads_stage']],
  ['the history of a lead', 'leads.history', ['lead_changes_version']],
  ['whom to remind', 'leads.dueReminders', ['leads_next_step_at']],
  [
    'what is known of a buying message',
    'leadEvidence.look',
    ['leads_open_conversation', 'leads_object_id', 'leads_conversation_id'],
  ],
  ['the messages behind a lead', 'leadEvidence.of', ['lead_messages_lead_id']],
  ['the lead of a number', 'leads.linkNumber', ['leads_phone_key']],
  ['applying what was learned', 'leadCorrections.apply', ['lead_corrections_object_id']],
  ['what is learned from', 'leadJudgements.newest', ['lead_judgements_judged_at']],
  ['finding a campaign', 'campaigns.find', ['campaigns_object_id']],
  [
    'the campaign of an open lead',
    'leads.noteCampaigns',
    ['leads_conversation_id', 'campaigns_object_id'],
  ],
  ['changing a view of leads', 'leadViews.update', ['lead_views_object_id']],
  ['deleting a rule', 'leadRules.remove', ['lead_rules_object_id']],
  ['the consents of a person', 'consents.list', ['contact_consents_contact_id']],
  ['noting a consent', 'consents.record', ['users_object_id']],
  [
    'bringing figures up to date',
    'figures.settle',
    [
      'stale_conversations_turn',
      'stale_conversations_conversation_id',
      'message_facts_conversation_at',
      'stale_days_day',
    ],
  ],
  ['the calendar of a business', 'figures.useCalendars', ['figure_calendars_business']],
  ['the figures of days', 'figures.days', ['message_analytics_date']],
  ['the new customers of a range', 'figures.newContacts', ['contact_days_first']],
  ['the response times of a range', 'figures.responses', ['response_waits_date']],
  ['the figures of people', 'figures.senders', ['sender_analytics_day']],
  ['who waits longest', 'figures.openWaits', ['response_waits_open']],
  [
    'writing the session log',
    'sessionLogs.append',
    ['whatsapp_session_logs_event_id', 'users_object_id'],
  ],
  ['the views of a person', 'inboxViews.list', ['inbox_views_user_id']],
  ['renaming a view of a person', 'inboxViews.rename', ['inbox_views_user_id']],
  ['changing a label', 'labels.update', ['labels_object_id']],
  ['deleting a label', 'labels.remove', ['labels_object_id']],
  ['changing a quick reply', 'quickReplies.update', ['quick_replies_object_id']],
  ['deleting a quick reply', 'quickReplies.remove', ['quick_replies_object_id']],
  ['going away', 'team.setAway', ['users_object_id']],
  ['taking a request', 'rateLimits.take', ['rate_limiting_window_of', 'rate_limiting_identifier']],
  ...(
    [
      [
        'what was missed',
        'leads',
        `updated_at > now() - 60000 * interval '1 millisecond'`,
        'leads_updated_at',
      ],
      [
        'what a colleague noted',
        'contact_consents',
        'recorded_by = 1',
        'contact_consents_recorded_by',
      ],
      // Noting one meets either of these, whichever says that it was noted already.
      ['a consent', 'contact_consents', `object_id = '${ID}'`, 'contact_consents_object_id'],
      [
        'what a keyword said',
        'contact_consents',
        `conversation_id = '${TALK}' AND message_id = 'x' AND method = 'keyword'`,
        'contact_consents_of_keyword',
      ],
      [
        'the policy of a business',
        'retention_policies',
        "business_id = 1 AND kind = 'messages'",
        'retention_policies_of',
      ],
      [
        'the hold of a person',
        'legal_holds',
        `contact_id = '${ID}' AND lifted_at IS NULL`,
        'legal_holds_standing',
      ],
      ['what runs', 'retention_runs', "outcome = 'running'", 'retention_runs_running'],
      ['the last runs', 'retention_runs', "started_at > '2000-01-01'", 'retention_runs_started_at'],
      ['an erasure', 'erasures', `erasure_id = '${TALK}'`, 'erasures_erasure_id'],
      [
        'what is not erased yet',
        'erasures',
        `contact_id = '${ID}' AND state <> 'done'`,
        'erasures_unfinished',
      ],
      ['the erasures of a colleague', 'erasures', 'started_by = 1', 'erasures_started_by'],
      [
        'the desktops of an erasure',
        'erasure_desktops',
        'erasure_id = 1',
        'erasure_desktops_erasure_id',
      ],
      ['the log of accesses of a time', 'access_log', "at < '2000-01-01'", 'access_log_at'],
      ['what a person did', 'access_log', `user_id = '${ID}'`, 'access_log_user_id'],
      ['who saw something', 'access_log', "subject_id = 'x'", 'access_log_subject'],
      ['a change of a lead', 'lead_changes', `object_id = '${ID}'`, 'lead_changes_object_id'],
      ['what a colleague changed', 'lead_changes', 'changed_by = 1', 'lead_changes_changed_by'],
      ['what a person judged', 'lead_judgements', 'judged_by = 1', 'lead_judgements_judged_by'],
      ['the leads of a person', 'leads', 'user_id = 1', 'leads_user_id'],
      ['the leads of a business', 'leads', 'business_id = 1', 'leads_business_id'],
      ['the leads of a campaign', 'leads', 'campaign_id = 1', 'leads_campaign_id'],
      ['a campaign', 'campaigns', `object_id = '${ID}'`, 'campaigns_object_id'],
      ['the campaigns of a business', 'campaigns', 'business_id = 1', 'campaigns_business_id'],
      [
        'the log of a session',
        'whatsapp_session_logs',
        "session_id = 'x'",
        'whatsapp_session_logs_session_id',
      ],
      [
        'the log of a time',
        'whatsapp_session_logs',
        "created_at >= '2025-03-02'",
        'whatsapp_session_logs_created_at',
      ],
      [
        'the log of a kind',
        'whatsapp_session_logs',
        "event_type = 'error'",
        'whatsapp_session_logs_event_type',
      ],
      [
        'the figures of a span',
        'message_analytics',
        "date BETWEEN '2001-01-01' AND '2001-01-02'",
        'message_analytics_date',
      ],
      [
        'the figures of a business',
        'message_analytics',
        'business_id = 1',
        'message_analytics_business_id',
      ],
      [
        'the limits of somebody',
        'rate_limiting',
        "identifier = 'x' AND identifier_type = 'user'",
        'rate_limiting_identifier',
      ],
      [
        'what is shown as one conversation',
        'conversation_facts',
        `thread_id = '${TALK}'`,
        'conversation_facts_thread_id',
      ],
      [
        'the conversations with a label',
        'conversation_facts',
        `labels @> ARRAY['vip']`,
        'conversation_facts_labels',
      ],
      ['the facts of a day', 'message_facts', "at < '1970-01-02'", 'message_facts_time'],
      [
        'the waits of a day',
        'response_waits',
        "date = '2001-01-01' AND business_id = 1",
        'response_waits_date',
      ],
      ['the people of a day', 'sender_analytics', "date = '2001-01-01'", 'sender_analytics_day'],
      ['the customers of a day', 'contact_days', "date = '2001-01-01'", 'contact_days_contact'],
      ['the invitation of a person', 'invitations', "lower(email) = 'a'", 'invitations_email'],
      ['an invitation', 'invitations', `object_id = '${ID}'`, 'invitations_object_id'],
      ['a code', 'invitations', "code_hash = sha256('a')", 'invitations_code_hash'],
      ['who has invited', 'invitations', 'invited_by = 1', 'invitations_invited_by'],
      ['a desktop', 'desktops', `desk_id = '${TALK}'`, 'desktops_desk_id'],
      ['the desktops of a person', 'desktops', 'user_id = 1', 'desktops_user_id'],
      ['who has shut out', 'desktops', 'shut_out_by = 1', 'desktops_shut_out_by'],
      ['the rota of a business', 'rotas', 'business_id = 1', 'rotas_business_id'],
      [
        'the hours of a business',
        'business_hours',
        'business_id = 1',
        'business_hours_business_id',
      ],
      ['the views of leads of a person', 'lead_views', 'user_id = 1', 'lead_views_user_id'],
      ['a view', 'inbox_views', `object_id = '${ID}'`, 'inbox_views_object_id'],
      [
        'limits that have ended',
        'rate_limiting',
        "window_start < '2000-01-01' AND window_end < '2000-01-01'",
        'rate_limiting_window',
      ],
    ] as const
  ).map(([what, table, where, index]): [string, Statement, string[]] => [
    what,
    { sql: `SELECT * FROM ${table} WHERE ${where}`, parameters: [] },
    [index],
  ]),
  [
    'a row of the figures',
    {
      sql: `INSERT INTO message_analytics (date, definition_version, updated_by)
            VALUES ('2000-01-01', 1, gen_random_uuid())
            ON CONFLICT (date, business_id, session_id) DO NOTHING`,
      parameters: [],
    },
    ['message_analytics_day'],
  ],
  [
    'a shortcut that is taken',
    {
      sql: `INSERT INTO quick_replies (object_id, shortcut, content) VALUES ('${ID}', 'x', 'x')
            ON CONFLICT (business_id, lower(shortcut)) DO NOTHING`,
      parameters: [],
    },
    ['quick_replies_shortcut'],
  ],
  [
    'a label whose name is taken',
    {
      sql: `INSERT INTO labels (object_id, name, colour, position) VALUES ('${ID}', 'x', 'teal', 1)
            ON CONFLICT (lower(name)) DO NOTHING`,
      parameters: [],
    },
    ['labels_name'],
  ],
];

/** Tables are tiny here, so PostgreSQL is told to prefer an index to reading them whole. */
export function postgresIndexTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;

  beforeAll(async () => {
    open = databases();
    // Without a month the log has no index that a plan could name.
    await open.raw.query('SELECT ensure_access_log_month(now())');
  });

  const statementsOf = async (call: string): Promise<Statement[]> => {
    const statements: Statement[] = [];
    const db = new Kysely<Tables>({
      dialect: new PostgresDialect({ pool: open.connection.pool }),
      log: ({ query }) => {
        // What begins and ends a transaction has no plan.
        if (/^(?:begin|commit|rollback)/i.test(query.sql)) return;
        statements.push({ sql: query.sql, parameters: query.parameters });
      },
    });
    const context = { keys: testKeyRing(open.keyStore), deskId: open.deskId, newObjectId };
    const stores = postgresStores({ ...open.connection, db }, context);
    // Twice: a lead that is open already asks more.
    await calls[call]?.(stores);
    await calls[call]?.(stores);
    return statements;
  };

  it.each(expected)('%s goes by its index', async (_, statement, indexes) => {
    const statements = typeof statement === 'string' ? await statementsOf(statement) : [statement];
    const used = new Set<string>();
    for (const each of statements) {
      for (const index of await indexesOf(each)) used.add(index);
    }
    expect([...used]).toEqual(expect.arrayContaining(indexes));
  });

  it('are all there for one of these questions, or for a primary key', async () => {
    const { rows } = await open.raw.query<{ name: string }>(
      `SELECT pg_class.relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
       WHERE pg_class.relnamespace = 'public'::regnamespace AND NOT indisprimary
         AND NOT pg_class.relispartition`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...new Set(expected.flatMap(([, , indexes]) => indexes))].sort(),
    );
  });

  /** The indexes of a plan; those of a partition by the name of the whole table's. */
  const indexesOf = async ({ sql, parameters }: Statement): Promise<string[]> => {
    await open.raw.query('BEGIN; SET LOCAL enable_seqscan = off');
    try {
      const { rows } = await open.raw.query(`EXPLAIN (FORMAT JSON) ${sql}`, [...parameters]);
      const plan = JSON.stringify(rows);
      const named = [
        ...plan.matchAll(/"(?:Index Name|Conflict Arbiter Indexes)":(\[[^\]]*\]|"[^"]*")/g),
      ];
      const names = named.flatMap((match) =>
        [...(match[1] ?? '').matchAll(/"([^"]+)"/g)].map((each) => each[1] ?? ''),
      );
      const parents = await open.raw.query<{ name: string }>(
        `SELECT coalesce(parent.relname, child.relname) AS name FROM pg_class AS child
         LEFT JOIN pg_inherits ON inhrelid = child.oid
         LEFT JOIN pg_class AS parent ON parent.oid = inhparent
         WHERE child.relname = ANY ($1)`,
        [names],
      );
      return parents.rows.map(({ name }) => name);
    } finally {
      await open.raw.query('ROLLBACK');
    }
  };
}
