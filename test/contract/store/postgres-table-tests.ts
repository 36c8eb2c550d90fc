import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { newObjectId, type OpenPostgres } from './open-postgres.ts';
import { postgresIndexTests } from './postgres-index-tests.ts';

const UNIQUE = '23505';
const CHECK = '23514';
const NOT_NULL = '23502';
const FOREIGN_KEY = '23503';

export function postgresTableTests(databases: () => OpenPostgres): void {
  let open: OpenPostgres;
  let businessId: number;

  beforeAll(async () => {
    open = databases();
    businessId = await insert('businesses', { object_id: newObjectId(), name: randomUUID() });
  });

  /** The id of the row. */
  const insert = async (table: string, row: Record<string, unknown>): Promise<number> => {
    const columns = Object.keys(row);
    const { rows } = await open.raw.query<{ id: number }>(
      `INSERT INTO ${table} (${columns.join(', ')})
       VALUES (${columns.map((_, index) => `$${index + 1}`).join(', ')}) RETURNING id`,
      Object.values(row),
    );
    return rows[0]?.id ?? 0;
  };

  describe('message_analytics', () => {
    let day = 0;
    const figures = (change: Record<string, unknown> = {}) => ({
      date: new Date(Date.UTC(2001, 0, ++day)).toISOString().slice(0, 10),
      business_id: businessId,
      definition_version: 1,
      updated_by: open.deskId,
      ...change,
    });

    it('works out the average from count and sum, and has none where nobody answered', async () => {
      const answered = await insert(
        'message_analytics',
        figures({ response_time_count: 3, response_time_sum_seconds: 1000 }),
      );
      const silent = await insert('message_analytics', figures());
      const { rows } = await open.raw.query<{ average: string | null }>(
        `SELECT average_response_time_minutes AS average FROM message_analytics
         WHERE id IN ($1, $2) ORDER BY id`,
        [answered, silent],
      );
      expect(rows).toEqual([{ average: '5.56' }, { average: null }]);
    });

    it('can be added up over days to what the whole span has', async () => {
      const session_id = randomUUID();
      const histograms = [
        [1, 0, 2],
        [0, 5, 1],
      ];
      for (const histogram of histograms) {
        await insert(
          'message_analytics',
          figures({
            session_id,
            response_time_count: histogram.reduce((sum, count) => sum + count),
            response_time_sum_seconds: 60,
            response_time_histogram: histogram,
          }),
        );
      }
      const { rows } = await open.raw.query(
        `SELECT sum(response_time_count)::int AS count, sum(response_time_sum_seconds)::int AS seconds,
           (SELECT array_agg(n ORDER BY place) FROM (
             SELECT place, sum(n)::int AS n FROM message_analytics,
               unnest(response_time_histogram) WITH ORDINALITY AS classes (n, place)
             WHERE session_id = $1 GROUP BY place) AS classes) AS histogram
         FROM message_analytics WHERE session_id = $1`,
        [session_id],
      );
      expect(rows).toEqual([{ count: 9, seconds: 120, histogram: [1, 5, 3] }]);
    });

    it.each([
      ['a session of a business', { session_id: 'a' }],
      ['all sessions of a business', { session_id: null }],
      ['everything', { session_id: null, business_id: null }],
    ])('has one row for a day and %s', async (_, who) => {
      const row = figures(who);
      await insert('message_analytics', row);
      await expect(insert('message_analytics', row)).rejects.toMatchObject({
        code: UNIQUE,
        constraint: 'message_analytics_day',
      });
    });

    it.each([
      ['a total that is not the sum', { total_messages: 3, incoming_messages: 1 }, CHECK],
      ['a negative count', { total_messages: -1, incoming_messages: -1 }, CHECK],
      ['seconds without an answer', { response_time_sum_seconds: 5 }, CHECK],
      ['a class with a negative count', { response_time_histogram: [1, -1] }, CHECK],
      ['a class without a count', { response_time_histogram: [1, null] }, CHECK],
      ['no version of the definitions', { definition_version: 0 }, CHECK],
      ['a business that is not there', { business_id: 2_000_000_000 }, FOREIGN_KEY],
    ])('refuses %s', async (_, change, code) => {
      await expect(insert('message_analytics', figures(change))).rejects.toMatchObject({ code });
    });
  });

  describe('campaigns', () => {
    const campaign = (change: Record<string, unknown> = {}) => ({
      object_id: newObjectId(),
      business_id: businessId,
      name: 'Autumn',
      code: 'AUTUMN',
      starts_at: '2030-09-01T00:00:00Z',
      ends_at: '2030-12-01T00:00:00Z',
      ...change,
    });

    it('begin as drafts, and may have no end', async () => {
      const id = await insert('campaigns', campaign({ ends_at: null }));
      const { rows } = await open.raw.query('SELECT status FROM campaigns WHERE id = $1', [id]);
      expect(rows).toEqual([{ status: 'draft' }]);
    });

    it.each([
      ['an end before the beginning', { ends_at: '2030-08-31T00:00:00Z' }, CHECK],
      ['a state that there is not', { status: 'forgotten' }, CHECK],
      ['no code', { code: null }, NOT_NULL],
      ['a budget of no currency', { budget_minor: 5 }, CHECK],
      ['a budget below nothing', { budget_minor: -5, currency: 'EUR' }, CHECK],
      ['an end that nobody set', { status: 'ended' }, CHECK],
      ['a business that is not there', { business_id: 2_000_000_000 }, FOREIGN_KEY],
    ])('refuse %s', async (_, change, code) => {
      await expect(insert('campaigns', campaign(change))).rejects.toMatchObject({ code });
    });

    it('stay as long as a lead came of them', async () => {
      const id = await insert('campaigns', campaign());
      const sealed = Buffer.from('sealed');
      const lead = await insert('leads', {
        object_id: newObjectId(),
        campaign_id: id,
        conversation_id: randomUUID(),
        message_id: '3EB0',
        contact_name: sealed,
        reasons: sealed,
        excerpt: sealed,
        source: 'whatsapp',
        created_at: new Date(0),
        updated_by: open.deskId,
      });
      const remove = () => open.raw.query('DELETE FROM campaigns WHERE id = $1', [id]);
      await expect(remove()).rejects.toMatchObject({ code: FOREIGN_KEY });
      await open.raw.query('DELETE FROM leads WHERE id = $1', [lead]);
      expect((await remove()).rowCount).toBe(1);
    });
  });

  it.each([
    ['users', { object_id: 'a'.repeat(24), name: 'One', email: randomUUID() }],
    ['businesses', { object_id: 'a'.repeat(24), name: randomUUID() }],
  ])('%s have one row for each id of MongoDB', async (table, row) => {
    await insert(table, row);
    const other = {
      ...row,
      ...('email' in row ? { email: randomUUID() } : { name: randomUUID() }),
    };
    await expect(insert(table, other)).rejects.toMatchObject({
      code: UNIQUE,
      constraint: `${table}_object_id`,
    });
    await open.raw.query(`DELETE FROM ${table} WHERE object_id = $1`, [row.object_id]);
  });

  it('rate_limiting has one row for each window', async () => {
    const row = {
      identifier: randomUUID(),
      identifier_type: 'user',
      endpoint: 'message.send',
      method: 'SEND',
      window_start: '2030-01-01T00:00:00Z',
      window_end: '2030-01-01T01:00:00Z',
    };
    await insert('rate_limiting', row);
    await expect(insert('rate_limiting', row)).rejects.toMatchObject({ code: UNIQUE });
    const backwards = { ...row, window_start: '2031-01-01T00:00:00Z' };
    await expect(insert('rate_limiting', backwards)).rejects.toMatchObject({ code: CHECK });
  });

  describe('the indexes', () => postgresIndexTests(() => open));
}
