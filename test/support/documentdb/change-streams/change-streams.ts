import { randomBytes } from 'node:crypto';
import { Long, Timestamp } from 'bson';
import {
  asBigInt,
  asDocument,
  asDocuments,
  asNumber,
  asText,
  decodeExactly,
  encode,
  type BsonDocument,
} from '../gateway/bson-codec.ts';
import type { Command } from '../gateway/command.ts';
import type { SqlRunner } from '../gateway/sql-runner.ts';
import { PostgresConnection, type PostgresAddress } from '../postgres/postgres-connection.ts';
import { fromResumeToken, toChangeEvent, toResumeToken, type LogPosition } from './change-event.ts';
import {
  CHANGE_LOG_CHANNEL,
  CHANGE_LOG_SETUP,
  LOG_DROP,
  READ_CHANGES,
} from './change-log-setup.ts';

interface Stream {
  readonly database: string;
  /** Null: every collection of the database. */
  readonly collection: string | null;
  readonly wholeServer: boolean;
  readonly fullDocument: string;
  readonly fullDocumentBeforeChange: string;
  /** The stages after $changeStream. */
  readonly stages: readonly BsonDocument[];
  /** What was visible when the stream was opened; null for one that resumes. */
  readonly snapshot: string | null;
  /** Seconds since 1970; 0 for no lower bound. */
  readonly since: number;
  position: LogPosition;
}

/** Without a notice the log is read this often: a notice cannot come before older transactions end. */
const POLL_MS = 100;
/** How long a getMore waits for events when it does not say. */
const DEFAULT_WAIT_MS = 1000;
const DEFAULT_BATCH = 1000;

/** $changeStream on collections, databases and the server. */
export class ChangeStreams {
  readonly #streams = new Map<bigint, Stream>();
  readonly #waiting = new Set<() => void>();
  #installed: Promise<PostgresConnection> | null = null;
  #listener: PostgresConnection | null = null;

  constructor(
    private readonly sql: () => SqlRunner,
    private readonly address: PostgresAddress,
    /** True when somebody has watched in an earlier run. */
    private readonly recordsAlready: boolean,
  ) {}

  /** True once somebody has watched: from then on changes are recorded. */
  get isRecording(): boolean {
    return this.recordsAlready || this.#listener !== null;
  }

  has(id: bigint): boolean {
    return this.#streams.has(id);
  }

  close(id: bigint): boolean {
    return this.#streams.delete(id);
  }

  shutDown(): void {
    this.#streams.clear();
    for (const wake of this.#waiting) wake();
    this.#listener?.close();
  }

  async open(command: Command): Promise<BsonDocument> {
    await (this.#installed ??= this.#install());
    const [first, ...stages] = asDocuments(decodeExactly(command.body).pipeline);
    const options = asDocument(first?.$changeStream);
    const token = asDocument(options.resumeAfter ?? options.startAfter)._data;
    const startAt = options.startAtOperationTime;
    const begins = token === undefined && startAt === undefined;
    const snapshot = begins ? await this.#currentSnapshot() : null;
    const { aggregate } = command.document;
    const stream: Stream = {
      database: command.database,
      collection: typeof aggregate === 'string' ? aggregate : null,
      wholeServer: options.allChangesForCluster === true,
      fullDocument: asText(options.fullDocument, 'default'),
      fullDocumentBeforeChange: asText(options.fullDocumentBeforeChange, 'off'),
      stages,
      snapshot,
      since: startAt instanceof Timestamp ? startAt.t : 0,
      position:
        snapshot === null
          ? fromResumeToken(asText(token))
          : // A snapshot begins with the oldest transaction that was still running.
            { transaction: BigInt(snapshot.split(':')[0] ?? '0') - 1n, sequence: 0n },
    };
    const id = randomBytes(6).readUIntBE(0, 6) + 1;
    this.#streams.set(BigInt(id), stream);
    return {
      cursor: { ...this.#cursor(BigInt(id), stream), firstBatch: [] },
      operationTime: now(),
    };
  }

  /** Waits up to maxTimeMS for the next events. */
  async next(command: Command): Promise<BsonDocument> {
    const id = asBigInt(command.document.getMore);
    const until = Date.now() + asNumber(command.document.maxTimeMS, DEFAULT_WAIT_MS);
    const limit = asNumber(command.document.batchSize, DEFAULT_BATCH) || DEFAULT_BATCH;
    for (;;) {
      const stream = this.#streams.get(id);
      if (stream === undefined) return { cursor: { id: Long.ZERO, ns: '', nextBatch: [] } };
      // Waiting begins before reading, so that a notice in between is not missed.
      const notice = this.#nextNotice();
      try {
        const nextBatch = await this.#read(stream, limit);
        if (nextBatch.length > 0 || Date.now() >= until) {
          return { cursor: { ...this.#cursor(id, stream), nextBatch }, operationTime: now() };
        }
        await notice.orAfter(Math.max(1, Math.min(POLL_MS, until - Date.now())));
      } finally {
        notice.forget();
      }
    }
  }

  async collectionDropped(command: Command, collection: string): Promise<void> {
    if (this.isRecording) await this.sql().rows(command, LOG_DROP, [command.database, collection]);
  }

  async #install(): Promise<PostgresConnection> {
    const connection = await PostgresConnection.open(this.address);
    for (const statement of CHANGE_LOG_SETUP) await connection.query(statement);
    connection.onNotification = () => {
      for (const wake of this.#waiting) wake();
    };
    await connection.query(`LISTEN ${CHANGE_LOG_CHANNEL}`);
    this.#listener = connection;
    return connection;
  }

  async #currentSnapshot(): Promise<string> {
    const rows = await this.sql().own('SELECT pg_current_snapshot()::text');
    return rows[0]?.[0]?.toString() ?? '';
  }

  #cursor(id: bigint, stream: Stream): BsonDocument {
    return {
      id: Long.fromBigInt(id),
      ns: `${stream.database}.${stream.collection ?? '$cmd.aggregate'}`,
      postBatchResumeToken: toResumeToken(stream.position),
    };
  }

  async #read(stream: Stream, limit: number): Promise<BsonDocument[]> {
    const rows = await this.sql().own(READ_CHANGES, [
      String(stream.position.transaction),
      String(stream.position.sequence),
      stream.snapshot,
      String(stream.wholeServer),
      stream.database,
      stream.collection,
      String(stream.since),
      String(limit),
    ]);
    const changes = rows.map((row) => toChangeEvent(row, stream));
    const last = changes.at(-1);
    if (last === undefined) return [];
    stream.position = last.position;
    const events = changes.map(({ event }) => event);
    return stream.stages.length === 0 ? events : this.#throughStages(stream, events);
  }

  /** The engine itself runs the stages that follow $changeStream. */
  async #throughStages(stream: Stream, events: readonly BsonDocument[]): Promise<BsonDocument[]> {
    const documents = events.map((event) => ({ $literal: event }));
    const body = encode({
      aggregate: 1,
      pipeline: [{ $documents: documents }, ...stream.stages],
      cursor: { batchSize: 100_000 },
    });
    const rows = await this.sql().own(
      'SELECT cursorpage FROM documentdb_api.aggregate_cursor_first_page($1::text, $2::documentdb_core.bson)',
      [stream.database, body],
    );
    const page = rows[0]?.[0];
    return page ? asDocuments(asDocument(decodeExactly(page).cursor).firstBatch) : [];
  }

  #nextNotice() {
    let wake: () => void = () => undefined;
    const notified = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.add(wake);
    return {
      orAfter: async (milliseconds: number): Promise<void> => {
        let timer: NodeJS.Timeout | undefined;
        const elapsed = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, milliseconds);
        });
        await Promise.race([notified, elapsed]);
        clearTimeout(timer);
      },
      forget: () => this.#waiting.delete(wake),
    };
  }
}

function now(): Timestamp {
  return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
}
