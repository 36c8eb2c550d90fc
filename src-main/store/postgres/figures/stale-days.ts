import { sql, type Transaction } from 'kysely';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Stretch } from '../../../domain/history-spans.ts';
import type { CalendarOf } from '../../figure-store.ts';
import type { Tables } from '../tables.ts';
import type { BusinessIds } from './business-ids.ts';
import { lookedUp } from './looked-up.ts';
import { momentOf } from './replay-waits.ts';

interface ChangedMessages {
  conversationId: ConversationId;
  span: Stretch;
  /** `businesses.id`; each of them has counted these messages, or will. */
  businesses: readonly (number | null)[];
}

/** Gathers the days of businesses whose figures are out of date. */
export class StaleDays {
  readonly #calendarOf: CalendarOf;
  readonly #businesses: BusinessIds;
  readonly #messages: ChangedMessages[] = [];
  /** By business. */
  readonly #days = new Map<number | null, Set<string>>();

  constructor(calendarOf: CalendarOf, businesses: BusinessIds) {
    this.#calendarOf = calendarOf;
    this.#businesses = businesses;
  }

  add(business: number | null, day: string): void {
    const days = this.#days.get(business) ?? new Set();
    this.#days.set(business, days.add(day));
  }

  addMessages(
    conversationId: ConversationId,
    span: Stretch,
    businesses: readonly (number | null)[],
  ): void {
    this.#messages.push({ conversationId, span, businesses: [...new Set(businesses)] });
  }

  async write(transaction: Transaction<Tables>): Promise<void> {
    await this.#addDaysOfMessages(transaction);
    const all = [...this.#days].flatMap(([business, days]) =>
      [...days].map((day) => ({ business, day })),
    );
    if (all.length === 0) return;
    await sql`
      INSERT INTO stale_days (date, business_id)
      SELECT * FROM unnest(
        ${all.map(({ day }) => day)}::date[], ${all.map(({ business }) => business)}::integer[]
      ) ON CONFLICT DO NOTHING
    `.execute(transaction);
  }

  /** The days on which anything is in these stretches: messages, and leads. */
  async #addDaysOfMessages(transaction: Transaction<Tables>): Promise<void> {
    if (this.#messages.length === 0) return;
    // No day of any zone begins in the middle of a quarter of an hour.
    const { rows } = await sql<{ place: number; quarter: Date }>`
      WITH asked AS (
        SELECT * FROM unnest(
          ${this.#messages.map((each) => each.conversationId)}::uuid[],
          ${this.#messages.map(({ span }) => momentOf(span.from))}::timestamptz[],
          ${this.#messages.map(({ span }) => momentOf(span.to))}::timestamptz[]
        ) WITH ORDINALITY AS each (conversation_id, since, until, place)
      ), moments AS (
        SELECT place, at FROM asked CROSS JOIN ${lookedUp(sql`
          SELECT at FROM message_facts AS fact
          WHERE fact.conversation_id = asked.conversation_id AND at BETWEEN since AND until`)} AS fact
        UNION ALL
        SELECT place, created_at FROM asked CROSS JOIN ${lookedUp(sql`
          SELECT created_at FROM leads
          WHERE leads.conversation_id = asked.conversation_id AND created_at BETWEEN since AND until`)} AS lead
        -- A lead that is gone has left nothing but its moment.
        UNION ALL
        SELECT place, end_at FROM asked CROSS JOIN LATERAL (VALUES (since), (until)) AS ends (end_at)
          WHERE isfinite(end_at)
      )
      SELECT DISTINCT place::integer, date_bin(interval '15 minutes', at, timestamptz '2000-01-01Z') AS quarter FROM moments
    `.execute(transaction);
    for (const { place, quarter } of rows) {
      for (const business of this.#messages[place - 1]?.businesses ?? []) {
        const { days } = this.#calendarOf(this.#businesses.idOf(business));
        this.add(business, days.dayOf(quarter.getTime()));
      }
    }
  }
}
