import { type Campaign, codeWords } from '../../../src-preload/contract/campaign.ts';
import type { BusinessId } from '../../../src-preload/contract/ids.ts';
import { groupBy } from '../../common/group-by.ts';
import { foldMessage } from './message-words.ts';

/** How long nobody has written, in milliseconds, when a message begins a conversation anew; as the figures see it. */
export const IDLE_MS = 24 * 3_600_000;

/** Whether codes are the same: capitals and accents do not count. */
export function isSameCode(one: string, other: string): boolean {
  return foldMessage(one.trim()) === foldMessage(other.trim());
}

/** Whether the code of a campaign counted at a moment, in milliseconds. */
function ranAt({ status, startsAt, endsAt, endedAt }: Campaign, at: number): boolean {
  if (startsAt !== null && at < startsAt) return false;
  if (endsAt !== null && at >= endsAt) return false;
  if (status === 'ended') return endedAt !== null && at < endedAt;
  return status === 'active';
}

/** Where and when a message was written. */
export interface MessagePlace {
  /** Null for a conversation of no business. */
  readonly businessId: BusinessId | null;
  /** Milliseconds. */
  readonly at: number;
}

/** The campaign that a text names; null for none. */
export type FindCampaign = (text: string, place: MessagePlace) => Campaign | null;

/**
 * Finds the campaign whose code a message has as a whole word, of those that ran when it was written, for conversations
 * of its business or of all. The code that stands first counts. Where several campaigns have it, that of the business
 * comes before that for all, and then the one that began last.
 */
export function campaignFinder(campaigns: readonly Campaign[]): FindCampaign {
  const byCode = groupBy([...campaigns].sort(byNearness), ({ code }) => foldMessage(code));
  return (text, { businessId, at }) => {
    if (byCode.size === 0) return null;
    for (const [word] of foldMessage(text).matchAll(codeWords)) {
      const found = byCode
        .get(word)
        ?.find(
          (each) => (each.businessId === null || each.businessId === businessId) && ranAt(each, at),
        );
      if (found) return found;
    }
    return null;
  };
}

function byNearness(one: Campaign, other: Campaign): number {
  const ofAll = Number(one.businessId === null) - Number(other.businessId === null);
  const begun = (other.startsAt ?? 0) - (one.startsAt ?? 0);
  return ofAll || begun || (one.campaignId > other.campaignId ? -1 : 1);
}
