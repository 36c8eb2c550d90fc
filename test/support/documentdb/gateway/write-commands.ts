import {
  asDocuments,
  asNumber,
  asText,
  decode,
  encode,
  splitSequence,
  type BsonDocument,
} from './bson-codec.ts';
import { collectionOf, type Command, type CommandHandler } from './command.ts';
import { describeDuplicateKey } from './duplicate-key.ts';
import { codeOfPackedSqlState, ERROR_CODES, ServerError } from './server-error.ts';
import type { Services } from './services.ts';

/** The field that carries a write command's operations. */
export const OPERATIONS_FIELD = {
  insert: 'documents',
  update: 'updates',
  delete: 'deletes',
} as const;

export type WriteKind = keyof typeof OPERATIONS_FIELD;

function write(kind: WriteKind): CommandHandler {
  const sql = `SELECT p_result, p_success FROM documentdb_api.${kind}($1::text, $2::documentdb_core.bson, $3::documentdb_core.bsonsequence)`;
  return async (command, services) => {
    const operations = command.sequences.get(OPERATIONS_FIELD[kind]) ?? null;
    const rows = await services.sql.rows(command, sql, [
      command.database,
      command.body,
      operations,
    ]);
    const [result, success] = rows[0] ?? [];
    if (!result) throw new Error('The engine answered a write without a result');
    return success?.[0] === 1 ? result : explainErrors(command, services, decode(result));
  };
}

/** The errors of a write carry the engine's codes and words; clients get MongoDB's. */
async function explainErrors(
  command: Command,
  services: Services,
  result: BsonDocument,
): Promise<Buffer> {
  const writeErrors: BsonDocument[] = [];
  for (const error of asDocuments(result.writeErrors)) {
    const code = codeOfPackedSqlState(asNumber(error.code));
    const message = asText(error.errmsg);
    const duplicate =
      code === ERROR_CODES.DuplicateKey
        ? await describeDuplicateKey(
            services.sql,
            { database: command.database, collection: collectionOf(command) },
            message,
            insertedDocument(command, asNumber(error.index)),
          )
        : {};
    writeErrors.push({ ...error, code, ...duplicate });
  }
  const [first] = writeErrors;
  if (command.transaction !== null && first !== undefined) {
    await services.transactions.abort(command.transaction);
    const conflict = writeErrors.find((error) => error.code === ERROR_CODES.WriteConflict);
    if (conflict !== undefined) {
      throw new ServerError(ERROR_CODES.WriteConflict, asText(conflict.errmsg));
    }
  }
  return encode({ ...result, writeErrors });
}

function insertedDocument(command: Command, index: number): BsonDocument | null {
  if (command.name !== 'insert') return null;
  const inBody = asDocuments(command.document.documents)[index];
  if (inBody !== undefined) return inBody;
  const encoded = splitSequence(command.sequences.get('documents'))[index];
  return encoded === undefined ? null : decode(encoded);
}

/** True for an update command, or a findAndModify, that replaces whole documents. */
export function replacesDocuments(command: Command): boolean {
  if (command.name === 'findAndModify') return isReplacement(command.document.update);
  if (command.name !== 'update') return false;
  const inBody = asDocuments(command.document.updates);
  const updates =
    inBody.length > 0 ? inBody : splitSequence(command.sequences.get('updates')).map(decode);
  return updates.length > 0 && updates.every((update) => isReplacement(update.u));
}

function isReplacement(update: unknown): boolean {
  if (typeof update !== 'object' || update === null || Array.isArray(update)) return false;
  return !Object.keys(update)[0]?.startsWith('$');
}

export const writeCommands: Readonly<Record<string, CommandHandler>> = {
  insert: write('insert'),
  update: write('update'),
  delete: write('delete'),
  findAndModify: async (command, services) => {
    const rows = await services.sql.rows(
      command,
      'SELECT p_result FROM documentdb_api.find_and_modify($1::text, $2::documentdb_core.bson)',
      [command.database, command.body],
    );
    return rows[0]?.[0] ?? {};
  },
};
