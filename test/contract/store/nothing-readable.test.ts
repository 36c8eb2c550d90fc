import { Binary } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wordsOf } from '../../../src-main/crypto/text-words.ts';
import { readDialogues } from '../../simulator/control/dialogues.ts';
import { ingestTurns, OWN_NUMBER, type Turn } from '../../support/databases/ingest-dialogues.ts';
import { valuesOf } from '../../support/databases/values-of.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

/** Shorter ones stand in ciphertexts by chance. */
const SHORTEST_WORD = 5;

const file = new URL('../../fixtures/order-dialogues-200.jsonl', import.meta.url);
let open: OpenDatabases;
let turns: Turn[];

beforeAll(async () => {
  open = await openDatabases();
  turns = (await readDialogues(file)).flatMap((dialogue, index) =>
    dialogue.turns.map((said) => ({
      number: `34699${String(index).padStart(6, '0')}`,
      name: `Xanthippe${index} Quisquilia`,
      text: said.text,
      fromMe: said.from === 'agent',
    })),
  );
  await ingestTurns(open.stores, open.userId, turns);
});

afterAll(() => open.close());

async function everythingInMongo(): Promise<{ where: string; value: string }[]> {
  const db = open.raw.mongo;
  const found: { where: string; value: string }[] = [];
  for (const { name } of await db.listCollections().toArray()) {
    for (const document of await db.collection(name).find().toArray()) {
      for (const value of valuesOf({ ...document })) found.push({ where: name, value });
    }
  }
  return found;
}

async function everythingInPostgres(): Promise<{ where: string; value: string }[]> {
  const { postgres } = open.raw;
  const tables = await postgres.query<{ tablename: string }>(
    `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`,
  );
  const found: { where: string; value: string }[] = [];
  for (const { tablename } of tables.rows) {
    const { rows } = await postgres.query(`SELECT * FROM "${tablename}"`);
    for (const row of rows) {
      for (const value of valuesOf({ ...row })) found.push({ where: tablename, value });
    }
  }
  return found;
}

it('finds none of the words, names and numbers of 200 dialogues in either database', async () => {
  const everything = [...(await everythingInMongo()), ...(await everythingInPostgres())];
  const stored = everything.filter(({ where }) => where.startsWith('messages_'));
  expect(stored.length).toBeGreaterThan(turns.length * 10);
  expect(everything.filter(({ where }) => where === 'leads').length).toBeGreaterThan(0);

  const secrets = new Set(
    turns.flatMap(({ text, name, number }) => [text, name, number, ...wordsOf(`${text} ${name}`)]),
  );
  secrets.add(OWN_NUMBER);
  const long = [...secrets]
    .map((secret) => secret.toLowerCase())
    .filter((secret) => secret.length >= SHORTEST_WORD);
  expect(long.length).toBeGreaterThan(1_000);

  // What the app itself writes in clear is told by its fields: a state, a kind, the name of a migration.
  const ours = new Set(
    ['incoming', 'outgoing', 'delivered', 'medium', 'whatsapp', 'scrypt', 'conversation'].map(
      (word) => word,
    ),
  );
  const text = everything
    .filter(({ where }) => !where.startsWith('schema_migrations'))
    .map(({ value }) => value.toLowerCase())
    .filter((value) => !ours.has(value))
    .join('\n');
  expect(long.filter((secret) => text.includes(secret))).toEqual([]);
});

it('would find one that was not sealed', () => {
  expect(
    valuesOf({ a: [{ b: Buffer.from('chocolate') }], c: new Binary(Buffer.from('vanilla')) }),
  ).toEqual(['chocolate', 'vanilla']);
});
