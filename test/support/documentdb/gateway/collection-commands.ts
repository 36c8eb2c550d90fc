import type { Parameter } from '../postgres/postgres-messages.ts';
import { asNumber } from './bson-codec.ts';
import { collectionOf, type Command, type CommandHandler } from './command.ts';
import type { Services } from './services.ts';

/** The first column of the first row, which for these functions is the whole reply. */
async function value(
  command: Command,
  services: Services,
  sql: string,
  parameters: readonly Parameter[],
): Promise<Buffer> {
  const rows = await services.sql.rows(command, sql, parameters);
  const first = rows[0]?.[0];
  if (!first) throw new Error(`The engine answered ${command.name} without a result`);
  return first;
}

/** A command whose body the engine takes as it is, together with the database's name. */
function passedOn(expression: string): CommandHandler {
  const sql = `SELECT ${expression}($1::text, $2::documentdb_core.bson)`;
  return (command, services) => value(command, services, sql, [command.database, command.body]);
}

/** The same for functions that return a row of which `document` is the reply. */
function queried(name: string): CommandHandler {
  const sql = `SELECT document FROM documentdb_api.${name}($1::text, $2::documentdb_core.bson)`;
  return (command, services) => value(command, services, sql, [command.database, command.body]);
}

const scaleOf = (command: Command) => String(asNumber(command.document.scale, 1));

export const collectionCommands: Readonly<Record<string, CommandHandler>> = {
  count: queried('count_query'),
  distinct: queried('distinct_query'),
  validate: queried('validate'),
  create: passedOn('documentdb_api.create_collection_view'),
  collMod: (command, services) =>
    value(
      command,
      services,
      'SELECT documentdb_api.coll_mod($1::text, $2::text, $3::documentdb_core.bson)',
      [command.database, collectionOf(command), command.body],
    ),
  drop: async (command, services) => {
    const collection = collectionOf(command);
    const existed = await value(
      command,
      services,
      'SELECT documentdb_api.drop_collection($1::text, $2::text)',
      [command.database, collection],
    );
    if (existed[0] !== 1) return {};
    await services.changes.collectionDropped(command, collection);
    return { nIndexesWas: 1, ns: `${command.database}.${collection}` };
  },
  dropDatabase: async (command, services) => {
    await services.sql.rows(command, 'SELECT documentdb_api.drop_database($1::text)', [
      command.database,
    ]);
    return { dropped: command.database };
  },
  renameCollection: async (command, services) => {
    await services.sql.rows(
      command,
      'SELECT documentdb_api.rename_collection($1::documentdb_core.bson)',
      [command.body],
    );
    return {};
  },
  collStats: (command, services) =>
    value(command, services, 'SELECT documentdb_api.coll_stats($1::text, $2::text, $3::float8)', [
      command.database,
      collectionOf(command),
      scaleOf(command),
    ]),
  dbStats: (command, services) =>
    value(command, services, 'SELECT documentdb_api.db_stats($1::text, $2::float8)', [
      command.database,
      scaleOf(command),
    ]),
  listDatabases: (command, services) =>
    value(command, services, 'SELECT documentdb_api.list_databases($1::documentdb_core.bson)', [
      command.body,
    ]),
  currentOp: (command, services) =>
    value(
      command,
      services,
      'SELECT document FROM documentdb_api.current_op_command($1::documentdb_core.bson)',
      [command.body],
    ),
};
