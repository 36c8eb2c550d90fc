import { Long } from 'bson';
import {
  asDocument,
  asDocuments,
  asNumber,
  asText,
  decode,
  decodeExactly,
  encode,
  splitSequence,
  type BsonDocument,
} from './bson-codec.ts';
import type { Command, CommandHandler } from './command.ts';
import type { Services } from './services.ts';
import { OPERATIONS_FIELD, writeCommands, type WriteKind } from './write-commands.ts';

/** One operation of the bulkWrite command as the command of its own that does the same. */
interface SingleWrite {
  readonly kind: WriteKind;
  readonly namespace: string;
  readonly operation: BsonDocument;
}

function listOf(command: Command, exact: BsonDocument, field: string): BsonDocument[] {
  const sequence = command.sequences.get(field);
  return sequence === undefined
    ? asDocuments(exact[field])
    : splitSequence(sequence).map(decodeExactly);
}

function toSingleWrite(operation: BsonDocument, namespaces: readonly string[]): SingleWrite {
  const { document, filter, updateMods, multi, ...rest } = operation;
  const of = (kind: WriteKind, single: BsonDocument): SingleWrite => ({
    kind,
    namespace: namespaces[asNumber(operation[kind])] ?? '',
    operation: single,
  });
  const { insert, update, delete: removed, ...options } = rest;
  if (insert !== undefined) return of('insert', asDocument(document));
  if (update !== undefined) return of('update', { q: filter, u: updateMods, multi, ...options });
  if (removed !== undefined) {
    return of('delete', { q: filter, limit: multi === true ? 0 : 1, ...options });
  }
  throw new Error('A bulk operation that is neither insert nor update nor delete');
}

async function runSingle(write: SingleWrite, command: Command, services: Services) {
  const [, database = '', collection = ''] = /^([^.]*)\.(.*)$/s.exec(write.namespace) ?? [];
  const variables = asDocument(command.document.let);
  const body = encode({
    [write.kind]: collection,
    [OPERATIONS_FIELD[write.kind]]: [write.operation],
    $db: database,
    ...(Object.keys(variables).length > 0 ? { let: variables } : {}),
  });
  const handler = writeCommands[write.kind];
  if (handler === undefined) throw new Error(`No handler for ${write.kind}`);
  const reply = await handler(
    { ...command, name: write.kind, database, document: decode(body), body, sequences: new Map() },
    services,
  );
  return Buffer.isBuffer(reply) ? decode(reply) : reply;
}

/** MongoDB 8.0's bulkWrite over many namespaces; the engine has none, so one write at a time. */
export const bulkWrite: CommandHandler = async (command, services) => {
  const exact = decodeExactly(command.body);
  const namespaces = listOf(command, exact, 'nsInfo').map(({ ns }) => asText(ns));
  const totals = { nErrors: 0, nInserted: 0, nMatched: 0, nModified: 0, nUpserted: 0, nDeleted: 0 };
  const firstBatch: BsonDocument[] = [];
  for (const [idx, operation] of listOf(command, exact, 'ops').entries()) {
    const write = toSingleWrite(operation, namespaces);
    const result = await runSingle(write, command, services);
    const [error] = asDocuments(result.writeErrors);
    const [upserted] = asDocuments(result.upserted);
    const n = asNumber(result.n);
    const nModified = asNumber(result.nModified);
    if (error !== undefined) totals.nErrors += 1;
    else if (write.kind === 'insert') totals.nInserted += 1;
    else if (write.kind === 'delete') totals.nDeleted += n;
    else {
      totals.nModified += nModified;
      if (upserted === undefined) totals.nMatched += n;
      else totals.nUpserted += 1;
    }
    if (error !== undefined || command.document.errorsOnly !== true) {
      const { index: _index, ...failure } = error ?? {};
      firstBatch.push({
        ok: error === undefined ? 1 : 0,
        idx,
        n,
        ...(write.kind === 'update' ? { nModified } : {}),
        ...(upserted === undefined ? {} : { upserted: { _id: upserted._id } }),
        ...failure,
      });
    }
    if (error !== undefined && command.document.ordered !== false) break;
  }
  return { cursor: { id: Long.ZERO, ns: 'admin.$cmd.bulkWrite', firstBatch }, ...totals };
};
