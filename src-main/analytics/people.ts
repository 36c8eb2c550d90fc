import type { PersonFigures } from '../../src-preload/contract/analytics.ts';
import type { Sender } from '../../src-preload/contract/analytics-lead.ts';
import { timesOf } from '../domain/response-times.ts';
import type { FigureQuestion, FigureStore } from '../store/figure-store.ts';

/** Whoever wrote, or looks after a lead, in the range: most messages first, then by their id. */
export async function people(
  figures: Pick<FigureStore, 'writtenBy' | 'responses' | 'leadsOwned'>,
  question: FigureQuestion,
): Promise<PersonFigures[]> {
  const [written, spreads, owned] = await Promise.all([
    figures.writtenBy(question),
    figures.responses(question, true),
    figures.leadsOwned(question),
  ]);
  const ids = new Set<Sender>([
    ...written.map(({ senderId }) => senderId),
    ...owned.flatMap(({ ownerId }) => ownerId ?? []),
  ]);
  return [...ids]
    .map((senderId): PersonFigures => {
      const own = spreads.filter((each) => each.senderId === senderId);
      const wrote = written.find((each) => each.senderId === senderId);
      const leads = owned.find(({ ownerId }) => ownerId === senderId);
      return {
        senderId,
        outgoingMessages: wrote?.messages ?? 0,
        conversations: wrote?.conversations ?? 0,
        responses: timesOf(own),
        firstResponses: timesOf(own.filter(({ isFirst }) => isFirst)),
        leads: leads?.leads ?? 0,
        won: leads?.won ?? 0,
        wonValue: leads?.wonValue ?? [],
      };
    })
    .sort((a, b) => b.outgoingMessages - a.outgoingMessages || (a.senderId < b.senderId ? -1 : 1));
}
