import {
  BSON,
  type ChangeStream,
  type Db,
  type Document,
  MongoServerError,
  type ResumeToken,
} from 'mongodb';
import { z } from 'zod';
import { backoff } from '../../common/backoff.ts';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../log/log.ts';
import type { ChangeFeed, ChangeListener, FeedPosition } from '../change-feed.ts';
import {
  ARCHIVE_COLLECTION,
  CHANGED_WITH,
  type ChangedDocument,
  ChangeTranslator,
  FOLLOWED,
  IDENTIFYING_FIELDS,
} from './changed-documents.ts';
import { classifyMongoError } from './mongo-connection.ts';
import { UpdatePoller } from './update-poller.ts';

const POLL_MS = 1_000;
/** Where the feed stands is kept at most this often, in milliseconds. */
const KEEP_MS = 1_000;
const RETRY = { first: 500, longest: 10_000 };
/** How long the server holds a question for changes open when there are none, in milliseconds. */
const AWAIT_MS = 1_000;

const COMMAND_NOT_FOUND = 59;
const COMMAND_NOT_SUPPORTED = 115;
const NOT_IMPLEMENTED = 238;
const UNKNOWN_STAGE = 40_324;
const ONLY_ON_REPLICA_SETS = 40_573;
const UNAUTHORIZED = 13;
/** What a deployment answers that has no change streams, or not for this user: then it is polled. */
const WITHOUT_STREAMS: ReadonlySet<number> = new Set([
  COMMAND_NOT_FOUND,
  COMMAND_NOT_SUPPORTED,
  NOT_IMPLEMENTED,
  UNKNOWN_STAGE,
  ONLY_ON_REPLICA_SETS,
  UNAUTHORIZED,
]);

const StreamEvent = z.object({
  operationType: z.enum(['insert', 'update', 'replace']),
  ns: z.object({ coll: z.string() }),
  /** Null when it was deleted before it could be looked up. */
  fullDocument: z.looseObject({ updatedBy: z.string().optional() }).nullish(),
  updateDescription: z
    .object({ updatedFields: z.looseObject({ updatedBy: z.string().optional() }).optional() })
    .optional(),
});

const Place = z.union([z.object({ token: z.string() }), z.object({ polledUntil: z.number() })]);
type Place = z.infer<typeof Place>;

interface MongoChangeFeedInput {
  db: Db;
  clock: Clock;
  /** A number from 0 up to 1: desktops that lost the same server must not come back all at once. */
  random(): number;
  log: Log;
}

/** One stream for the whole database; where there are no streams, polling. */
export function mongoChangeFeed(input: MongoChangeFeedInput): ChangeFeed {
  return {
    subscribe: (listener, position, except) => {
      const subscription = new Subscription(input, listener, position, except);
      subscription.start();
      return Promise.resolve(() => subscription.stop());
    },
  };
}

class Subscription {
  readonly #db: Db;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #log: Log;
  readonly #translator: ChangeTranslator;
  readonly #listener: ChangeListener;
  readonly #position: FeedPosition;
  readonly #except: string | undefined;
  #running: Promise<void> = Promise.resolve();
  #stopping = false;
  #stream: ChangeStream | null = null;
  #endPause: () => void = () => {};
  #place: Place | null = null;
  #keptPlace: Place | null = null;
  #keptAt = -Infinity;
  #polls = false;
  #failures = 0;

  constructor(
    input: MongoChangeFeedInput,
    listener: ChangeListener,
    position: FeedPosition,
    except: string | undefined,
  ) {
    this.#db = input.db;
    this.#clock = input.clock;
    this.#random = input.random;
    this.#log = input.log;
    this.#translator = new ChangeTranslator(input.db);
    this.#listener = listener;
    this.#position = position;
    this.#except = except;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endPause();
    // Ending it twice, or while the line is down, is no failure.
    await this.#stream?.close().catch(() => {});
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#place = this.#keptPlace = await readPlace(this.#position);
    while (!this.#stopping) {
      try {
        if (this.#polls) await this.#poll();
        else await this.#watch();
      } catch (error) {
        await this.#recover(error);
      }
    }
    await this.#keep(true);
  }

  async #watch(): Promise<void> {
    const token = this.#place && 'token' in this.#place ? this.#place.token : null;
    const stream = this.#db.watch(pipelineFor(this.#except), {
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: AWAIT_MS,
      ...(token !== null && { resumeAfter: BSON.EJSON.parse(token) as ResumeToken }),
    });
    this.#stream = stream;
    try {
      // The first answer means that the stream stands: what is written from here on is told.
      let next: Document | null = await stream.tryNext();
      if (token === null) this.#listener.onMissed();
      while (!this.#stopping) {
        const events = next === null ? [] : [next];
        while (stream.bufferedCount() > 0) {
          const buffered: Document | null = await stream.tryNext();
          if (buffered) events.push(buffered);
        }
        await this.#tell(events.flatMap(changedDocument));
        this.#failures = 0;
        if (stream.resumeToken) {
          this.#place = { token: BSON.EJSON.stringify(stream.resumeToken) };
        }
        await this.#keep();
        next = await stream.tryNext();
      }
    } finally {
      this.#stream = null;
      // A stream that has failed may not be able to say goodbye.
      await stream.close().catch(() => {});
    }
  }

  async #poll(): Promise<void> {
    const until = this.#place && 'polledUntil' in this.#place ? this.#place.polledUntil : null;
    const poller = new UpdatePoller(this.#db, until);
    if (until === null) this.#listener.onMissed();
    while (!this.#stopping) {
      const answer = await poller.poll();
      if (answer.hasGap) this.#listener.onMissed();
      await this.#tell(answer.documents);
      this.#failures = 0;
      this.#place = { polledUntil: answer.until };
      await this.#keep();
      await this.#pause(POLL_MS);
    }
  }

  async #tell(all: readonly ChangedDocument[]): Promise<void> {
    const documents = all.filter(({ by }) => by === null || by !== this.#except);
    if (documents.length === 0) return;
    const changes = await this.#translator.translate(documents);
    if (changes.length > 0 && !this.#stopping) this.#listener.onChanges(changes);
  }

  /** Decides what to do about an error, and waits before the next attempt. */
  async #recover(error: unknown): Promise<void> {
    // What is being stopped breaks.
    if (this.#stopping) return;
    const code = error instanceof MongoServerError ? Number(error.code) : null;
    if (!this.#polls && code !== null && WITHOUT_STREAMS.has(code)) {
      this.#log.info('MongoDB has no change streams here: it is polled', { code });
      this.#polls = true;
      return;
    }
    const isPassing = classifyMongoError(error) !== error;
    if (this.#place !== null && code !== null && !isPassing) {
      // The server no longer knows the place (its history is shorter, or it is another server): begin anew.
      this.#log.warn('What changed while this desktop was away is no longer known', { code });
      this.#place = null;
    } else {
      this.#log.warn('Changes of other desktops cannot be followed at the moment', { error });
    }
    this.#failures += 1;
    await this.#pause(backoff(this.#failures, this.#random(), RETRY));
  }

  async #keep(isLast = false): Promise<void> {
    const now = this.#clock.now();
    if (this.#place === null || this.#place === this.#keptPlace) return;
    if (!isLast && Math.abs(now - this.#keptAt) < KEEP_MS) return;
    this.#keptAt = now;
    this.#keptPlace = this.#place;
    await this.#position.write(JSON.stringify(this.#place)).catch((error: unknown) => {
      // The next one will be kept; until then more is told again after a restart.
      this.#log.warn('Where the feed of changes stands could not be kept', { error });
    });
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.after(milliseconds, resolve);
      this.#endPause = () => {
        cancel();
        resolve();
      };
      if (this.#stopping) this.#endPause();
    });
  }
}

/** Which documents changed, and nothing of what they say: ids are enough. */
function pipelineFor(except: string | undefined): Document[] {
  return [
    {
      $match: {
        operationType: { $in: ['insert', 'update', 'replace'] },
        $or: [{ 'ns.coll': { $in: FOLLOWED } }, { 'ns.coll': /^messages_/ }],
        $nor: [
          {
            'ns.coll': CHANGED_WITH.collection,
            operationType: 'update',
            [`updateDescription.updatedFields.${CHANGED_WITH.field}`]: { $exists: false },
          },
        ],
        // The same that `changedDocument` makes of it.
        ...(except !== undefined && {
          $expr: {
            $ne: [
              {
                $ifNull: ['$updateDescription.updatedFields.updatedBy', '$fullDocument.updatedBy'],
              },
              except,
            ],
          },
        }),
      },
    },
    {
      $project: {
        operationType: 1,
        ns: 1,
        ...Object.fromEntries(IDENTIFYING_FIELDS.map((field) => [`fullDocument.${field}`, 1])),
        'updateDescription.updatedFields.updatedBy': 1,
      },
    },
  ];
}

function changedDocument(raw: Document): ChangedDocument[] {
  const { data } = StreamEvent.safeParse(raw);
  if (!data?.fullDocument) return [];
  const { operationType, ns, fullDocument, updateDescription } = data;
  if (ns.coll === ARCHIVE_COLLECTION && operationType === 'insert') return [];
  // The document is looked up when the event is read and may bear the name of a later writer by then.
  const by = updateDescription?.updatedFields?.updatedBy ?? fullDocument.updatedBy ?? null;
  return [{ collection: ns.coll, document: fullDocument, by }];
}

/** Null when none was kept, or what was kept cannot be understood. */
async function readPlace(position: FeedPosition): Promise<Place | null> {
  try {
    const kept = await position.read();
    const place = kept === null ? null : Place.parse(JSON.parse(kept));
    if (place && 'token' in place) BSON.EJSON.parse(place.token);
    return place;
  } catch {
    // Without a place everything counts as missed, which is right.
    return null;
  }
}
