import type { FigureStore } from '../../figure-store.ts';
import type { PostgresConnection } from '../postgres-connection.ts';
import { readDays, readOpenWaits, readSenders, readTotals, readUnproved } from './read-figures.ts';
import {
  endRebuild,
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

export function postgresFigureStore(connection: PostgresConnection, deskId: string): FigureStore {
  return {
    record: (chats) => recordFacts(connection, chats),
    noteUnread: (conversationIds) => noteUnread(connection, conversationIds),
    noteLooked: (conversationIds, upTo) => noteLooked(connection, conversationIds, upTo),
    noteClosed: (conversationId, at) => noteClosed(connection, conversationId, at),

    open: (timeZone) => openFigures(connection, timeZone),
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
    totals: (range) => readTotals(connection, range),
    openWaits: (range, limit) => readOpenWaits(connection, range, limit),
    unproved: (stretches, businessId) => readUnproved(connection, stretches, businessId),
  };
}
