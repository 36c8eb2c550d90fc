import { BSON } from 'bson';
import { decode, type BsonDocument } from './bson-codec.ts';
import type { Row } from '../postgres/postgres-messages.ts';
import type { SqlRunner } from './sql-runner.ts';

const INDEX_COLUMNS = `SELECT (indexes.index_spec).index_name, (indexes.index_spec).index_key
  FROM documentdb_api_catalog.collection_indexes AS indexes
  JOIN documentdb_api_catalog.collections USING (collection_id)`;
const INDEX_BY_ID = `${INDEX_COLUMNS} WHERE indexes.index_id = $1::int`;
const INDEX_BY_NAME = `${INDEX_COLUMNS}
  WHERE database_name = $1 AND collection_name = $2 AND (indexes.index_spec).index_name = $3`;

export interface DuplicateKey {
  readonly errmsg: string;
  readonly keyPattern: BsonDocument;
  /** Only where the refused document is at hand: inserts. */
  readonly keyValue?: BsonDocument;
}

function valueAt(document: BsonDocument, dottedPath: string): unknown {
  return dottedPath
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      document,
    );
}

/** Says a unique index's violation in MongoDB's words. The engine names only the index. */
export async function describeDuplicateKey(
  sql: SqlRunner,
  namespace: { readonly database: string; readonly collection: string },
  engineMessage: string,
  refused: BsonDocument | null,
): Promise<DuplicateKey> {
  const { database, collection } = namespace;
  const indexId = /documents_rum_index_(\d+)/.exec(engineMessage)?.[1];
  let name = /Index '(.+?)'/.exec(engineMessage)?.[1] ?? '_id_';
  let keyPattern: BsonDocument = { _id: 1 };
  let rows: readonly Row[] = [];
  if (indexId !== undefined) rows = await sql.own(INDEX_BY_ID, [indexId]);
  else if (name !== '_id_') rows = await sql.own(INDEX_BY_NAME, [database, collection, name]);
  const [indexName, indexKey] = rows[0] ?? [];
  if (indexName && indexKey) {
    name = indexName.toString();
    keyPattern = decode(indexKey);
  }
  const fields = Object.keys(keyPattern);
  const keyValue =
    refused && Object.fromEntries(fields.map((field) => [field, valueAt(refused, field) ?? null]));
  const shown = fields.map(
    (field) => `${field}: ${keyValue ? BSON.EJSON.stringify(keyValue[field]) : '?'}`,
  );
  return {
    errmsg: `E11000 duplicate key error collection: ${database}.${collection} index: ${name} dup key: { ${shown.join(', ')} }`,
    keyPattern,
    ...(keyValue ? { keyValue } : {}),
  };
}
