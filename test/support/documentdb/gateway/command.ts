import { asText, decode, type BsonDocument } from './bson-codec.ts';
import { correctDateTruncation } from './date-truncation.ts';
import type { WireRequest } from './wire-message.ts';
import type { Transaction } from './transactions.ts';
import type { Services } from './services.ts';

/** A command as a client sent it, decoded and still encoded. */
export interface Command {
  readonly name: string;
  readonly database: string;
  readonly document: BsonDocument;
  readonly body: Buffer;
  readonly sequences: ReadonlyMap<string, Buffer>;
  readonly connectionId: number;
  /** The transaction that it is part of, if any. */
  readonly transaction: Transaction | null;
}

/** A reply: bytes that the engine made, or a document to which `ok: 1` is added. */
export type Reply = Buffer | BsonDocument;

export type CommandHandler = (command: Command, services: Services) => Promise<Reply> | Reply;

/** Older spellings that drivers and shells still use. */
const CANONICAL_NAMES: Readonly<Record<string, string>> = {
  ismaster: 'hello',
  isMaster: 'hello',
  findandmodify: 'findAndModify',
  buildinfo: 'buildInfo',
  collstats: 'collStats',
  dbstats: 'dbStats',
  deleteIndexes: 'dropIndexes',
};

export function parseCommand(request: WireRequest, connectionId: number): Command {
  const document = decode(request.body);
  const name = Object.keys(document)[0] ?? '';
  return {
    name: CANONICAL_NAMES[name] ?? name,
    database: asText(document.$db, 'admin'),
    document,
    body: request.body,
    sequences: request.sequences,
    connectionId,
    transaction: null,
  };
}

/** Commands whose bodies carry expressions, and no documents of the client's own. */
const WITH_EXPRESSIONS = new Set(['aggregate', 'find', 'explain', 'create']);

/** The command as the engine understands it; throws a ServerError for what it would get wrong. */
export function corrected(command: Command): Command {
  if (!WITH_EXPRESSIONS.has(command.name)) return command;
  return { ...command, body: correctDateTruncation(command.body) };
}

/** The collection that the command names as its first value. */
export function collectionOf(command: Command): string {
  return asText(Object.values(command.document)[0]);
}
