import type { BusinessId } from '../../src-preload/contract/ids.ts';
import type { RetentionKind, RetentionPolicy } from '../../src-preload/contract/retention.ts';

const DAY = 86_400_000;

/** Before when things of a kind go, in milliseconds; null: they are kept. See `Cutoffs` of the expiry store. */
export function cutoffsOf(
  policies: readonly Pick<RetentionPolicy, 'businessId' | 'kind' | 'days'>[],
  kind: RetentionKind,
  now: number,
): { others: number | null; businesses: Map<BusinessId, number | null> } {
  let others: number | null = null;
  const businesses = new Map<BusinessId, number | null>();
  for (const policy of policies) {
    if (policy.kind !== kind) continue;
    const before = policy.days === null ? null : now - policy.days * DAY;
    if (policy.businessId === null) others = before;
    else businesses.set(policy.businessId, before);
  }
  return { others, businesses };
}

/** Whether anything goes at all. */
export function isAnyCutoff({ others, businesses }: ReturnType<typeof cutoffsOf>): boolean {
  return others !== null || [...businesses.values()].some((before) => before !== null);
}
