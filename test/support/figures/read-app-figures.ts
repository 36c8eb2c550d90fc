import type { FigureRange, FigureStore } from '../../../src-main/store/figure-store.ts';
import type { expectedSenders, ExpectedRow, expectedWaits } from './expected-figures.ts';

/** All rows of the app in the words of `expected-figures.ts`, in an order of their own. */
export async function appDays(figures: FigureStore, range: FigureRange): Promise<ExpectedRow[]> {
  const days = await figures.days(range);
  return inOneOrder(
    days.map((day) => ({
      date: day.date,
      business: day.businessId,
      session: day.sessionId,
      incoming: day.incomingMessages,
      outgoing: day.outgoingMessages,
      contacts: day.uniqueContacts,
      leads: day.newLeads,
      responses: day.responses,
      firstResponses: day.firstResponses,
    })),
  );
}

export async function appSenders(
  figures: FigureStore,
  range: FigureRange,
): Promise<ReturnType<typeof expectedSenders>> {
  const senders = await figures.senders(range);
  return inOneOrder(
    senders.map((each) => ({
      date: each.date,
      business: each.businessId,
      session: each.sessionId,
      by: each.senderId,
      outgoing: each.outgoingMessages,
      responses: each.responses,
      firstResponses: each.firstResponses,
    })),
  );
}

export async function appOpenWaits(figures: FigureStore) {
  const { count, longest } = await figures.openWaits({}, 100_000);
  return {
    count,
    longest: inOneOrder(
      longest.map((each) => ({
        conversation: each.conversationId,
        business: each.businessId,
        session: each.sessionId,
        since: each.since,
      })),
    ),
  };
}

/** Those of them who wait, as the app tells of them. */
export function expectedOpenWaits(waits: ReturnType<typeof expectedWaits>) {
  const open = waits.filter(({ answer, isClosed }) => !answer && !isClosed);
  return {
    count: open.length,
    longest: inOneOrder(
      open.map(({ conversation, business, session, openedAt }) => ({
        conversation,
        business,
        session,
        since: openedAt,
      })),
    ),
  };
}

/** By what stands in them, so that lists that hold the same are the same. */
export function inOneOrder<Row>(rows: readonly Row[]): Row[] {
  const named = rows.map((row) => ({ row, name: JSON.stringify(row) }));
  return named.sort((a, b) => (a.name < b.name ? -1 : 1)).map(({ row }) => row);
}
