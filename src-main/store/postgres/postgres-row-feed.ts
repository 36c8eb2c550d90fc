import pg from 'pg';
import { z } from 'zod';
import type { ConnectionSecurity } from '../../../src-preload/contract/store-connection.ts';
import { BusinessId, LeadId } from '../../../src-preload/contract/ids.ts';
import { backoff } from '../../common/backoff.ts';
import type { Clock } from '../../common/clock.ts';
import type { Log } from '../../log/log.ts';
import type { RowChange, RowFeed } from '../row-feed.ts';
import { postgresOptions } from './postgres-pool.ts';

/** Pauses before connecting again, in milliseconds. */
const RECONNECT = { first: 500, longest: 30_000 };
/** How often the line is tried, and how long an answer may take, in milliseconds. */
const TRY_LINE_MS = 15_000;
const ANSWER_MS = 5_000;
/**
 * How far before the break of the line the search for what was missed begins, in milliseconds. A row has the time at
 * which it was written, and is seen when its statement has ended: no statement takes that long.
 */
const OVERLAP_MS = 60_000;

const Notification = z.object({ table: z.string(), id: z.string(), by: z.uuid().nullable() });

export interface PostgresRowFeedInput {
  url: string;
  security?: ConnectionSecurity | undefined;
  clock: Clock;
  /** A number from 0 up to 1. */
  random(): number;
  log: Log;
}

/** LISTEN on a connection of its own: one from the pool would hear nothing while it is not lent out. */
export function postgresRowFeed(input: PostgresRowFeedInput): RowFeed {
  return {
    subscribe: async (listener) => {
      const subscription = new Subscription(input, listener);
      await subscription.connect();
      return () => subscription.stop();
    },
  };
}

class Subscription {
  readonly #input: PostgresRowFeedInput;
  readonly #listener: (change: RowChange) => void;
  #client: pg.Client | null = null;
  #isStopped = false;
  #hasBeenUp = false;
  #failures = 0;
  /** When the line was last known to be up, by this computer's clock. */
  #upAt: number;
  #cancelTimer = (): void => {};

  constructor(input: PostgresRowFeedInput, listener: (change: RowChange) => void) {
    this.#input = input;
    this.#listener = listener;
    this.#upAt = input.clock.now();
  }

  async connect(): Promise<void> {
    const { url, security, log } = this.#input;
    let client: pg.Client | null = null;
    try {
      client = this.#client = new pg.Client({
        ...postgresOptions(url, security),
        query_timeout: ANSWER_MS,
      });
      // What breaks ends: one of the two is enough.
      client.on('error', () => {});
      client.on('end', () => this.#reconnect(client));
      client.on('notification', ({ payload }) => this.#hear(payload));
      await client.connect();
      await client.query('LISTEN alexia_changes');
      await this.#tellMissed(client);
      this.#hasBeenUp = true;
      this.#failures = 0;
      this.#tryLineLater(client);
    } catch (error) {
      if (this.#isStopped) return;
      log.warn('The feed of rows is interrupted', {
        error: error instanceof Error ? error.message : String(error),
      });
      this.#reconnect(client);
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelTimer();
    await this.#client?.end();
  }

  /** Does nothing for a connection that was given up already. */
  #reconnect(client: pg.Client | null): void {
    if (this.#isStopped || this.#client !== client) return;
    this.#client = null;
    client?.end().catch(() => {
      // It is broken: there is nothing to end in order.
    });
    this.#failures += 1;
    const { clock, random } = this.#input;
    this.#cancelTimer();
    this.#cancelTimer = clock.after(backoff(this.#failures, random(), RECONNECT), () => {
      void this.connect();
    });
  }

  /** A line can be dead without a word: then only a question shows it. */
  #tryLineLater(client: pg.Client): void {
    if (this.#isStopped) return;
    const { clock } = this.#input;
    this.#upAt = clock.now();
    this.#cancelTimer = clock.after(TRY_LINE_MS, () => {
      client.query('SELECT 1').then(
        () => {
          if (this.#client === client) this.#tryLineLater(client);
        },
        () => this.#reconnect(client),
      );
    });
  }

  /** By the server's clock, which wrote the times: of this computer's only a difference counts. */
  async #tellMissed(client: pg.Client): Promise<void> {
    const span = Math.max(0, this.#input.clock.now() - this.#upAt) + OVERLAP_MS;
    const { rows } = await client.query<{ object_id: string; updated_by: string }>(
      `SELECT object_id, updated_by FROM leads
       WHERE updated_at > now() - $1 * interval '1 millisecond' ORDER BY updated_at`,
      [span],
    );
    for (const row of rows) {
      this.#listener({ kind: 'lead', leadId: LeadId.parse(row.object_id), by: row.updated_by });
    }
    if (!this.#hasBeenUp && this.#failures === 0) return;
    // Few and cheap to read again: whether they changed during the break is not asked.
    this.#listener({ kind: 'business', businessId: null, by: null });
    this.#listener({ kind: 'quickReplies', by: null });
    this.#listener({ kind: 'consents', by: null });
    this.#listener({ kind: 'erasures', by: null });
    this.#listener({ kind: 'labels', by: null });
    this.#listener({ kind: 'leadRules', by: null });
    this.#listener({ kind: 'campaigns', by: null });
    this.#listener({ kind: 'leadViews', by: null });
    this.#listener({ kind: 'team', by: null });
    this.#listener({ kind: 'leadStages', by: null });
    this.#listener({ kind: 'businessHours', by: null });
    this.#listener({ kind: 'figures', by: null });
  }

  #hear(payload: string | undefined): void {
    if (this.#isStopped) return;
    const told = z.string().transform(parseJson).pipe(Notification).safeParse(payload);
    const change = told.data && changeOf(told.data);
    // Who else may write on the channel, says whatever he likes.
    if (change) this.#listener(change);
  }
}

function changeOf({ table, id, by }: z.infer<typeof Notification>): RowChange | null {
  switch (table) {
    case 'leads': {
      const leadId = LeadId.safeParse(id).data;
      return leadId === undefined ? null : { kind: 'lead', leadId, by };
    }
    case 'businesses': {
      const businessId = BusinessId.safeParse(id).data;
      return businessId === undefined ? null : { kind: 'business', businessId, by: null };
    }
    case 'quick_replies':
      return { kind: 'quickReplies', by: null };
    case 'contact_consents':
      return { kind: 'consents', by: null };
    case 'retention_policies':
    case 'legal_holds':
    case 'retention_runs':
      return { kind: 'retention', by: null };
    case 'erasures':
    case 'erasure_desktops':
      return { kind: 'erasures', by: null };
    case 'labels':
      return { kind: 'labels', by: null };
    case 'lead_stages':
      return { kind: 'leadStages', by: null };
    case 'lead_rules':
    case 'lead_corrections':
      return { kind: 'leadRules', by: null };
    case 'campaigns':
      return { kind: 'campaigns', by: null };
    case 'lead_views':
      return { kind: 'leadViews', by: null };
    case 'team':
      return { kind: 'team', by: null };
    case 'business_hours':
      return { kind: 'businessHours', by: null };
    case 'message_analytics':
      return { kind: 'figures', by };
    default:
      return null;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not ours.
    return null;
  }
}
