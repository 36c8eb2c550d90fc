import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { randomUUID } from 'node:crypto';
import type { AccessEntry, ChainHead } from '../../../src-main/access-log/access-entry.ts';
import {
  ACCESS_LOG_SUBJECT,
  linkEntries,
  type SealedEntry,
} from '../../../src-main/access-log/chain.ts';
import { dropMonths } from '../../../src-main/access-log/drop-months.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { AccessLogStore } from '../../../src-main/store/access-log-store.ts';
import type { RelationalStores } from '../../../src-main/store/stores.ts';
import { AccessDesk, anEntry } from '../../support/access-log/access-desk.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { postgresServers } from '../../support/databases/postgres-servers.ts';
import {
  afterLostAnswer,
  newObjectId,
  openPostgres,
  type OpenPostgres,
} from '../store/open-postgres.ts';

describe.each(postgresServers)('the access log in $name', ({ start }) => {
  let open: OpenPostgres;
  let other: Awaited<ReturnType<OpenPostgres['otherDesktop']>>;
  let log: AccessLogStore;
  let ana: AccessDesk;
  let luis: AccessDesk;

  beforeAll(async () => {
    open = await openPostgres(await start());
    other = await open.otherDesktop();
    log = open.stores.accessLog;
  });

  afterAll(async () => {
    await other.close();
    await open.close();
  });

  beforeEach(async () => {
    await open.raw.query('TRUNCATE access_log, access_log_chains');
    ana = new AccessDesk();
    luis = new AccessDesk();
    await ana.start(log);
    await luis.start(other.stores.accessLog);
  });

  afterEach(async () => {
    await ana.remove();
    await luis.remove();
  });

  const all = async (): Promise<{ command: string; seq: number; chainId: string }[]> => {
    const { items } = await log.page({ limit: 1_000 });
    return items
      .map(({ entry, seq, chainId }) => ({ command: entry.command, seq, chainId }))
      .sort((a, b) => a.seq - b.seq);
  };
  /** What was done, without anchors, in order. */
  const commands = async (): Promise<string[]> =>
    (await all()).map(({ command }) => command).filter((command) => !command.startsWith('chain.'));
  const numbered = (from: number, to: number): AccessEntry[] =>
    Array.from({ length: to - from + 1 }, (_, index) => anEntry({ command: `c${from + index}` }));
  const names = (from: number, to: number): string[] =>
    numbered(from, to).map(({ command }) => command);
  /** The breaks of all chains, by the first letters that the test knows them by. */
  const breaks = async (remembered = ana.writer.remembered()) =>
    (await log.verify(remembered)).chains.flatMap((chain) => chain.break ?? []);
  const chainOf = (desk: AccessDesk): string => {
    const chainId = desk.journal.state?.chainId;
    if (chainId === undefined) throw new Error('It has not begun a chain');
    return chainId;
  };

  describe('that desktops write', () => {
    it('has every row once and in order, from two at the same time', async () => {
      await Promise.all(
        [ana, luis].map(async ({ writer }) => {
          for (let round = 0; round < 5; round++) {
            writer.take(numbered(round * 20, round * 20 + 19));
            await writer.flush();
          }
        }),
      );
      for (const desk of [ana, luis]) {
        const own = (await all()).filter(({ chainId }) => chainId === chainOf(desk));
        expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
        expect(
          own.map(({ command }) => command).filter((command) => !command.startsWith('chain.')),
        ).toEqual(names(0, 99));
      }
      expect(await breaks()).toEqual([]);
    });

    it('has both clocks, and nothing but ids', async () => {
      const before = Date.now();
      const entry = anEntry({ at: before - 86_400_000 });
      ana.writer.take([entry]);
      await ana.writer.flush();
      const { items } = await log.page({ limit: 5 });
      expect(items).toMatchObject([{ entry, deviceId: ana.deskId, seq: 1 }]);
      expect(Math.abs((items[0]?.recordedAt ?? 0) - before)).toBeLessThan(60_000);
    });

    it('keeps what it cannot write through an outage, and a kill in it', async () => {
      await ana.kill();
      const away: Pick<AccessLogStore, 'append' | 'heads'> = {
        append: () => Promise.reject(new Error('Connection terminated')),
        heads: () => Promise.reject(new Error('Connection terminated')),
      };
      await ana.start(away);
      ana.writer.take(numbered(1, 600));
      await expect(ana.writer.flush()).rejects.toThrow('Connection terminated');
      await ana.kill();
      expect(await commands()).toEqual([]);
      await ana.start(away);
      ana.writer.take(numbered(601, 700));
      await expect(ana.writer.flush()).rejects.toThrow('Connection terminated');
      await ana.kill();
      await ana.start(log);
      ana.writer.take(numbered(701, 710));
      await ana.writer.flush();
      expect(await commands()).toEqual(names(1, 710));
      expect(await breaks()).toEqual([]);
    });

    it('has a row once when the app is killed after it was written and before that was noted', async () => {
      ana.writer.take(numbered(1, 3));
      await ana.writer.flush();
      await ana.kill();
      // The database has done it, and nobody is there any more to hear so.
      await ana.start({
        heads: (since) => log.heads(since),
        append: async (input) => {
          await log.append(input);
          throw new Error('killed');
        },
      });
      ana.writer.take(numbered(4, 9));
      await expect(ana.writer.flush()).rejects.toThrow('killed');
      expect(await commands()).toEqual(names(1, 9));
      await ana.kill();
      await ana.start(log);
      ana.writer.take(numbered(10, 12));
      await ana.writer.flush();
      expect(await commands()).toEqual(names(1, 12));
      expect(await breaks()).toEqual([]);
    });

    it('has a row once when the answer is lost and the call repeated', async () => {
      await ana.kill();
      const shaky: RelationalStores = postgresStores(
        { ...open.connection, retry: afterLostAnswer },
        { keys: testKeyRing(open.keyStore), deskId: ana.deskId, newObjectId },
      );
      await ana.start(shaky.accessLog);
      for (const [from, to] of [
        [1, 4],
        [5, 5],
      ] as const) {
        ana.writer.take(numbered(from, to));
        await ana.writer.flush();
      }
      expect(await commands()).toEqual(names(1, 5));
      expect(await breaks()).toEqual([]);
    });

    it('says that its chain was cut off, and goes on with another one that says so', async () => {
      ana.writer.take(numbered(1, 5));
      await ana.writer.flush();
      const cut = chainOf(ana);
      await open.raw.query('DELETE FROM access_log WHERE seq > 2');
      await open.raw.query(
        `UPDATE access_log_chains SET seq = 2, seal = (SELECT seal FROM access_log WHERE seq = 2)`,
      );
      ana.writer.take(numbered(6, 7));
      await ana.writer.flush();
      expect(chainOf(ana)).not.toBe(cut);
      expect(await commands()).toEqual(expect.arrayContaining(['c1', 'c2', 'c6', 'c7']));
      expect(ana.log.lines).toMatchObject([{ level: 'error', fields: { chainId: cut, seq: 5 } }]);
      // Another computer, which remembers nothing, finds it.
      expect(await other.stores.accessLog.verify([])).toMatchObject({
        chains: expect.arrayContaining([
          expect.objectContaining({ chainId: cut, break: { kind: 'cutOff', seq: 3 } }),
        ]) as unknown,
      });
    });

    it('goes on with another chain on a copy of the device, and neither is broken', async () => {
      ana.writer.take(numbered(1, 3));
      await ana.writer.flush();
      const { state } = ana.journal;
      // Another desktop with the same device database writes what we do not know of.
      await log.append({
        chainId: chainOf(ana),
        deviceId: ana.deskId,
        previous: state?.head ?? null,
        entries: numbered(50, 51),
      });
      ana.writer.take(numbered(4, 6));
      await ana.writer.flush();
      expect(await commands()).toHaveLength(8);
      expect(await breaks()).toEqual([]);
    });

    it('takes no rows of another time than now', async () => {
      await expect(
        open.raw.query(
          `SELECT append_access_log(gen_random_uuid(), gen_random_uuid(), 0, NULL, now() - interval '1 hour',
             '[{"at": 1, "seal": "AAAA"}]')`,
        ),
      ).rejects.toMatchObject({ code: 'AL002' });
    });
  });

  describe('that somebody tampers with', () => {
    const KEY = 'access_log_chains';

    beforeEach(async () => {
      ana.writer.take(numbered(1, 10));
      await ana.writer.flush();
      // Anchors the ten.
      luis.writer.take(numbered(1, 4));
      await luis.writer.flush();
      expect(await breaks()).toEqual([]);
    });

    /** As whoever owns the tables can. */
    const tamper = (statement: string, ...values: unknown[]): Promise<unknown> =>
      open.raw.query(statement, [chainOf(ana), ...values]);
    const copied = `chain_id, seq, recorded_at, at, device_id, user_id, action, command, subject_kind,
      subject_id, outcome, count, mark, seal`;

    it.each([
      ['at', `at + interval '1 second'`],
      ['recorded_at', `recorded_at + interval '1 millisecond'`],
      ['user_id', `repeat('b', 24)`],
      ['user_id', 'NULL'],
      ['device_id', 'gen_random_uuid()'],
      ['action', `'changed'`],
      ['command', `'x'`],
      ['subject_kind', `'contact'`],
      ['subject_id', `'x'`],
      ['subject_id', 'NULL'],
      ['outcome', `'refused'`],
      ['count', '2'],
      ['mark', `'\\x00'`],
      ['seal', `'\\x00'`],
    ])('finds that %s became %s', async (column, value) => {
      await tamper(`UPDATE access_log SET ${column} = ${value} WHERE chain_id = $1 AND seq = 4`);
      expect(await breaks()).toEqual([{ kind: 'altered', seq: 4 }]);
    });

    it.each([1, 5, 9])('finds that row %s was removed', async (seq) => {
      await tamper('DELETE FROM access_log WHERE chain_id = $1 AND seq = $2', seq);
      expect(await breaks()).toEqual([{ kind: 'missing', seq }]);
    });

    it('finds that one was removed and those after it moved up', async () => {
      await tamper('DELETE FROM access_log WHERE chain_id = $1 AND seq = 5');
      for (let seq = 6; seq <= 10; seq++) {
        await tamper('UPDATE access_log SET seq = seq - 1 WHERE chain_id = $1 AND seq = $2', seq);
      }
      expect(await breaks()).toEqual([{ kind: 'altered', seq: 5 }]);
    });

    it('finds that two were exchanged', async () => {
      await tamper(
        `UPDATE access_log SET seq = CASE seq WHEN 6 THEN 7 ELSE 6 END,
           recorded_at = recorded_at + seq * interval '1 microsecond'
         WHERE chain_id = $1 AND seq IN (6, 7)`,
      );
      expect(await breaks()).toEqual([{ kind: 'altered', seq: 6 }]);
    });

    it('finds one more in a place that was taken', async () => {
      await tamper(
        `INSERT INTO access_log (${copied}) SELECT chain_id, seq, recorded_at + interval '1 second', at,
           device_id, user_id, action, 'x', subject_kind, subject_id, outcome, count, mark, seal
         FROM access_log WHERE chain_id = $1 AND seq = 3`,
      );
      expect(await breaks()).toEqual([{ kind: 'inserted', seq: 3 }]);
    });

    it('finds one more at the end', async () => {
      await tamper(
        `INSERT INTO access_log (${copied}) SELECT chain_id, 11, recorded_at, at, device_id, user_id, action,
           command, subject_kind, subject_id, outcome, count, mark, seal
         FROM access_log WHERE chain_id = $1 AND seq = 10`,
      );
      expect(await breaks()).toEqual([{ kind: 'altered', seq: 11 }]);
    });

    it('finds that the end was cut off: by the head, by this computer, by the other chain', async () => {
      await tamper('DELETE FROM access_log WHERE chain_id = $1 AND seq > 7');
      const cut = [{ kind: 'cutOff', seq: 8 }];
      expect(await breaks([])).toEqual(cut);
      await tamper(
        `UPDATE ${KEY} SET seq = 7, seal = (SELECT seal FROM access_log WHERE chain_id = $1 AND seq = 7)
         WHERE chain_id = $1`,
      );
      expect(await breaks()).toEqual(cut);
      expect(await breaks([])).toEqual(cut);
      await open.raw.query('DELETE FROM access_log WHERE chain_id <> $1', [chainOf(ana)]);
      await open.raw.query(`DELETE FROM ${KEY} WHERE chain_id <> $1`, [chainOf(ana)]);
      expect(await breaks()).toEqual(cut);
      // Nobody is left who remembers: this is what cannot be found.
      expect(await breaks([])).toEqual([]);
    });

    it('finds that a whole chain is gone, by who anchored it', async () => {
      await tamper('DELETE FROM access_log WHERE chain_id = $1');
      await tamper(`DELETE FROM ${KEY} WHERE chain_id = $1`);
      expect(await log.verify([])).toMatchObject({
        chains: expect.arrayContaining([
          { chainId: chainOf(ana), deviceId: null, rows: 0, break: { kind: 'cutOff', seq: 1 } },
        ]) as unknown,
      });
    });

    it('finds that a chain was made anew with the key, by who anchored it', async () => {
      const chainId = chainOf(ana);
      await tamper('DELETE FROM access_log WHERE chain_id = $1');
      await tamper(`DELETE FROM ${KEY} WHERE chain_id = $1`);
      const forged = { chainId, deviceId: ana.deskId, previous: null, entries: numbered(21, 30) };
      expect(await log.append(forged)).toMatchObject({ stored: 10 });
      expect(await breaks([])).toEqual([{ kind: 'rewritten', seq: 10 }]);
    });

    it('tells the first break of each chain, and reads on in the others', async () => {
      await open.raw.query(`UPDATE access_log SET command = 'x' WHERE seq IN (2, 4)`);
      const { chains } = await log.verify([]);
      expect(chains.map((chain) => chain.break)).toEqual([
        { kind: 'altered', seq: 2 },
        { kind: 'altered', seq: 2 },
      ]);
    });
  });

  describe('of which months are dropped on purpose', () => {
    const userId = UserId.parse('a'.repeat(24));
    let months: string[];

    /** The month that was so many months ago, and a moment in it. */
    const ago = (count: number): { month: string; at: number } => {
      const now = new Date();
      const at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - count, 10, 12);
      return { month: new Date(at).toISOString().slice(0, 7), at };
    };
    /** A chain of which three rows were written in each of these months, as if it had been then. */
    const writtenIn = async (deskId: string, moments: readonly number[]): Promise<string> => {
      const chainId = randomUUID();
      const key = (await testKeyRing(open.keyStore).keyFor(ACCESS_LOG_SUBJECT)).bytes;
      let previous: ChainHead | null = null;
      for (const recordedAt of moments) {
        await open.raw.query('SELECT ensure_access_log_month($1)', [new Date(recordedAt)]);
        const rows: SealedEntry[] = linkEntries(key, numbered(1, 3), {
          ...{ chainId, deviceId: deskId, recordedAt, previous },
        });
        for (const { seq, entry, seal } of rows) {
          const { at, action, command, subjectKind, subjectId, outcome, count } = entry;
          await open.raw.query(
            `INSERT INTO access_log VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, NULL, $13)`,
            [
              ...[chainId, seq, new Date(recordedAt), new Date(at), deskId, entry.userId, action],
              ...[command, subjectKind, subjectId, outcome, count, Buffer.from(seal, 'base64')],
            ],
          );
          previous = { seq, seal };
        }
      }
      await open.raw.query('INSERT INTO access_log_chains VALUES ($1, $2, $3, $4, $5)', [
        ...[chainId, deskId, previous?.seq, Buffer.from(previous?.seal ?? '', 'base64')],
        new Date(moments.at(-1) ?? 0),
      ]);
      return chainId;
    };
    const drop = (until: string) =>
      dropMonths({ store: log, writer: ana.writer, userId, clock: systemClock }, until);
    const reportOf = async (chainId: string) =>
      (await log.verify(ana.writer.remembered())).chains.find((each) => each.chainId === chainId);

    beforeEach(() => {
      months = [ago(4), ago(3), ago(2)].map(({ month }) => month);
    });
    afterEach(async () => {
      for (const month of months) {
        await open.raw.query(`DROP TABLE IF EXISTS access_log_${month.replace('-', '_')}`);
      }
    });

    it('says so by whom and up to where, and is whole', async () => {
      const old = await writtenIn(luis.deskId, [ago(4).at, ago(3).at, ago(2).at]);
      const gone = await writtenIn(luis.deskId, [ago(4).at]);
      ana.writer.take(numbered(1, 2));
      await ana.writer.flush();
      expect(await breaks()).toEqual([]);
      expect((await log.months()).slice(0, 3)).toEqual(months);

      expect(await drop(ago(3).month)).toEqual({ months: 2, rows: 9 });
      expect((await log.months())[0]).toBe(ago(2).month);
      expect(await breaks()).toEqual([]);
      expect(await reportOf(old)).toMatchObject({ rows: 3, dropped: { seq: 6, userId } });
      expect(await reportOf(gone)).toMatchObject({ rows: 0, dropped: { seq: 3, userId } });
      expect(await reportOf(chainOf(ana))).not.toHaveProperty('dropped');
      // What goes next takes nothing along that still has to be known.
      expect(await drop(ago(2).month)).toEqual({ months: 1, rows: 3 });
      expect(await breaks()).toEqual([]);
      expect(await reportOf(old)).toMatchObject({ rows: 0, dropped: { seq: 9 } });
      expect(await reportOf(gone)).toMatchObject({ rows: 0, dropped: { seq: 3 } });
      expect(await drop(ago(2).month)).toEqual({ months: 0, rows: 0 });
    });

    it('is missing what went without a word, and more than the word covers', async () => {
      const old = await writtenIn(luis.deskId, [ago(4).at, ago(3).at, ago(2).at]);
      await drop(ago(4).month);
      await open.raw.query('DELETE FROM access_log WHERE chain_id = $1 AND seq = 4', [old]);
      expect(await reportOf(old)).toMatchObject({ break: { kind: 'missing', seq: 1 } });
      await open.raw.query('DELETE FROM access_log WHERE chain_id = $1', [old]);
      expect(await reportOf(old)).toMatchObject({ break: { kind: 'cutOff', seq: 4 } });
      const other = await writtenIn(luis.deskId, [ago(3).at, ago(2).at]);
      await open.raw.query(`DROP TABLE access_log_${ago(3).month.replace('-', '_')}`);
      expect(await reportOf(other)).toMatchObject({ break: { kind: 'missing', seq: 1 } });
    });

    it('is not believed where somebody who has the tables alone wrote the word', async () => {
      const old = await writtenIn(luis.deskId, [ago(4).at, ago(3).at]);
      ana.writer.take(numbered(1, 2));
      await ana.writer.flush();
      await open.raw.query(
        `INSERT INTO access_log SELECT $2::uuid, (SELECT max(seq) + 1 FROM access_log WHERE chain_id = $2::uuid),
           now(), now(), device_id, user_id, 'anchored', 'chain.dropped', 'chain', chain_id::text, 'done', 3,
           seal, seal FROM access_log WHERE chain_id = $1 AND seq = 3`,
        [old, chainOf(ana)],
      );
      await open.raw.query(`DROP TABLE access_log_${ago(4).month.replace('-', '_')}`);
      expect(await reportOf(chainOf(ana))).toMatchObject({ break: { kind: 'altered' } });
    });

    it('keeps a month of which nothing was said, that is not over, or before which one is left', async () => {
      await writtenIn(luis.deskId, [ago(4).at, ago(3).at]);
      for (const month of [ago(4).month, ago(3).month, ago(0).month]) {
        await expect(log.dropMonth(month)).rejects.toMatchObject({ code: 'not_allowed' });
      }
      expect(await log.dropMonth('1999-01')).toBe(0);
      expect((await log.months()).slice(0, 2)).toEqual([ago(4).month, ago(3).month]);
      expect(await breaks()).toEqual([]);
    });

    it('goes at the next time when the app was killed after it had said so', async () => {
      const old = await writtenIn(luis.deskId, [ago(4).at, ago(3).at]);
      const killed = { ...log, dropMonth: () => Promise.reject(new Error('killed')) };
      const input = { store: killed, writer: ana.writer, userId, clock: systemClock };
      await expect(dropMonths(input, ago(4).month)).rejects.toThrow('killed');
      // All of it is still there.
      expect(await reportOf(old)).toMatchObject({ rows: 6, break: null });
      expect(await reportOf(old)).not.toHaveProperty('dropped');
      expect(await drop(ago(4).month)).toEqual({ months: 1, rows: 3 });
      expect(await reportOf(old)).toMatchObject({ rows: 3, break: null, dropped: { seq: 3 } });
    });
  });

  describe('that is read', () => {
    const person = anEntry().subjectId ?? '';

    beforeEach(async () => {
      ana.writer.take([
        anEntry({ at: 1_000, command: 'a', subjectId: person }),
        anEntry({
          at: 2_000,
          command: 'b',
          action: 'exported',
          subjectKind: 'contacts',
          subjectId: null,
        }),
        anEntry({ at: 3_000, command: 'c', userId: null, outcome: 'refused' }),
      ]);
      await ana.writer.flush();
      luis.writer.take([
        anEntry({ at: 1_500, command: 'd', subjectKind: 'contact', subjectId: person }),
      ]);
      await luis.writer.flush();
    });

    const found = async (input: Omit<Parameters<AccessLogStore['page']>[0], 'limit'>) =>
      (await log.page({ ...input, limit: 50 })).items
        .map(({ entry }) => entry.command)
        .filter((command) => !command.startsWith('chain.'));

    it('comes newest first, page by page', async () => {
      const seen: string[] = [];
      let after: Parameters<AccessLogStore['page']>[0]['after'];
      do {
        const page = await log.page({ limit: 2, after });
        seen.push(...page.items.map(({ entry }) => entry.command));
        after = page.next ?? undefined;
      } while (after);
      expect(seen).toEqual(['chain.anchored', 'c', 'b', 'd', 'a']);
    });

    it('is filtered by everything that it says', async () => {
      expect(await found({ filter: { userId: anEntry().userId ?? undefined } })).toEqual([
        'b',
        'd',
        'a',
      ]);
      expect(await found({ filter: { deviceId: luis.deskId } })).toEqual(['d']);
      expect(await found({ filter: { action: 'exported' } })).toEqual(['b']);
      expect(await found({ filter: { outcome: 'refused' } })).toEqual(['c']);
      expect(await found({ filter: { subjectKind: 'contacts' } })).toEqual(['b']);
      expect(await found({ filter: { subjectId: person } })).toEqual(['d', 'a']);
      expect(await found({ filter: { from: 1_500, until: 3_000 } })).toEqual(['b', 'd']);
    });

    it('is told of one person, under whatever kind and id', async () => {
      const contact = { subjectKind: 'contact', subjectId: person } as const;
      const talk = { subjectKind: 'conversation', subjectId: person } as const;
      expect(await found({ subjects: [contact, talk] })).toEqual(['d', 'a']);
      expect(await found({ subjects: [talk] })).toEqual(['a']);
      expect(await found({ subjects: [] })).toEqual([]);
    });

    it('names the desktops, the one that wrote last first', async () => {
      expect((await log.devices()).map(({ deviceId }) => deviceId)).toEqual([
        luis.deskId,
        ana.deskId,
      ]);
    });
  });
});
