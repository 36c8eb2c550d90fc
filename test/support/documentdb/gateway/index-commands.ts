import { asDocument, asNumber, asText, decode, type BsonDocument } from './bson-codec.ts';
import { collectionOf, type Command, type CommandHandler } from './command.ts';
import { describeDuplicateKey } from './duplicate-key.ts';
import { codeOfPackedSqlState, ERROR_CODES, ServerError } from './server-error.ts';
import type { Services } from './services.ts';

async function answerOf(sql: string, command: Command, services: Services): Promise<BsonDocument> {
  const rows = await services.sql.rows(command, sql, [command.database, command.body]);
  const answer = rows[0]?.[0];
  if (!answer) throw new Error('The engine answered an index command without a result');
  return decode(answer);
}

function refusal(answer: BsonDocument, otherwise: number): ServerError {
  return new ServerError(
    codeOfPackedSqlState(asNumber(answer.code, otherwise)),
    asText(answer.errmsg, 'The engine refused the indexes'),
  );
}

export const indexCommands: Readonly<Record<string, CommandHandler>> = {
  /** Built at once and blocking: nobody has to wait for a job in the background. */
  createIndexes: async (command, services) => {
    const answer = await answerOf(
      'SELECT documentdb_api_internal.create_indexes_non_concurrently($1::text, $2::documentdb_core.bson, true)',
      command,
      services,
    );
    const shard = asDocument(asDocument(answer.raw).defaultShard);
    const result = Object.keys(shard).length > 0 ? shard : answer;
    if (asNumber(result.ok, 1) === 1 && result.errmsg === undefined) return result;
    throw refusal(result, ERROR_CODES.CannotCreateIndex);
  },
  dropIndexes: async (command, services) => {
    const answer = await answerOf(
      'SELECT documentdb_api_internal.drop_indexes_non_concurrently($1::text, $2::documentdb_core.bson)',
      command,
      services,
    );
    if (asNumber(answer.ok) === 1) return { nIndexesWas: answer.nIndexesWas };
    throw refusal(answer, ERROR_CODES.IndexNotFound);
  },
};

/** The details that MongoDB adds to a command that failed by a duplicate key. */
export function duplicateKeyOfCommand(command: Command, services: Services, message: string) {
  const namespace = { database: command.database, collection: collectionOf(command) };
  return describeDuplicateKey(services.sql, namespace, message, null);
}
