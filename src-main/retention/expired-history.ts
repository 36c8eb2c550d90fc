import type { Clock } from '../common/clock.ts';
import { cutoffsOf, isAnyCutoff } from '../domain/retention-cutoffs.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { Stores } from '../store/stores.ts';

/** How long policies and holds are remembered, in milliseconds. */
const REMEMBERED_MS = 60_000;

/** Before when messages of a conversation are past, in milliseconds; null where none is. */
export type ExpiredBefore = (
  conversation: Pick<StoredConversation, 'conversationId' | 'businessId'>,
) => number | null;

/** Tells what of the history that WhatsApp gives again is past by the team's policies, and held by nobody. */
export function expiredHistory(
  { retention, expiry }: Pick<Stores, 'retention' | 'expiry'>,
  clock: Pick<Clock, 'now'>,
): () => Promise<ExpiredBefore> {
  let known: { at: number; expiredBefore: ExpiredBefore } | null = null;
  const read = async (now: number): Promise<ExpiredBefore> => {
    const cutoffs = cutoffsOf(await retention.policies(), 'messages', now);
    if (!isAnyCutoff(cutoffs)) return () => null;
    const holds = await retention.holds();
    const held = await expiry.conversationsOf(holds.map(({ contactId }) => contactId));
    return ({ conversationId, businessId }) => {
      if (held.has(conversationId)) return null;
      const own = businessId === null ? undefined : cutoffs.businesses.get(businessId);
      return own === undefined ? cutoffs.others : own;
    };
  };
  return async () => {
    const now = clock.now();
    if (!known || now - known.at >= REMEMBERED_MS || now < known.at) {
      known = { at: now, expiredBefore: await read(now) };
    }
    return known.expiredBefore;
  };
}
