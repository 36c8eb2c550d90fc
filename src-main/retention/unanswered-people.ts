import type { Cutoffs, Somebody } from '../store/expiry-store.ts';
import type { Stores } from '../store/stores.ts';

const DAY = 86_400_000;

export interface Unanswered extends Somebody {
  /** When somebody wrote to them last, in milliseconds. */
  readonly lastAt: number;
}

/**
 * People who never wrote to us, through any account and under any id, whom nobody has written to since their cutoff, and of
 * whom no lead came. What was made within a day has a history that is still to be read.
 */
export async function* unansweredPeople(
  { expiry, leads, messages }: Pick<Stores, 'expiry' | 'leads' | 'messages'>,
  cutoffs: Cutoffs,
  now: number,
): AsyncGenerator<Unanswered> {
  const candidates = await expiry.unanswered(cutoffs, now - DAY);
  const seen = new Set<string>();
  for (const conversationId of candidates.keys()) {
    if (seen.has(conversationId)) continue;
    const somebody = await expiry.somebodyIn(conversationId);
    const { conversationIds } = somebody;
    for (const each of conversationIds) seen.add(each);
    const times = conversationIds.map((each) => candidates.get(each) ?? Infinity);
    const lastAt = Math.max(...times);
    if (!Number.isFinite(lastAt)) continue;
    if ((await leads.ofConversations(conversationIds, 1)).length > 0) continue;
    const written = await Promise.all(conversationIds.map((each) => messages.hasIncoming(each)));
    if (!written.includes(true)) yield { ...somebody, lastAt };
  }
}
