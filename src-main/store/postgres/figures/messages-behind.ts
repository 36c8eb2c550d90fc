import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import type {
  BehindCursor,
  BehindWhat,
} from '../../../../src-preload/contract/analytics-behind.ts';
import { Sender } from '../../../../src-preload/contract/analytics-lead.ts';
import { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import { responseClassEnds } from '../../../../src-preload/contract/response-classes.ts';
import type { Behind, BehindMessage, FigureQuestion } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import {
  dateOf,
  hourOf,
  isBy,
  isOf,
  isOn,
  isThreadWanted,
  isWritten,
  shiftsOf,
  weekdayOf,
  whoOf,
} from './figure-filter.ts';
import type { WhatOfLeads } from './leads-behind.ts';
import { firstContacts } from './read-contacts.ts';
import { answeredWaits } from './read-written.ts';

export interface BehindInput<What> {
  question: FigureQuestion;
  what: What;
  limit: number;
  after: BehindCursor | undefined;
}

const Row = z.object({
  thread_id: ConversationId,
  conversation_id: z.string(),
  message_id: MessageId,
  at: z.date(),
  is_incoming: z.boolean(),
  sender: Sender.nullable(),
  seconds: z.number().nullable(),
});

/** See `FigureStore.behind`. */
export async function messagesBehind(
  { db, retry }: PostgresConnection,
  { question, what, limit, after }: BehindInput<Exclude<BehindWhat, WhatOfLeads>>,
): Promise<Behind> {
  const found = foundMessages(question, what);
  const isNext = after ? isBefore(after) : sql`true`;
  const [counted, { rows }] = await retry(() =>
    Promise.all([
      sql<{ count: string }>`SELECT count(*) AS count FROM (${found}) AS found`.execute(db),
      sql`
        SELECT * FROM (${found}) AS found WHERE ${isNext}
        ORDER BY at DESC, conversation_id DESC, message_id DESC LIMIT ${limit + 1}
      `.execute(db),
    ]),
  );
  const all = rows.map((row) => Row.parse(row));
  const shown = all.slice(0, limit);
  const last = all.length > limit ? shown.at(-1) : undefined;
  return {
    count: Number(counted.rows[0]?.count ?? 0),
    items: shown.map((row): BehindMessage => ({
      kind: 'message',
      conversationId: row.thread_id,
      messageId: row.message_id,
      at: row.at.getTime(),
      direction: row.is_incoming ? 'incoming' : 'outgoing',
      senderId: row.sender,
      seconds: row.seconds,
    })),
    next: last ? { at: last.at.getTime(), id: `${last.conversation_id} ${last.message_id}` } : null,
  };
}

function isBefore({ at, id }: BehindCursor): RawBuilder<boolean> {
  const [conversationId, messageId] = [id.slice(0, 36), id.slice(37)];
  return sql<boolean>`(at, conversation_id, message_id)
    < (${new Date(at)}::timestamptz, ${ConversationId.parse(conversationId)}::uuid, ${messageId} COLLATE "C")`;
}

type WhatOfMessages = Exclude<BehindWhat, WhatOfLeads>;

/** Rows as `Row`. */
function foundMessages(question: FigureQuestion, what: WhatOfMessages): RawBuilder<unknown> {
  switch (what.kind) {
    case 'messages':
      return written(
        question,
        sql`${isDirection(what.direction)} AND ${isOn(what.date, dayOfFact)}`,
      );
    case 'hour': {
      const cell = sql`${isDirection(what.direction)}
        AND ${weekdayOf(dayOfFact)} = ${what.weekday} AND ${hourOfFact} = ${what.hour}`;
      return written(question, cell);
    }
    case 'activeConversations':
      return newestOfEach(sql`talk.thread_id`, question, isOn(what.date, dayOfFact));
    case 'uniqueContacts': {
      const ofCustomer = sql`fact.is_incoming AND talk.contact_key IS NOT NULL`;
      return newestOfEach(
        sql`talk.contact_key`,
        question,
        sql`${ofCustomer} AND ${isOn(what.date, dayOfFact)}`,
      );
    }
    case 'newContacts':
      return sql`
        SELECT talk.thread_id, ${columns(sql`NULL::integer`)}
        FROM message_facts AS fact JOIN (
          SELECT first_in, first_by, talk.thread_id FROM ${firstContacts(question)}
            AND ${isOn(what.date, sql`figures.date`)}
        ) AS talk ON fact.conversation_id = talk.first_in AND fact.message_id = talk.first_by`;
    case 'responses': {
      const seconds = sql.ref(what.clock === 'wall' ? 'wall_seconds' : 'business_seconds');
      const isFirst = what.which === 'first' ? sql`is_first` : sql`true`;
      return sql`
        SELECT waits.thread_id, ${columns(sql`waits.seconds`)}
        FROM message_facts AS fact JOIN (
          SELECT thread_id, closed_in, closed_by, ${seconds} AS seconds FROM ${answeredWaits(question)}
            AND ${isFirst} AND ${isOfClass(seconds, what.classIndex)}
        ) AS waits ON fact.conversation_id = waits.closed_in AND fact.message_id = waits.closed_by`;
    }
  }
}

const dayOfFact = dateOf(sql`fact.at`, sql`shifts.shift`);
const hourOfFact = hourOf(sql`fact.at`, sql`shifts.shift`);

function columns(seconds: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`fact.conversation_id, fact.message_id, fact.at, fact.is_incoming,
    nullif(nullif(${whoOf}, 'customer'), 'automatic') AS sender, ${seconds} AS seconds`;
}

/** What was written in the range and is asked for, straight from the facts. */
function written(question: FigureQuestion, isFound: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`SELECT talk.thread_id, ${columns(sql`NULL::integer`)} ${fromWritten(question, isFound)}`;
}

/** The newest of them of each conversation, or of each customer. */
function newestOfEach(
  one: RawBuilder<unknown>,
  question: FigureQuestion,
  isFound: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    SELECT DISTINCT ON (${one}) talk.thread_id, ${columns(sql`NULL::integer`)}
    ${fromWritten(question, isFound)}
    ORDER BY ${one}, fact.at DESC, fact.conversation_id DESC, fact.message_id DESC`;
}

function fromWritten(question: FigureQuestion, isFound: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    FROM message_facts AS fact JOIN conversation_facts AS talk ON talk.conversation_id = fact.conversation_id
      JOIN ${shiftsOf(question)} AS shifts ON shifts.business = coalesce(talk.business_id, 0)
        AND fact.at >= since AND fact.at < until
    WHERE ${isWritten} AND ${isOf(question, sql`talk.business_id`, sql`talk.session_id`)}
      AND ${isBy(question, whoOf)} AND ${isThreadWanted(question, sql`talk.thread_id`)} AND ${isFound}`;
}

function isDirection(direction: 'incoming' | 'outgoing'): RawBuilder<boolean> {
  return direction === 'incoming'
    ? sql<boolean>`fact.is_incoming`
    : sql<boolean>`NOT fact.is_incoming`;
}

function isOfClass(seconds: RawBuilder<unknown>, index: number | undefined): RawBuilder<boolean> {
  if (index === undefined) return sql<boolean>`true`;
  const [from, end] = [responseClassEnds[index - 1] ?? 0, responseClassEnds[index]];
  if (index > responseClassEnds.length) return sql<boolean>`false`;
  return end === undefined
    ? sql<boolean>`(${seconds} >= ${from})`
    : sql<boolean>`(${seconds} >= ${from} AND ${seconds} < ${end})`;
}
