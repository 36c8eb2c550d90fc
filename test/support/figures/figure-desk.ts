import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { FigureKeeper } from '../../../src-main/analytics/figure-keeper.ts';
import { TeamCalendars } from '../../../src-main/analytics/team-calendars.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import type { Stretch } from '../../../src-main/domain/history-spans.ts';
import type {
  ConversationFacts,
  FigureStore,
  MessageFact,
} from '../../../src-main/store/figure-store.ts';
import type { LeadStore } from '../../../src-main/store/lead-store.ts';
import type { FigureSource } from '../../../src-main/store/figure-source.ts';
import { migratePostgres } from '../../../src-main/store/postgres/migrate-postgres.ts';
import { connectPostgres } from '../../../src-main/store/postgres/postgres-connection.ts';
import { sealColumn, sealLead, subjectOf } from '../../../src-main/store/postgres/sealed-lead.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { BusinessHours } from '../../../src-preload/contract/business-hours.ts';
import {
  BusinessId,
  ConversationId,
  SessionId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { MessageType } from '../../../src-preload/contract/message-content.ts';
import { recordedLog } from '../databases/recorded-log.ts';
import { testKeyRing } from '../databases/test-key-ring.ts';
import type { PlainLead } from './plain-leads.ts';
import type { PlainHours, PlainMessage, PlainTalk } from './plain-talks.ts';

const newObjectId = (): string => randomUUID().replaceAll('-', '').slice(0, 24);

interface Talk {
  facts: ConversationFacts;
  messages: Map<string, MessageFact>;
  updatedAt: number;
}

const TEAM_ZONE = 'Europe/Lisbon';

/** The figures on a real PostgreSQL; what they are made of is held in memory, in the place of MongoDB. */
export class FigureDesk {
  readonly figures: FigureStore;
  readonly leads: LeadStore;
  readonly raw: pg.Client;
  readonly keeper: FigureKeeper;
  /** As another desktop has it. */
  readonly anotherKeeper: () => FigureKeeper;
  readonly talks = new Map<ConversationId, Talk>();
  /** By which the figures are counted. */
  readonly hours = new Map<string, PlainHours>();
  readonly #keys = testKeyRing();
  readonly #close: () => Promise<void>;
  readonly #makeBusiness: (name: string) => Promise<string>;

  /** @param url an empty database */
  static async open(url: string): Promise<FigureDesk> {
    const connection = await connectPostgres(url, () => {});
    await migratePostgres(connection.db);
    const raw = new pg.Client({ connectionString: url });
    await raw.connect();
    return new FigureDesk(connection, raw);
  }

  private constructor(connection: Awaited<ReturnType<typeof connectPostgres>>, raw: pg.Client) {
    const stores = postgresStores(connection, {
      keys: this.#keys,
      deskId: randomUUID(),
      newObjectId,
    });
    this.figures = stores.figures;
    this.leads = stores.leads;
    this.raw = raw;
    this.#makeBusiness = async (name) =>
      (await stores.businesses.create({ name })).business.businessId;
    this.anotherKeeper = () => this.#newKeeper(stores.figures, stores.businesses);
    this.keeper = this.anotherKeeper();
    this.#close = async () => {
      await this.keeper.stop();
      await raw.end();
      await connection.pool.end();
    };
  }

  #newKeeper(
    figures: FigureStore,
    businesses: ConstructorParameters<typeof TeamCalendars>[0]['businesses'],
  ): FigureKeeper {
    return new FigureKeeper({
      stores: { figures, figureSource: this.#source },
      calendars: new TeamCalendars({
        businesses,
        readHours: () =>
          Promise.resolve((businessId) => {
            const { timeZone, week, holidays } = this.hoursOf(businessId);
            return week && BusinessHours.parse({ timeZone, week, holidays });
          }),
      }),
      recorder: { payBack: () => Promise.resolve() },
      timeZone: TEAM_ZONE,
      publish: () => {},
      clock: systemClock,
      random: Math.random,
      log: recordedLog(),
    });
  }

  readonly hoursOf = (business: string | null): PlainHours =>
    this.hours.get(business ?? '') ?? { timeZone: TEAM_ZONE, week: null, holidays: [] };

  async business(hours?: PlainHours): Promise<string> {
    const business = await this.#makeBusiness(randomUUID());
    if (hours) this.hours.set(business, hours);
    return business;
  }

  /** Makes it known without a message; `joinedInto` as MongoDB has it. */
  meet(talk: PlainTalk, change: { joinedInto?: string; unproved?: Stretch[] } = {}): Talk {
    const conversationId = ConversationId.parse(talk.conversation);
    const known = this.talks.get(conversationId);
    const met: Talk = {
      facts: {
        conversationId,
        threadId: ConversationId.parse(change.joinedInto ?? talk.conversation),
        sessionId: SessionId.parse(talk.session),
        businessId: talk.business === null ? null : BusinessId.parse(talk.business),
        contactKey: talk.customer === '' ? null : talk.customer.padEnd(22, '.'),
        unproved: change.unproved ?? [],
        labels: (talk.labels ?? []).map((label) => label.toLowerCase()),
      },
      messages: known?.messages ?? new Map<string, MessageFact>(),
      updatedAt: Date.now(),
    };
    this.talks.set(conversationId, met);
    return met;
  }

  /** Tells messages of talks as the pipeline does: first they are stored, then their facts are written. */
  async tell(
    news: readonly { talk: PlainTalk; messages: readonly PlainMessage[] }[],
  ): Promise<void> {
    await this.figures.record(
      news.map(({ talk, messages }) => {
        const known = this.talks.get(ConversationId.parse(talk.conversation)) ?? this.meet(talk);
        known.updatedAt = Date.now();
        const told = messages.map((message) => {
          const isKnown = known.messages.has(message.id);
          const fact = factOf(message);
          known.messages.set(message.id, fact);
          return { ...fact, isKnown };
        });
        return { conversationId: known.facts.conversationId, messages: told, revoked: [] };
      }),
    );
  }

  /** Takes messages back that were told. */
  async revoke(talk: PlainTalk, ids: readonly string[]): Promise<void> {
    const known = this.meet(talk);
    for (const id of ids) {
      const message = known.messages.get(id);
      if (message) known.messages.set(id, { ...message, type: 'revoked' });
    }
    const { conversationId } = known.facts;
    await this.figures.record([{ conversationId, messages: [], revoked: ids }]);
  }

  async makeLead(talk: PlainTalk, at: number): Promise<void> {
    await this.raw.query(
      `INSERT INTO leads (object_id, conversation_id, message_id, contact_name, reasons, excerpt, source, stage,
         created_at, updated_by)
       VALUES ($1, $2, 'x', '', '', '', 'whatsapp', 'won', $3, gen_random_uuid())`,
      [randomUUID().replaceAll('-', '').slice(0, 24), talk.conversation, new Date(at)],
    );
  }

  /** A colleague, a campaign: by their ids. */
  async hire(id: string): Promise<void> {
    await this.raw.query(
      `INSERT INTO users (object_id, name, email) VALUES ($1::text, 'Somebody', $1 || '@example.org')`,
      [id],
    );
  }

  async campaign(id: string, name: string): Promise<void> {
    await this.raw.query(
      `INSERT INTO campaigns (object_id, name, code) VALUES ($1, $2::text, upper($2))`,
      [id, name],
    );
  }

  /** A lead as it is now, with the history of its stages. */
  async bringLead(lead: PlainLead): Promise<void> {
    const subject = subjectOf({
      object_id: lead.id,
      conversation_id: lead.conversation,
      sealed_alone: false,
    });
    const key = await this.#keys.keyFor(subject);
    const sealed = sealLead(key, lead.id, { contactName: 'Anna', reasons: [], excerpt: '' });
    const { rows } = await this.raw.query<{ id: number }>(
      `INSERT INTO leads (object_id, conversation_id, message_id, contact_name, reasons, excerpt, source, stage,
         created_at, updated_by, business_id, campaign_id, user_id, value_minor, currency, lost_reason)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, gen_random_uuid(),
         (SELECT id FROM businesses WHERE object_id = $10), (SELECT id FROM campaigns WHERE object_id = $11),
         (SELECT id FROM users WHERE object_id = $12), $13, $14, $15) RETURNING id`,
      [
        ...[lead.id, lead.conversation, lead.conversation && 'x'],
        ...[sealed.contact_name, sealed.reasons, sealed.excerpt, lead.source],
        ...[lead.moves.at(-1)?.stage ?? lead.first, new Date(lead.at)],
        ...[lead.business, lead.campaign, lead.owner],
        ...[lead.value?.minor ?? null, lead.value?.currency ?? null],
        lead.lostReason === '' ? null : sealColumn(key, lead.id, 'lost_reason', lead.lostReason),
      ],
    );
    // What is brought from a file has that as the first line of its history.
    const brought = lead.conversation === null ? [{ at: lead.at, stage: lead.first }] : [];
    let before = brought.length > 0 ? null : lead.first;
    for (const [index, { at, stage }] of [...brought, ...lead.moves].entries()) {
      await this.raw.query(
        `INSERT INTO lead_changes (object_id, lead_id, version, changed_at, from_stage, to_stage, changes)
         VALUES ($1, $2, $3, $4, $5, $6, '')`,
        [newObjectId(), rows[0]?.id, index + 2 - brought.length, new Date(at), before, stage],
      );
      before = stage;
    }
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Every value of everything that is worked out, without what says who wrote it when. */
  async dump(): Promise<string> {
    const tables: Record<string, unknown> = {};
    for (const table of [
      'message_analytics',
      'sender_analytics',
      'contact_days',
      'conversation_hours',
      'response_waits',
    ]) {
      const { rows } = await this.raw.query<{ row: string }>(
        `SELECT (to_jsonb(each) - 'id' - 'created_at' - 'updated_at' - 'updated_by')::text AS row
         FROM ${table} AS each ORDER BY 1`,
      );
      tables[table] = rows.map(({ row }) => row);
    }
    return JSON.stringify(tables, null, 1);
  }

  get #source(): FigureSource {
    const { talks } = this;
    return {
      conversationIds: () => Promise.resolve([...talks.keys()]),
      changedSince: (moment) => {
        const changed = [...talks].filter(([, { updatedAt }]) => updatedAt >= moment);
        return Promise.resolve({
          conversationIds: changed.map(([conversationId]) => conversationId),
          newest: changed.reduce((most, [, { updatedAt }]) => Math.max(most, updatedAt), moment),
        });
      },
      conversations: (ids) => Promise.resolve(ids.flatMap((id) => talks.get(id)?.facts ?? [])),
      messages: (ids) =>
        Promise.resolve(
          new Map(ids.map((id) => [id, [...(talks.get(id)?.messages.values() ?? [])]])),
        ),
    };
  }
}

function factOf(message: PlainMessage): MessageFact {
  return {
    messageId: message.id,
    at: message.at,
    isIncoming: message.from === 'customer',
    type: MessageType.parse(message.isRevoked ? 'revoked' : message.type),
    isAutomatic: message.isAutomatic,
    sentBy: message.by === null ? null : UserId.parse(message.by),
  };
}
