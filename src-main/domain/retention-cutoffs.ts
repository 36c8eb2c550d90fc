import type { BusinessId } from '../../src-preload/contract/ids.ts';
import type {
  PolicyChange,
  RetentionKind,
  RetentionPolicy,
} from '../../src-preload/contract/retention.ts';

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

/** The same for what one policy decides about alone, once it is changed so. */
export function cutoffsOfChange(
  policies: readonly Pick<RetentionPolicy, 'businessId' | 'kind' | 'days'>[],
  { businessId, kind, days }: PolicyChange,
  now: number,
): ReturnType<typeof cutoffsOf> {
  const isOther = (policy: (typeof policies)[number]): boolean =>
    policy.kind !== kind || policy.businessId !== businessId;
  const changed = [
    ...policies.filter(isOther),
    ...(days === undefined ? [] : [{ businessId, kind, days }]),
  ];
  const { others, businesses } = cutoffsOf(changed, kind, now);
  if (businessId === null) {
    // What has a policy of its own stays out of it.
    return { others, businesses: new Map([...businesses.keys()].map((each) => [each, null])) };
  }
  const own = businesses.get(businessId);
  return { others: null, businesses: new Map([[businessId, own === undefined ? others : own]]) };
}

/** Whether anything goes at all. */
export function isAnyCutoff({ others, businesses }: ReturnType<typeof cutoffsOf>): boolean {
  return others !== null || [...businesses.values()].some((before) => before !== null);
}
