import type { FigureStore } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import type { PostgresContext } from '../postgres-context.ts';
import { isOfLeads, leadsBehind } from './leads-behind.ts';
import { messagesBehind } from './messages-behind.ts';
import { readNewContacts, readUniqueContacts } from './read-contacts.ts';
import { readLeadFigures, readLeadsOwned, readNewLeads } from './read-lead-figures.ts';
import { readHours, readMessages, readResponses, readWrittenBy } from './read-written.ts';
import { readDays, readOpenWaits, readSenders, readUnproved } from './read-figures.ts';
import {
  endRebuild,
  leftOfRebuild,
  openFigures,
  setTimeZone,
  startRebuild,
  stopRebuild,
  useCalendars,
} from './rebuild-figures.ts';
import { recordFacts } from './record-facts.ts';
import { rollDays } from './roll-days.ts';
import { settleConversations } from './settle-conversations.ts';
import { noteClosed, noteLooked, noteUnread, staleConversations } from './stale-conversations.ts';

export function postgresFigureStore(
  connection: PostgresConnection,
  { deskId, keys }: Pick<PostgresContext, 'deskId' | 'keys'>,
): FigureStore {
  return {
    record: (chats) => recordFacts(connection, chats),
    noteUnread: (conversationIds) => noteUnread(connection, conversationIds),
    noteLooked: (conversationIds, upTo) => noteLooked(connection, conversationIds, upTo),
    noteClosed: (conversationId, at) => noteClosed(connection, conversationId, at),

    open: (timeZone) => openFigures(connection, timeZone),
    leftOfRebuild: () => leftOfRebuild(connection),
    setTimeZone: (timeZone) => setTimeZone(connection, timeZone),
    startRebuild: (conversationIds) => startRebuild(connection, conversationIds),
    stopRebuild: (isStopped) => stopRebuild(connection, isStopped),
    useCalendars: (calendars) => useCalendars(connection, calendars),

    stale: (limit, withRebuild) => staleConversations(connection, limit, withRebuild),
    settle: (settlement, calendarOf) => settleConversations(connection, settlement, calendarOf),
    rollDays: (limit, calendarOf) => rollDays(connection, deskId, limit, calendarOf),
    endRebuild: () => endRebuild(connection),

    days: (range) => readDays(connection, range),
    senders: (range) => readSenders(connection, range),
    messages: (question) => readMessages(connection, question),
    uniqueContacts: (question) => readUniqueContacts(connection, question),
    newContacts: (question) => readNewContacts(connection, question),
    newLeads: (question) => readNewLeads(connection, question),
    hours: (question) => readHours(connection, question),
    responses: (question, isBySender) => readResponses(connection, question, isBySender),
    writtenBy: (question) => readWrittenBy(connection, question),
    leadsOwned: (question) => readLeadsOwned(connection, question),
    leads: (question) => readLeadFigures(connection, keys, question),
    behind: (question, what, limit, after) =>
      isOfLeads(what)
        ? leadsBehind(connection, keys, { question, what, limit, after })
        : messagesBehind(connection, { question, what, limit, after }),
    openWaits: (question, limit, after) => readOpenWaits(connection, question, limit, after),
    unproved: (stretches, businessId) => readUnproved(connection, stretches, businessId),
  };
}
