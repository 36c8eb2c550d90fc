import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { SessionLogRow } from '../../../src-main/store/session-log-store.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import type { OpenPostgres } from './open-postgres.ts';

export function postgresLogTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;
  let userId: UserId;

  beforeAll(async () => {
    open = databases();
    ({ userId } = await open.stores.users.signIn({ name: 'Eva', email: 'eva@example.com' }));
  });

  const row = (change: Partial<SessionLogRow> = {}): SessionLogRow => ({
    eventId: randomUUID(),
    sessionId: SessionId.parse(randomUUID()),
    userId,
    eventType: 'connected',
    severity: 'info',
    message: 'Connected',
    eventData: { previous: 'syncing', attempt: 1, missing: ['a', 'b'] },
    createdAt: Date.parse('2025-03-31T23:59:59.999Z'),
    ...change,
  });
  const partitions = async (): Promise<string[]> => {
    const { rows } = await open.raw.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits
       WHERE inhparent = 'whatsapp_session_logs'::regclass ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };
  const placesOf = async (sessionId: string): Promise<string[]> => {
    const { rows } = await open.raw.query<{ place: string }>(
      `SELECT tableoid::regclass::text AS place FROM whatsapp_session_logs
       WHERE session_id = $1 ORDER BY created_at`,
      [sessionId],
    );
    return rows.map(({ place }) => place);
  };

  it('has partitions for this month and the next from the start', async () => {
    const { rows } = await open.raw.query<{ month: string }>(
      `SELECT to_char(at AT TIME ZONE 'UTC', '"whatsapp_session_logs_"YYYY_MM') AS month
       FROM unnest(ARRAY[now(), now() + interval '1 month']) AS at`,
    );
    expect(await partitions()).toEqual(expect.arrayContaining(rows.map(({ month }) => month)));
  });

  it('has a row once, however often it is written', async () => {
    const first = row();
    const { sessionLogs } = open.stores;
    await sessionLogs.append([first]);
    await sessionLogs.append([first, row({ sessionId: first.sessionId })]);
    await sessionLogs.append([]);
    const { rows } = await open.raw.query(
      `SELECT event_type, event_data, severity, message, logs.created_at, users.email
       FROM whatsapp_session_logs AS logs JOIN users ON users.id = user_id WHERE session_id = $1`,
      [first.sessionId],
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toEqual({
      event_type: 'connected',
      event_data: first.eventData,
      severity: 'info',
      message: 'Connected',
      created_at: new Date(first.createdAt),
      email: 'eva@example.com',
    });
  });

  it('puts each row into the partition of its month in UTC, which is made when it is missing', async () => {
    const first = row();
    const next = row({ sessionId: first.sessionId, createdAt: first.createdAt + 1 });
    await open.stores.sessionLogs.append([next, first]);
    expect(await placesOf(first.sessionId)).toEqual([
      'whatsapp_session_logs_2025_03',
      'whatsapp_session_logs_2025_04',
    ]);
  });

  it('makes the months of a summer time zone by UTC, too', async () => {
    await open.raw.query(`SET TIME ZONE 'Pacific/Auckland'`);
    await open.raw.query(`SELECT ensure_session_log_partition('2024-10-31T23:00:00Z')`);
    await open.raw.query('RESET TIME ZONE');
    const { rows } = await open.raw.query<{ bound: string }>(
      `SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_class
       WHERE relname = 'whatsapp_session_logs_2024_10'`,
    );
    const times = [...(rows[0]?.bound.matchAll(/'([^']+)'/g) ?? [])].map((match) =>
      new Date(match[1] ?? '').toISOString(),
    );
    expect(times).toEqual(['2024-10-01T00:00:00.000Z', '2024-11-01T00:00:00.000Z']);
  });

  it('is written by ten desktops at once that all miss the same months', async () => {
    const desktops = await Promise.all(Array.from({ length: 10 }, () => open.otherDesktop()));
    const sessionId = SessionId.parse(randomUUID());
    const months = ['2023-01', '2023-02', '2023-03'];
    await Promise.all(
      desktops.map(({ stores }, index) =>
        stores.sessionLogs.append(
          [...months.slice(index % 3), ...months.slice(0, index % 3)].map((month) =>
            row({ sessionId, createdAt: Date.parse(`${month}-15T12:00:00Z`) }),
          ),
        ),
      ),
    );
    await Promise.all(desktops.map((desktop) => desktop.close()));
    const places = await placesOf(sessionId);
    expect(places).toHaveLength(30);
    expect(new Set(places)).toEqual(
      new Set(months.map((month) => `whatsapp_session_logs_${month.replace('-', '_')}`)),
    );
  });

  it('moves what lies in the default partition when the partition of its month is made', async () => {
    const sessionId = randomUUID();
    const insert = (month: string) =>
      open.raw.query(
        `INSERT INTO whatsapp_session_logs (event_id, session_id, event_type, created_at)
         VALUES (gen_random_uuid(), $1, 'connected', $2)`,
        [sessionId, `${month}-10T00:00:00Z`],
      );
    await insert('2019-05');
    await insert('2019-06');
    expect(await placesOf(sessionId)).toEqual(Array(2).fill('whatsapp_session_logs_default'));
    await open.stores.sessionLogs.append([row({ createdAt: Date.parse('2019-05-01T00:00:00Z') })]);
    expect(await placesOf(sessionId)).toEqual([
      'whatsapp_session_logs_2019_05',
      'whatsapp_session_logs_default',
    ]);
  });

  it('takes a row also when the partition of its month was dropped meanwhile', async () => {
    const createdAt = Date.parse('2018-02-01T00:00:00Z');
    await open.stores.sessionLogs.append([row({ createdAt })]);
    await open.raw.query('DROP TABLE whatsapp_session_logs_2018_02');
    const late = row({ createdAt });
    await open.stores.sessionLogs.append([late]);
    expect(await placesOf(late.sessionId)).toEqual(['whatsapp_session_logs_default']);
  });

  it('takes a row of somebody who is not known, without a person', async () => {
    const stranger = row({ userId: UserId.parse('f'.repeat(24)) });
    await open.stores.sessionLogs.append([stranger]);
    const { rows } = await open.raw.query<{ user_id: number | null }>(
      'SELECT user_id FROM whatsapp_session_logs WHERE event_id = $1',
      [stranger.eventId],
    );
    expect(rows).toEqual([{ user_id: null }]);
  });
}
