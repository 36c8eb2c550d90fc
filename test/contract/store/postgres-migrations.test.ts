import { Kysely, type Migration, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  migratePostgres,
  postgresMigrations,
} from '../../../src-main/store/postgres/migrate-postgres.ts';
import type { Tables } from '../../../src-main/store/postgres/tables.ts';
import {
  ownDatabase,
  type PostgresServer,
  postgresServers,
} from '../../support/databases/postgres-servers.ts';
import { FlakyProxy } from '../../support/flaky-proxy.ts';

/** What each step adds, and rows of the kind that later steps must leave alone. */
const steps: Record<keyof typeof postgresMigrations, { makes: string[]; rows: string }> = {
  '001-people-and-businesses': {
    makes: ['table users', 'table businesses', 'index users_email', 'index businesses_name'],
    rows: `INSERT INTO users (object_id, name, email) VALUES (repeat('a', 24), 'Ana', 'ana@example.com');
      INSERT INTO businesses (object_id, name) VALUES (repeat('b', 24), 'Sillas')`,
  },
  '002-campaigns-and-leads': {
    makes: ['table campaigns', 'table leads', 'index leads_open_conversation'],
    rows: `INSERT INTO campaigns (object_id, business_id, name) VALUES (repeat('c', 24), 1, 'Autumn');
      INSERT INTO leads (object_id, user_id, business_id, campaign_id, conversation_id, message_id,
        contact_name, reasons, excerpt, source, created_at, updated_by)
      VALUES (repeat('d', 24), 1, 1, 1, gen_random_uuid(), '3EB0', '\\x01', '\\x02', '\\x03', 'whatsapp',
        '2026-01-01', gen_random_uuid())`,
  },
  '003-session-logs-by-month': {
    makes: [
      'table whatsapp_session_logs',
      'table whatsapp_session_logs_default',
      'function ensure_session_log_partition',
    ],
    rows: `SELECT ensure_session_log_partition('2026-01-15');
      INSERT INTO whatsapp_session_logs (event_id, session_id, event_type, created_at)
      VALUES (gen_random_uuid(), 'x', 'connected', '2026-01-20'),
        (gen_random_uuid(), 'x', 'connected', '2026-02-20')`,
  },
  '004-message-analytics': {
    makes: ['table message_analytics', 'index message_analytics_day'],
    rows: `INSERT INTO message_analytics (date, business_id, definition_version, updated_by)
      VALUES ('2026-01-01', 1, 1, gen_random_uuid())`,
  },
  '005-rate-limiting': {
    makes: ['table rate_limiting', 'index rate_limiting_window_of'],
    rows: `INSERT INTO rate_limiting (identifier, identifier_type, endpoint, method, window_end)
      VALUES ('x', 'session', 'message.send', 'SEND', now() + interval '1 hour')`,
  },
  '006-change-notifications': {
    makes: ['function notify_lead', 'trigger leads_notify', 'trigger message_analytics_notify'],
    rows: '',
  },
  '007-business-notifications': {
    makes: ['function notify_business', 'trigger businesses_notify'],
    rows: '',
  },
  '008-inbox-views': {
    makes: ['table inbox_views', 'index inbox_views_user_id'],
    rows: `INSERT INTO inbox_views (object_id, user_id, name, filter, sort, position)
      VALUES (repeat('e', 24), 1, 'Urgent', '{"label": "urgent"}', 'newest', 1)`,
  },
  '009-quick-replies': {
    makes: ['table quick_replies', 'index quick_replies_shortcut', 'trigger quick_replies_notify'],
    rows: `INSERT INTO quick_replies (object_id, business_id, shortcut, content, created_by, updated_by)
      VALUES (repeat('e', 24), NULL, 'hours', 'We open at nine', 1, 1)`,
  },
  '010-contact-consents': {
    makes: [
      'table contact_consents',
      'index contact_consents_contact_id',
      'index contact_consents_recorded_by',
      'index leads_conversation_id',
      'trigger contact_consents_unchanged',
      'trigger contact_consents_notify',
    ],
    rows: `INSERT INTO contact_consents (object_id, contact_id, purpose, state, method, said_at, recorded_by)
      VALUES (repeat('e', 24), repeat('c', 24), 'marketing', 'given', 'form', now(), 1)`,
  },
  '011-labels': {
    makes: ['table labels', 'index labels_name', 'trigger labels_notify'],
    rows: `INSERT INTO labels (object_id, name, colour, position)
      VALUES (repeat('e', 24), 'urgent', 'orange', 1)`,
  },
  '012-team': {
    makes: ['table rotas', 'table rota_members', 'table rota_turns', 'function take_turn'],
    rows: `INSERT INTO rotas (business_id, is_on) VALUES (1, true);
      INSERT INTO rota_members (rota_id, user_id) VALUES (1, 1)`,
  },
  '013-business-hours': {
    makes: ['table business_hours', 'trigger business_hours_notify'],
    rows: `INSERT INTO business_hours (business_id, hours, target_minutes, updated_by)
      VALUES (1, NULL, 30, 1)`,
  },
  '015-lead-pipeline': {
    makes: [
      'table lead_changes',
      'table lead_stages',
      'index leads_stage',
      'index leads_next_step_at',
      'trigger lead_changes_unchanged',
      'trigger lead_stages_notify',
    ],
    rows: `INSERT INTO lead_changes (object_id, lead_id, version, changed_by, changes)
      VALUES (repeat('e', 24), 1, 2, 1, '\\x01')`,
  },
  '016-lead-evidence': {
    makes: [
      'table lead_messages',
      'table lead_rules',
      'index lead_messages_lead_id',
      'trigger leads_closed_at',
      'trigger lead_rules_notify',
    ],
    rows: `INSERT INTO lead_messages (conversation_id, message_id, lead_id, score, reasons, said_at)
      VALUES (gen_random_uuid(), '3EB0', 1, 60, '\\x01', now());
      INSERT INTO lead_rules (object_id, kind, content, points, is_on)
      VALUES (repeat('e', 24), 'phrase', 'wholesale', 40, true)`,
  },
  '017-figures': {
    makes: [
      'table message_facts',
      'table conversation_facts',
      'table conversation_closings',
      'table response_waits',
      'table contact_days',
      'table sender_analytics',
      'table stale_conversations',
      'table stale_days',
      'table figure_state',
      'table figure_calendars',
      'index response_waits_open',
      'function note_lead_of_day',
      'trigger leads_of_day',
    ],
    rows: `INSERT INTO message_facts (conversation_id, message_id, at, is_incoming, type, is_automatic)
        VALUES (gen_random_uuid(), '3EB0', '2026-01-01', true, 'text', false);
      INSERT INTO figure_state (time_zone, definition_version) VALUES ('Europe/Madrid', 0)`,
  },
  '018-conversation-hours': {
    makes: [
      'table conversation_hours',
      'index conversation_facts_labels',
      'index contact_days_first',
    ],
    rows: `INSERT INTO conversation_hours (date, hour, session_id, conversation_id, who, messages)
      VALUES ('2026-01-01', 23, 'x', gen_random_uuid(), 'customer', 1)`,
  },
  '019-campaigns': {
    makes: ['trigger campaigns_notify'],
    rows: `INSERT INTO campaigns (object_id, business_id, name, code, status, ended_at)
      VALUES (repeat('e', 24), NULL, 'Fair', 'FAIR', 'ended', now())`,
  },
  '020-lead-views': {
    makes: ['table lead_views', 'index lead_views_user_id', 'trigger lead_views_notify'],
    rows: `INSERT INTO lead_views (object_id, user_id, name, choice, sort, layout, is_shared)
      VALUES (repeat('e', 24), 1, 'Open', '{}', '{"by": "value"}', 'board', true)`,
  },
  '021-lead-judgements': {
    makes: [
      'table lead_judgements',
      'table lead_corrections',
      'index leads_phone_key',
      'index lead_judgements_judged_at',
      'index lead_judgements_judged_by',
      'trigger lead_corrections_notify',
    ],
    rows: `INSERT INTO lead_judgements (conversation_id, message_id, is_lead, judged_by)
      VALUES (gen_random_uuid(), '3EB0', false, 1);
      INSERT INTO lead_corrections (version, object_id, model_version, judgements, applied_by)
      VALUES (1, repeat('e', 24), 1, 12, 1)`,
  },
  '022-access': {
    makes: [
      'table user_passwords',
      'table invitations',
      'table desktops',
      'index invitations_email',
      'index desktops_user_id',
      'trigger users_keep_an_owner',
      'trigger desktops_notify',
    ],
    rows: `INSERT INTO user_passwords (user_id, cost, block_size, parallelization, salt, hash)
      VALUES (1, 4096, 8, 1, '\\x01', '\\x02');
      INSERT INTO invitations (object_id, email, role, code_hash, invited_by, expires_at)
      VALUES (repeat('f', 24), 'bilal@example.com', 'agent', '\\x03', 1, '2030-01-01');
      INSERT INTO desktops (desk_id, user_id, name) VALUES (gen_random_uuid(), 1, 'a computer')`,
  },
  '024-access-log': {
    makes: [
      'table access_log',
      'table access_log_chains',
      'index access_log_at',
      'index access_log_user_id',
      'index access_log_subject',
      'function append_access_log',
      'function ensure_access_log_month',
      'function keep_access_log_closed',
      'function refuse_access_log_change',
      'trigger access_log_unchanged',
      'trigger access_log_not_emptied',
      'trigger access_log_chains_unchanged',
      'trigger access_log_chains_not_emptied',
    ],
    rows: `SELECT append_access_log(gen_random_uuid(), gen_random_uuid(), 0, NULL, now(),
      '[{"at": 1, "action": "opened", "command": "x", "subjectKind": "inbox", "outcome": "done",
         "count": 1, "seal": "AAAA"}]')`,
  },
  '025-consent-keywords': {
    makes: ['index contact_consents_of_keyword'],
    rows: `INSERT INTO contact_consents
        (object_id, contact_id, purpose, state, method, said_at, conversation_id, message_id)
      VALUES (repeat('f', 24), repeat('c', 24), 'marketing', 'withdrawn', 'keyword', now(),
        gen_random_uuid(), '3EB0')`,
  },
  '026-retention': {
    makes: [
      'table retention_policies',
      'table legal_holds',
      'table retention_runs',
      'index retention_policies_of',
      'index legal_holds_standing',
      'index retention_runs_running',
      'index retention_runs_started_at',
      'function expire_session_logs',
      'trigger retention_policies_notify',
      'trigger legal_holds_notify',
      'trigger retention_runs_notify',
    ],
    rows: `INSERT INTO retention_policies (kind, days, updated_by) VALUES ('messages', 90, 1);
      INSERT INTO legal_holds (contact_id, reason, placed_by) VALUES (repeat('c', 24), 'A court', 1);
      INSERT INTO retention_runs (desk_id) VALUES (gen_random_uuid())`,
  },
  '027-erasure': {
    makes: [
      'table erasures',
      'table erasure_desktops',
      'table suppressions',
      'index erasures_erasure_id',
      'index erasures_unfinished',
      'index erasures_started_by',
      'index erasure_desktops_desktop',
      'index erasure_desktops_erasure_id',
      'index suppressions_id_hash',
      'function known_desktops',
      'function erase_rows',
      'trigger erasures_notify',
      'trigger erasures_step_notify',
      'trigger erasure_desktops_notify',
    ],
    rows: `INSERT INTO erasures (erasure_id, contact_id, subject, reason, plan, conversation_ids)
        VALUES (gen_random_uuid(), repeat('c', 24), 'x', 'objection', '{}', '{}');
      INSERT INTO erasure_desktops VALUES (1, gen_random_uuid());
      INSERT INTO suppressions VALUES ('x', now())`,
  },
  '029-remember-colleague': {
    makes: ['function remember_colleague'],
    rows: `SELECT remember_colleague(repeat('9', 24), 'Old', 'old@example.com')`,
  },
};
const names = Object.keys(postgresMigrations);

describe.each(postgresServers)('migrating $name', ({ start }) => {
  let server: PostgresServer;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await start();
  });

  afterAll(async () => {
    for (const close of closers.reverse()) await close();
    await server.stop();
  });

  const open = (url: string): Kysely<Tables> => {
    const pool = new pg.Pool({ connectionString: url });
    pool.on('error', () => {});
    pool.on('connect', (client) => client.on('error', () => {}));
    closers.push(() => pool.end());
    return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  };
  const emptyDatabase = async (): Promise<{ url: string; db: Kysely<Tables> }> => {
    const database = await ownDatabase(server.url);
    closers.push(() => database.stop());
    return { url: database.url, db: open(database.url) };
  };
  const run = async <T>(db: Kysely<Tables>, statement: string): Promise<T[]> =>
    (await sql.raw<T>(statement).execute(db)).rows;
  const upTo = (name: string): Record<string, Migration> =>
    Object.fromEntries(Object.entries(postgresMigrations).slice(0, names.indexOf(name) + 1));

  /** One database that goes through all steps, and has rows of each when the next one comes. */
  let db: Kysely<Tables>;

  beforeAll(async () => {
    ({ db } = await emptyDatabase());
  });

  describe.each(names)('%s', (name) => {
    let rowsBefore: Record<string, unknown[]>;

    it('migrates', async () => {
      rowsBefore = await allRows(db);
      const before = await objectsOf(db);
      for (const made of steps[name]?.makes ?? []) expect(before).not.toContain(made);
      expect(await migratePostgres(db, upTo(name))).toEqual([name]);
      expect(await objectsOf(db)).toEqual(expect.arrayContaining(steps[name]?.makes ?? ['?']));
    });

    it('leaves alone what was there', async () => {
      expect(await allRows(db)).toMatchObject(rowsBefore);
    });

    it('does nothing the second time', async () => {
      if (steps[name]?.rows) await run(db, steps[name].rows);
      const before = [await objectsOf(db), await allRows(db)];
      expect(await migratePostgres(db, upTo(name))).toEqual([]);
      expect([await objectsOf(db), await allRows(db)]).toEqual(before);
    });
  });

  it('makes whoever came first the owner, and the others agents', async () => {
    const { db } = await emptyDatabase();
    await migratePostgres(db, upTo('021-lead-judgements'));
    await run(
      db,
      `INSERT INTO users (object_id, name, email) VALUES (repeat('a', 24), 'Ana', 'ana@example.com'),
        (repeat('b', 24), 'Bilal', 'bilal@example.com'), (repeat('c', 24), 'Carla', 'carla@example.com')`,
    );
    await migratePostgres(db);
    const people = await db.selectFrom('users').select(['name', 'role']).orderBy('id').execute();
    expect(people).toEqual([
      { name: 'Ana', role: 'owner' },
      { name: 'Bilal', role: 'agent' },
      { name: 'Carla', role: 'agent' },
    ]);
  });

  it('runs every step on an empty database, and none of them again', async () => {
    const { db } = await emptyDatabase();
    expect(await migratePostgres(db)).toEqual(names);
    expect(await migratePostgres(db)).toEqual([]);
  });

  it('is done once by two desktops that start together', async () => {
    const { url, db } = await emptyDatabase();
    const both = await Promise.all([migratePostgres(db), migratePostgres(open(url))]);
    expect(both.flat()).toEqual(names);
  });

  const slowStep = { '998-slow': { up: sleepInTheMiddle } };

  it('leaves nothing half when the app is killed in the middle, and the next desktop does it all', async () => {
    const { url, db } = await emptyDatabase();
    const { proxy, url: proxied } = await FlakyProxy.before(url);
    const killed = migratePostgres(open(proxied), { ...postgresMigrations, ...slowStep });
    const died = expect(killed).rejects.toMatchObject({ code: 'database_unreachable' });
    await expect.poll(() => sleepers(db), { timeout: 30_000 }).toBe(1);
    proxy.cut();
    await died;
    // Its lock is held until the server notices; whoever comes next waits for that.
    expect(await migratePostgres(db)).toEqual(names);
    expect(await objectsOf(db)).not.toContain('table half_done');
    await proxy.stop();
  });

  it('leaves nothing half when the server ends the connection in the middle', async () => {
    const { db, url } = await emptyDatabase();
    const failed = expect(
      migratePostgres(open(url), { ...postgresMigrations, ...slowStep }),
    ).rejects.toMatchObject({ code: 'database_unreachable' });
    await expect.poll(() => sleepers(db), { timeout: 30_000 }).toBe(1);
    await run(
      db,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event = 'PgSleep'`,
    );
    await failed;
    expect(await objectsOf(db)).toEqual([
      'table schema_migrations',
      'table schema_migrations_lock',
    ]);
    expect(await migratePostgres(db)).toEqual(names);
  });

  it('takes back what a failing step did, and names the step', async () => {
    const { db } = await emptyDatabase();
    const broken = {
      ...postgresMigrations,
      '999-broken': {
        up: async (database: Kysely<unknown>) => {
          await sql`CREATE TABLE half_done (id integer)`.execute(database);
          await sql`SELECT no_such_function()`.execute(database);
        },
      },
    };
    await expect(migratePostgres(db, broken)).rejects.toMatchObject({
      code: 'database_migration_failed',
      message: expect.stringContaining('999-broken') as string,
    });
    expect(await objectsOf(db)).not.toContain('table half_done');
  });

  it('leaves a database alone that a newer version has changed', async () => {
    const { db } = await emptyDatabase();
    await migratePostgres(db, { ...postgresMigrations, '999-newer': { up: async () => {} } });
    await expect(migratePostgres(db)).rejects.toMatchObject({ code: 'database_migration_failed' });
  });

  const sleepers = async (db: Kysely<Tables>): Promise<number> =>
    (
      await run(
        db,
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
      )
    ).length;

  /** Everything that a migration can make, except what belongs to it anyway. */
  const objectsOf = async (db: Kysely<Tables>): Promise<string[]> => {
    const rows = await run<{ object: string }>(
      db,
      `SELECT CASE relkind WHEN 'i' THEN 'index ' WHEN 'I' THEN 'index ' ELSE 'table ' END || relname AS object
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'i', 'I')
           AND relname NOT LIKE '%_pkey'
       UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
       UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
       ORDER BY 1`,
    );
    return rows.map(({ object }) => object);
  };

  /** Every row of every table, by table. */
  const allRows = async (db: Kysely<Tables>): Promise<Record<string, unknown[]>> => {
    const tables = (await objectsOf(db))
      .filter((object) => object.startsWith('table ') && !object.includes('schema_migrations'))
      .map((object) => object.slice('table '.length));
    const rows: Record<string, unknown[]> = {};
    for (const table of tables) rows[table] = await run(db, `SELECT * FROM ${table} ORDER BY 1, 2`);
    return rows;
  };
});

async function sleepInTheMiddle(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE half_done (id integer)`.execute(db);
  await sql`SELECT pg_sleep(1)`.execute(db);
}
