import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/common/clock.ts';
import { newPassphraseParameters } from '../../../src-main/crypto/passphrase.ts';
import type { RowChange } from '../../../src-main/store/row-feed.ts';
import { migratePostgres } from '../../../src-main/store/postgres/migrate-postgres.ts';
import {
  connectPostgres,
  type PostgresConnection,
} from '../../../src-main/store/postgres/postgres-connection.ts';
import { postgresRowFeed } from '../../../src-main/store/postgres/postgres-row-feed.ts';
import { postgresProbe } from '../../../src-main/store/postgres/postgres-probe.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { ensureComingLogMonths } from '../../../src-main/store/postgres/session-log-partitions.ts';
import {
  ContactId,
  ConversationId,
  MessageId,
  SessionId,
} from '../../../src-preload/contract/ids.ts';
import type { CampaignDraft } from '../../../src-preload/contract/campaign.ts';
import { newestFirst } from '../../../src-preload/contract/lead.ts';
import type { LeadViewDraft } from '../../../src-preload/contract/lead-view.ts';
import {
  ownDatabase,
  type PostgresServer,
  postgresServers,
} from '../../support/databases/postgres-servers.ts';
import { anEntry } from '../../support/access-log/access-desk.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { QUICK_COST } from '../../support/databases/test-workspace.ts';
import { newObjectId } from './open-postgres.ts';

const script = new URL('../../../resources/database-roles/postgres-roles.sql', import.meta.url);
const FORBIDDEN = '42501';

const disposable = postgresServers.filter(({ isDisposable }) => isDisposable);

describe.each(disposable)('the roles in $name', ({ start }) => {
  let server: PostgresServer;
  let database: PostgresServer;
  let admin: pg.Client;
  let desk: PostgresConnection;
  const password = randomUUID();

  const addressOf = (login: string): string => {
    const address = new URL(database.url);
    address.username = login;
    address.password = password;
    return address.href;
  };

  beforeAll(async () => {
    server = await start();
    database = await ownDatabase(server.url);
    admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    await admin.query(await readFile(script, 'utf8'));
    // As resources/docs/database-roles.md says.
    await admin.query(`
      CREATE ROLE upgrade LOGIN PASSWORD '${password}' IN ROLE alexia_owner;
      ALTER ROLE upgrade SET role = 'alexia_owner';
      CREATE ROLE ana LOGIN PASSWORD '${password}' IN ROLE alexia_desk;
      CREATE ROLE bilal LOGIN PASSWORD '${password}' IN ROLE alexia_desk;
      CREATE ROLE carla LOGIN PASSWORD '${password}' IN ROLE alexia_lead`);
    desk = await connectPostgres(addressOf('ana'), () => {});
  });

  afterAll(async () => {
    await desk.pool.end();
    await admin.end();
    await database.stop();
    await server.stop();
  });

  it('let a desktop make no tables: it says that the database has to be brought up to date', async () => {
    await expect(migratePostgres(desk.db)).rejects.toMatchObject({
      code: expect.stringMatching(/^database_(migration_failed|rights_missing)$/) as string,
    });
  });

  it('let the owner make them', async () => {
    const owner = await connectPostgres(addressOf('upgrade'), () => {});
    expect(await migratePostgres(owner.db)).not.toEqual([]);
    await owner.pool.end();
    const { rows } = await admin.query<{ owner: string }>(
      `SELECT DISTINCT tableowner AS owner FROM pg_tables WHERE schemaname = 'public'`,
    );
    expect(rows).toEqual([{ owner: 'alexia_owner' }]);
    // Once more, for what only tables that exist can take back.
    await admin.query(await readFile(script, 'utf8'));
  });

  it('let a desktop do all that it does', async () => {
    expect(await migratePostgres(desk.db)).toEqual([]);
    await ensureComingLogMonths(desk.db);
    const { users, businesses, leads, sessionLogs, rateLimits, ...others } = postgresStores(desk, {
      keys: testKeyRing(),
      deskId: randomUUID(),
      newObjectId,
    });
    const { inboxViews, quickReplies, consents, labels, team, businessHours } = others;
    const { leadEvidence, leadRules, leadViews, campaigns } = others;
    const { leadJudgements, leadCorrections, accessLog } = others;
    const heard: RowChange[] = [];
    const stop = await postgresRowFeed({
      url: addressOf('ana'),
      clock: systemClock,
      random: () => 0,
      log: recordedLog(),
    }).subscribe((change) => heard.push(change));

    const { userId } = await users.signIn({ name: 'Ana', email: 'ana@example.com' });
    await users.signIn({ name: 'Ana María', email: 'ana@example.com' });
    const { business } = await businesses.create({ name: 'Sillas' });
    expect(await businesses.setHighVolume(business.businessId, true)).toBe('changed');
    const { lead } = await leads.open({
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('3EB0'),
      userId,
      businessId: business.businessId,
      contactName: 'Eva',
      reasons: [],
      excerpt: '',
      createdAt: 1,
    });
    expect((await leads.page({ limit: 5 })).items).toEqual([lead]);
    const change = { leadId: lead.leadId, version: 1, change: { notes: 'Call' }, by: userId };
    expect(await leads.update(change)).toMatchObject({ outcome: 'saved' });
    await leads.setStages(await leads.stages());
    const { conversationId, leadId } = lead;
    const messageId = MessageId.parse(lead.messageId);
    const evidence = { conversationId, messageId, leadId, saidAt: 1, score: 60, reasons: [] };
    expect(await leadEvidence.add([evidence])).toEqual([leadId]);
    expect(await leadEvidence.look([evidence])).toMatchObject([{ counted: true, open: leadId }]);
    expect(await leadEvidence.of(leadId, 5)).toHaveLength(1);
    await leadJudgements.judge([{ conversationId, messageId, isLead: false }], userId);
    expect(await leadJudgements.newest(5)).toHaveLength(1);
    await leadJudgements.withdraw([{ conversationId, messageId }]);
    const learned = { modelVersion: 1, correction: null, judgements: 0 };
    expect(await leadCorrections.apply(learned, { after: 0, by: userId })).toBe('applied');
    const ruleDraft = { kind: 'phrase', content: 'x', points: 1, businessId: null } as const;
    const leadRule = await leadRules.create({ ...ruleDraft, isOn: true, userId }, 5);
    if (leadRule.outcome !== 'saved') throw new Error('There was none before');
    const { ruleId } = leadRule.rule;
    await leadRules.update(ruleId, { ...ruleDraft, isOn: false, userId });
    expect(await leadRules.remove(ruleId)).toBe('removed');
    const view = { name: 'Mine', filter: { assignee: 'me' }, sort: 'newest' } as const;
    const { viewId } = await inboxViews.create(userId, view);
    expect(await inboxViews.move(userId, viewId, 0)).toHaveLength(1);
    expect(await inboxViews.remove(userId, viewId)).toBe('removed');
    const leadView: LeadViewDraft = {
      ...{ name: 'Mine', choice: {}, sort: newestFirst },
      ...{ layout: 'board', isShared: true },
    };
    const { viewId: leadViewId } = await leadViews.create(userId, leadView);
    await leadViews.update(userId, leadViewId, { ...leadView, name: 'Ours' });
    expect(await leadViews.remove(userId, leadViewId)).toBe('removed');
    const campaignDraft: CampaignDraft = {
      ...{ name: 'Autumn', businessId: business.businessId, channel: 'shop', code: 'AUTUMN' },
      ...{ startsAt: null, endsAt: null, budget: null, status: 'active' },
    };
    const campaign = await campaigns.create(campaignDraft);
    if (campaign.outcome !== 'saved') throw new Error('There was none before');
    const { campaignId } = campaign.campaign;
    await campaigns.update(campaignId, { ...campaignDraft, status: 'ended' });
    expect(await leads.noteCampaigns([{ conversationId, campaignId }])).toEqual([leadId]);
    expect(await campaigns.leadResults()).toMatchObject([{ campaignId, leads: 1 }]);
    const contactId = ContactId.parse('f'.repeat(24));
    await consents.record({
      ...{ contactId, userId, purpose: 'marketing', state: 'given' },
      ...{ method: 'form', at: 1, message: null },
    });
    expect(await consents.list([contactId], 5)).toHaveLength(1);
    const draft = { shortcut: 'hours', content: 'We open at nine', businessId: null, userId };
    const saved = await quickReplies.create(draft);
    if (saved.outcome !== 'saved') throw new Error('There was none before');
    const { quickReplyId } = saved.quickReply;
    expect(await quickReplies.update(quickReplyId, draft)).toMatchObject({ outcome: 'saved' });
    expect(await quickReplies.list()).toHaveLength(1);
    expect(await quickReplies.remove(quickReplyId)).toBe('removed');
    const label = await labels.create({ name: 'urgent', colour: 'orange' });
    if (label.outcome !== 'saved') throw new Error('There was none before');
    const { labelId } = label.label;
    const renamed = await labels.update(labelId, { name: 'very urgent', colour: 'pink' });
    expect(renamed).toMatchObject({ outcome: 'saved' });
    expect(await labels.move(labelId, 0)).toHaveLength(1);
    expect(await labels.remove(labelId)).toBe('removed');
    expect(await team.setAway(userId, false)).toBe('unchanged');
    await team.setRota({ businessId: null, isOn: true, members: [userId] });
    const turn = {
      conversationId: ConversationId.parse(randomUUID()),
      messageId: MessageId.parse('3EB0'),
    };
    expect(await team.takeTurn({ ...turn, businessId: null })).toBe(userId);
    await team.giveTurnBack(turn);
    const rule = { businessId: business.businessId, hours: null, targetMinutes: 30 };
    expect(await businessHours.set(rule, userId)).toBe('saved');
    expect(await businessHours.list()).toMatchObject([rule]);
    await sessionLogs.append([
      {
        eventId: randomUUID(),
        sessionId: SessionId.parse(randomUUID()),
        userId,
        eventType: 'connected',
        severity: 'info',
        message: 'Connected',
        eventData: {},
        createdAt: Date.parse('2024-02-01T00:00:00Z'),
      },
    ]);
    const chain = { chainId: randomUUID(), deviceId: randomUUID(), entries: [anEntry()] };
    expect(await accessLog.append({ ...chain, previous: null })).toMatchObject({ stored: 1 });
    expect((await accessLog.page({ limit: 5 })).items).toHaveLength(1);
    expect(await accessLog.verify([])).toMatchObject({ rows: 1 });
    const { rows } = await admin.query('SELECT FROM whatsapp_session_logs_2024_02');
    expect(rows).toHaveLength(1);
    expect(
      await rateLimits.take([
        {
          identifier: userId,
          identifierType: 'user',
          endpoint: 'message.send',
          method: 'SEND',
          limit: 1,
          windowMs: 3_600_000,
        },
      ]),
    ).toMatchObject({ outcome: 'allowed' });
    await expect
      .poll(() => heard.map(({ kind }) => kind).filter((kind) => kind !== 'team'))
      .toEqual([
        'business',
        'business',
        'lead',
        'lead',
        'leadStages',
        // It has become stronger.
        'lead',
        // One was applied, and three are of the rules.
        ...Array<string>(4).fill('leadRules'),
        ...Array<string>(3).fill('leadViews'),
        ...Array<string>(2).fill('campaigns'),
        'lead',
        'consents',
        ...Array<string>(3).fill('quickReplies'),
        ...Array<string>(4).fill('labels'),
        'businessHours',
      ]);
    await stop();

    // What a desktop may neither change nor take away goes with a person who is erased.
    const { erasures } = others;
    const plan = {
      ...{ contacts: [{ id: contactId, sessionId: 'x', pseudonym: 'p' }], conversations: [] },
      ...{ people: ['pseudonym'], tokens: [], phoneKeys: [], leads: [leadId], subject: 's' },
    };
    const erasureId = await erasures.begin({ contactId, plan, reason: 'objection', userId });
    expect(await erasures.take(1_000)).toMatchObject({ erasureId, plan });
    await erasures.eraseRows(plan, async (gone) =>
      expect(gone).toMatchObject({ leads: 1, consents: 1 }),
    );
    expect(await erasures.lookAtRows(plan)).toMatchObject({ left: 0 });
    await erasures.settle(erasureId);
    await erasures.end(erasureId, 'done', null);
    expect(await erasures.list()).toMatchObject([{ erasureId, state: 'done', awaited: [] }]);
    for (const table of ['erasures', 'erasure_desktops', 'suppressions']) {
      await expect(desk.pool.query(`DELETE FROM ${table}`)).rejects.toMatchObject({
        code: FORBIDDEN,
      });
    }
  });

  it('let people sign in and owners lead, each with a login of their own', async () => {
    const contextOf = () => ({ keys: testKeyRing(), deskId: randomUUID(), newObjectId });
    const [anas, carlas] = [contextOf(), contextOf()];
    const agent = postgresStores(desk, anas);
    const leading = await connectPostgres(addressOf('carla'), () => {});
    const { users, access } = postgresStores(leading, carlas);
    const token = randomBytes(32);
    const computer = 'a computer';
    const owner = await users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const { userId } = owner;
    expect(await access.checkIn({ userId, token: null, computer })).toMatchObject({
      outcome: 'in',
      role: 'owner',
    });
    const first = { parameters: newPassphraseParameters(QUICK_COST), key: randomBytes(32) };
    expect(await access.setPassword(userId, null, first)).toBe(true);
    expect(await access.setPassword(userId, null, first)).toBe(false);
    expect(await access.signIn({ userId, key: randomBytes(32), token, computer })).toBe(false);
    expect(await access.signIn({ userId, key: first.key, token, computer })).toBe(true);

    const code = randomBytes(13);
    const email = 'bilal@example.com';
    const expiresAt = Date.now() + 60_000;
    await access.invite({ email, role: 'agent', code, expiresAt, by: userId });
    expect(await access.invitations()).toHaveLength(1);
    const password = { parameters: newPassphraseParameters(QUICK_COST), key: randomBytes(32) };
    const bilal = await agent.access.useInvitation({ code, name: 'Bilal', email, password });
    if (!bilal) throw new Error('The code should have held');
    const again = { code, name: 'Bilal', email, password };
    expect(await agent.access.useInvitation(again)).toBeNull();
    const own = { userId: bilal.userId, key: password.key, token, computer };
    expect(await agent.access.signIn(own)).toBe(true);
    const comes = { userId: bilal.userId, token, computer };
    expect(await agent.access.checkIn(comes)).toMatchObject({ outcome: 'in', role: 'agent' });

    expect(await access.setRole(bilal.userId, 'manager')).toBe('changed');
    expect(await access.setRole(userId, 'manager')).toBe('lastOwner');
    expect(await access.members()).toHaveLength(2);
    expect(await access.resetPassword(bilal.userId)).toBe(true);
    expect(await agent.access.checkIn(comes)).toMatchObject({ outcome: 'signIn' });
    expect(await access.desktops()).toHaveLength(2);
    expect(await access.shutOut(anas.deskId, userId)).toBe('shutOut');
    expect(await agent.access.checkIn(comes)).toEqual({ outcome: 'shutOut' });
    await leading.pool.end();
  });

  it('let an owner end the login of a desktop that was lost, and no other', async () => {
    const bilals = await connectPostgres(addressOf('bilal'), () => {});
    const leading = await connectPostgres(addressOf('carla'), () => {});
    const end = async (login: string) =>
      (await leading.pool.query<{ yes: boolean }>('SELECT alexia_end_login($1) AS yes', [login]))
        .rows[0]?.yes;
    const administrator = new URL(database.url).username;
    for (const login of ['upgrade', administrator, 'carla', 'nobody']) {
      expect(await end(login), login).toBe(false);
    }
    expect(await end('bilal')).toBe(true);
    await expect(bilals.pool.query('SELECT 1')).rejects.toThrow();
    await bilals.pool.end();
    await expect(connectPostgres(addressOf('bilal'), () => {})).rejects.toMatchObject({
      code: 'database_refused_login',
    });
    await leading.pool.end();
  });

  it('let nobody change the access log, also where somebody was given rights by mistake', async () => {
    const { rows } = await admin.query<{ month: string }>(
      `SELECT inhrelid::regclass::text AS month FROM pg_inherits WHERE inhparent = 'access_log'::regclass`,
    );
    const months = rows.map(({ month }) => month);
    expect(months).toHaveLength(1);
    const tables = ['access_log', 'access_log_chains', ...months];
    for (const table of tables) {
      await admin.query(`GRANT INSERT, UPDATE, DELETE, TRUNCATE ON ${table} TO alexia_desk`);
      for (const statement of [
        `UPDATE ${table} SET seq = 7`,
        `DELETE FROM ${table}`,
        `TRUNCATE ${table}`,
      ]) {
        await expect(desk.pool.query(statement), statement).rejects.toMatchObject({
          code: FORBIDDEN,
          message: 'The access log is added to, never changed',
        });
      }
    }
    // The script takes such rights back.
    await admin.query(await readFile(script, 'utf8'));
    await expect(
      desk.pool.query('INSERT INTO access_log SELECT * FROM access_log'),
    ).rejects.toMatchObject({
      code: FORBIDDEN,
    });
  });

  it('cannot choose what the names mean in a function that works with the rights of another', async () => {
    const { rows } = await admin.query<{ proname: string; is_bound: boolean }>(
      `SELECT proname, EXISTS (SELECT FROM unnest(proconfig) AS setting
        WHERE setting LIKE 'search\\_path=%, pg_temp' AND setting NOT LIKE '%$user%') AS is_bound
      FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ is_bound }) => !is_bound)).toEqual([]);
  });

  it('are enough for the test of the connection', async () => {
    const probe = await postgresProbe(addressOf('ana')).logIn();
    await expect(probe.checkRights()).resolves.toBeUndefined();
    await probe.close();
  });

  it.each([
    'CREATE TABLE mine (id integer)',
    'CREATE ROLE friend',
    'CREATE DATABASE mine',
    'DROP TABLE leads',
    'TRUNCATE leads',
    'ALTER TABLE leads ADD COLUMN more text',
    'DROP FUNCTION ensure_session_log_partition',
    'ALTER TABLE leads DISABLE TRIGGER leads_notify',
    'UPDATE whatsapp_session_logs SET message = NULL',
    'DELETE FROM whatsapp_session_logs',
    'DELETE FROM whatsapp_session_logs_2024_02',
    `UPDATE contact_consents SET state = 'given'`,
    'DELETE FROM contact_consents',
    'DELETE FROM access_log',
    `UPDATE access_log SET command = 'x'`,
    'TRUNCATE access_log',
    'INSERT INTO access_log SELECT * FROM access_log',
    'UPDATE access_log_chains SET seq = 0',
    'DELETE FROM access_log_chains',
    `INSERT INTO access_log_chains VALUES (gen_random_uuid(), gen_random_uuid(), 1, NULL, now())`,
    'ALTER TABLE access_log DISABLE TRIGGER access_log_unchanged',
    'DROP FUNCTION append_access_log',
    'SELECT ensure_access_log_month(now())',
    'DELETE FROM users',
    `UPDATE users SET role = 'owner'`,
    'UPDATE users SET removed_at = NULL',
    `INSERT INTO users (object_id, name, email, role) VALUES (repeat('b', 24), 'x', 'x', 'owner')`,
    'SELECT * FROM user_passwords',
    'UPDATE user_passwords SET hash = NULL',
    'DELETE FROM user_passwords',
    'SELECT * FROM invitations',
    `INSERT INTO invitations (object_id, email, role, code_hash, expires_at)
     VALUES (repeat('c', 24), 'x', 'owner', 'x', now())`,
    'SELECT token_hash FROM desktops',
    'UPDATE desktops SET shut_out_at = NULL',
    `SELECT reset_password(repeat('a', 24))`,
    `SELECT put_password(1, 1, 1, 1, 'x', 'x')`,
    `SELECT remember_colleague(repeat('b', 24), 'x', 'x')`,
    `SELECT alexia_end_login('carla')`,
    'SELECT * FROM whatsapp_session_logs',
    'SELECT * FROM whatsapp_session_logs_2024_02',
    'DELETE FROM schema_migrations',
    'CREATE TEMPORARY TABLE mine (id integer)',
    'SELECT * FROM pg_authid',
    `COPY leads TO PROGRAM 'cat'`,
    'SET ROLE alexia_owner',
  ])('do not let a desktop %s', async (statement) => {
    await expect(desk.pool.query(statement)).rejects.toMatchObject({ code: FORBIDDEN });
  });

  it('do not let a desktop drop the database', async () => {
    const elsewhere = new URL(addressOf('ana'));
    const name = elsewhere.pathname.slice(1);
    await admin.query('GRANT CONNECT ON DATABASE postgres TO alexia_desk');
    elsewhere.pathname = '/postgres';
    const client = new pg.Client({ connectionString: elsewhere.href });
    await client.connect();
    await expect(client.query(`DROP DATABASE ${name}`)).rejects.toMatchObject({ code: FORBIDDEN });
    await client.end();
  });

  it('let nobody else into the database', async () => {
    await admin.query(`CREATE ROLE stranger LOGIN PASSWORD '${password}'`);
    const client = new pg.Client({ connectionString: addressOf('stranger') });
    await expect(client.connect()).rejects.toMatchObject({ code: FORBIDDEN });
  });
});
