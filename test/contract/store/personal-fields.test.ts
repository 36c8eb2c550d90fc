import { Binary } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { personalFields, type Protection } from '../../../src-main/crypto/personal-fields.ts';
import { ingestTurns } from '../../support/databases/ingest-dialogues.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
  await ingestTurns(open.stores, open.userId, [
    { number: '34699000001', name: 'Xanthippe', text: 'How much is the cake?', fromMe: false },
    { number: '34699000001', name: 'Xanthippe', text: 'Twelve euros', fromMe: true },
  ]);
});

afterAll(() => open.close());

/** The keys themselves are wrapped, and nobody's. */
const keyCollections = ['workspace_keys', 'data_keys'];

const Shape = z.object({
  bsonType: z.union([z.string(), z.array(z.string())]),
  get properties() {
    return z.record(z.string(), Shape).optional();
  },
  get items() {
    return Shape.optional();
  },
});
type Shape = z.infer<typeof Shape>;

/** Every field that the validator knows, with its type. */
function fieldsOf(shape: Shape, path = ''): [string, Shape['bsonType']][] {
  if (shape.items) return fieldsOf(shape.items, path);
  if (!shape.properties) return [[path, shape.bsonType]];
  return Object.entries(shape.properties).flatMap(([name, inner]) =>
    fieldsOf(inner, path === '' ? name : `${path}.${name}`),
  );
}

/** The list's own name of a collection: all partitions of messages are one. */
function listedName(collection: string): string {
  return collection.replace(/^messages_.*/, 'messages');
}

function listed(collection: string): [string, Protection][] {
  return Object.entries(
    new Map<string, Readonly<Record<string, Protection>>>(Object.entries(personalFields)).get(
      listedName(collection),
    ) ?? {},
  );
}

async function validators(): Promise<{ name: string; fields: [string, Shape['bsonType']][] }[]> {
  const collections = await open.raw.mongo.listCollections().toArray();
  return collections.flatMap((collection) => {
    const { success, data } = z
      .object({
        name: z.string(),
        options: z.object({ validator: z.object({ $jsonSchema: Shape }) }),
      })
      .safeParse(collection);
    if (!success) return [];
    return [{ name: data.name, fields: fieldsOf(data.options.validator.$jsonSchema) }];
  });
}

/** The values at a path, through lists. */
function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each: unknown) => valuesAt(each, path));
  const [name, ...rest] = path;
  if (name === undefined) return value === undefined ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return valuesAt(new Map(Object.entries(value)).get(name), rest);
}

it('the database takes bytes alone where the list says sealed, and nowhere else', async () => {
  const found = (await validators()).filter(({ name }) => !keyCollections.includes(name));
  expect(found.map(({ name }) => listedName(name))).toEqual(
    expect.arrayContaining(['whatsapp_sessions', 'conversations', 'whatsapp_contacts', 'messages']),
  );
  for (const { name, fields } of found) {
    const sealed = fields.flatMap(([path, type]) => (type === 'binData' ? [path] : []));
    const expected = listed(name).flatMap(([path, how]) => (how === 'sealed' ? [path] : []));
    expect(sealed.sort(), name).toEqual(expected.sort());
    const known = new Set(fields.map(([path]) => path));
    expect(
      listed(name).filter(([path]) => !known.has(path)),
      name,
    ).toEqual([]);
  }
});

it('PostgreSQL’s columns of bytes are those of the list', async () => {
  const { rows } = await open.raw.postgres.query<{ table_name: string; column_name: string }>(
    `SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type = 'bytea'`,
  );
  // Nothing that opens: salts and hashes of passwords, codes and tokens, and the seals of the access log.
  const hashes = [
    ...['user_passwords.salt', 'user_passwords.hash'],
    ...['invitations.code_hash', 'desktops.token_hash'],
    ...['access_log.mark', 'access_log.seal', 'access_log_chains.seal'],
  ];
  expect(rows.map(({ table_name, column_name }) => `${table_name}.${column_name}`).sort()).toEqual(
    (['leads', 'lead_changes', 'lead_messages', 'lead_corrections'] as const)
      .flatMap((table) =>
        Object.entries(personalFields[table]).flatMap(([column, how]) =>
          how === 'sealed' ? [`${table}.${column}`] : [],
        ),
      )
      .concat(hashes)
      .sort(),
  );
});

it('what is stored looks as the list says', async () => {
  const looks: Record<Protection, (value: unknown) => boolean> = {
    sealed: (value) => value instanceof Binary && value.buffer[0] === 1 && value.length() >= 29,
    pseudonym: (value) => /^[\w-]{22}$/.test(String(value)),
    tokens: (value) => /^-?\d{10,}$/.test(String(value)),
  };
  let checked = 0;
  const db = open.raw.mongo;
  for (const { name } of await db.listCollections().toArray()) {
    for (const document of await db.collection(name).find().toArray()) {
      for (const [path, how] of listed(name)) {
        for (const value of valuesAt(document, path.split('.'))) {
          expect(looks[how](value), `${name}.${path}`).toBe(true);
          checked++;
        }
      }
    }
  }
  expect(checked).toBeGreaterThan(40);
});
