import fc from 'fast-check';
import { MongoClient } from 'mongodb';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandName } from '../../../src-preload/contract/contract.ts';
import { databaseOf } from '../../../src-main/store/mongo/mongo-connection.ts';
import { halfWritten } from '../../support/security/half-written.ts';
import { tell } from '../../support/security/held.ts';
import { mutant, mutations } from '../../support/security/mutate.ts';
import { bridgeDesk, CUSTOMER, SECRET_TEXT } from '../bridge/bridge-desk.ts';
import { validCallsOf } from '../bridge/valid-calls.ts';

/** Printed, so that a run can be repeated; `ALEXIA_SECURITY_SEED` sets another one. */
const SEED = Number(process.env.ALEXIA_SECURITY_SEED ?? 20_261_129);
/** Of all commands together; `npm run test:security` asks for many more. */
const CASES = Number(process.env.ALEXIA_SECURITY_CASES ?? 6_000);
/** A command that takes longer than this hangs, milliseconds. */
const HANGS = 30_000;
/** Those that try another server, derive a key of a passphrase, or read all there is: each case takes long. */
const SLOW: ReadonlySet<string> = new Set([
  'setup.testStores',
  'settings.testStores',
  'settings.changeStores',
  'settings.setCache',
  'workspace.rotateKey',
  'workspace.changePassphrase',
  'accessLog.verify',
  'analytics.rebuild',
]);
const SLOW_CASES = 15;

const bridge = bridgeDesk();
const validCalls = validCallsOf(bridge);
const names = Object.keys(validCalls) as CommandName[];
const rejections: unknown[] = [];
const noteRejection = (error: unknown): void => void rejections.push(error);
let mongo: MongoClient;
let postgres: pg.Client;
let canary: string;
/** Made before anything is attacked: what is set then, such as the pace, would keep some of them waiting. */
const inputs = new Map<string, unknown>();

beforeAll(async () => {
  process.on('unhandledRejection', noteRejection);
  console.log(`seed ${SEED}, about ${CASES} cases`);
  await bridge.setUp();
  await bridge.succeed('label.create', { name: 'canary', colour: 'teal' });
  await bridge.succeed('quickReply.create', {
    ...{ shortcut: 'canary', content: 'sings', businessId: null },
  });
  for (const name of names) inputs.set(name, await validCalls[name].input());
  mongo = await MongoClient.connect(bridge.databases.mongodbUrl);
  postgres = new pg.Client({ connectionString: bridge.databases.postgresUrl });
  await postgres.connect();
  canary = await rowsOfTheCanary();
});

afterAll(async () => {
  process.off('unhandledRejection', noteRejection);
  await mongo.close();
  await postgres.end();
});

/** What no call here names, and what an injection would reach. */
async function rowsOfTheCanary(): Promise<string> {
  const { rows } = await postgres.query(
    `SELECT 'label', name, colour FROM labels WHERE name = 'canary'
     UNION ALL SELECT 'reply', shortcut, content FROM quick_replies WHERE shortcut = 'canary'
     UNION ALL SELECT 'user', email, object_id FROM users`,
  );
  return JSON.stringify(rows);
}

describe('every command, with what an attacker would send', () => {
  const each = Math.ceil(CASES / (names.length - SLOW.size));
  let tried = 0;

  it.each(names)(
    '%s refuses it, or does what it says: nothing crashes, hangs or fails inside',
    async (name) => {
      const valid = inputs.get(name);
      const numRuns = SLOW.has(name) ? SLOW_CASES : each;
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          tried += 1;
          const input = mutant(valid, changes);
          const before = bridge.desk.log.lines.length;
          const result = await Promise.race([
            bridge.call(name, input),
            new Promise<'hangs'>((resolve) => setTimeout(resolve, HANGS, 'hangs').unref()),
          ]);
          if (result === 'hangs') throw new Error(`${name} hangs`);
          if (result.ok || result.error.code !== 'internal') return;
          const logged = bridge.desk.log.lines.slice(before).map(({ fields }) => fields.error);
          throw new Error(`${name} failed inside: ${logged.map(String).join('; ')}`);
        }),
        { seed: SEED, numRuns, endOnFailure: true },
      );
    },
    120_000,
  );

  it('leaves no record half written, and what it does not name as it was', async () => {
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
    expect(await halfWritten(databaseOf(mongo, bridge.databases.mongodbUrl), postgres)).toEqual([]);
    expect(await rowsOfTheCanary()).toBe(canary);
    expect(rejections).toEqual([]);
    const state = await bridge.call('app.state', {});
    expect(state).toMatchObject({ ok: true });
    tell({ attack: 'mutated inputs of every command', cases: tried, held: tried });
  });

  it('logs no text and no number of what it was given', () => {
    const digits = CUSTOMER.split('@')[0] ?? '';
    const told = bridge.desk.log.lines.map(({ message }) => message).join('\n');
    expect(told).not.toContain(SECRET_TEXT);
    expect(told).not.toContain(digits);
  });
});
