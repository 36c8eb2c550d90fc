import {
  type ConsentRecord,
  type ConsentState,
  currentConsent,
} from '../../../src-preload/contract/consent.ts';
import type { ErrorCode } from '../../../src-preload/contract/result.ts';

/**
 * The one place that says what advertising is, and to whom it may go; `resources/docs/privacy.md` says it in words.
 *
 * `quick_reply`: whoever wrote it took a quick reply that the team calls advertising. `campaign`: it carries the code
 * of a campaign of ours. `first_message`: it goes to somebody who never wrote to us.
 */
export type MarketingOccasion = 'quick_reply' | 'campaign' | 'first_message';

/** Why a message is advertising; null where it is none. */
export function marketingOccasion(message: {
  /** The text came of a quick reply that is advertising. */
  readonly isMarketing: boolean;
  /** The text has the code of a campaign that runs. */
  readonly namesCampaign: boolean;
  /** The person has written to us, ever, in this conversation. */
  readonly hasWritten: boolean;
}): MarketingOccasion | null {
  if (message.isMarketing) return 'quick_reply';
  if (message.namesCampaign) return 'campaign';
  return message.hasWritten ? null : 'first_message';
}

/** Why advertising does not go. */
export type MarketingRefusal = Extract<ErrorCode, 'marketing_refused' | 'marketing_not_agreed'>;

/**
 * Whether advertising may go; null when it may.
 *
 * Who refused it or withdrew gets none. Who said nothing gets it as an answer to what they wrote, but not out of the
 * blue. The first message to somebody is more often a delivery than an offer: who said nothing gets it (the pace counts
 * how many of those go), and who wants no advertising gets it where they have agreed to service.
 */
export function marketingRefusal(
  occasion: MarketingOccasion,
  records: readonly ConsentRecord[],
  hasWritten: boolean,
): MarketingRefusal | null {
  const marketing = stateOf(records, 'marketing');
  if (marketing === 'given') return null;
  const service = stateOf(records, 'service');
  if (occasion === 'first_message') {
    if (service === 'given') return null;
    return isNo(marketing) || isNo(service) ? 'marketing_refused' : null;
  }
  if (isNo(marketing)) return 'marketing_refused';
  return hasWritten ? null : 'marketing_not_agreed';
}

/**
 * Whether a keyword like START brings advertising back: only what was given once, and is withdrawn now. Whoever sends it
 * then knows what they ask for, for they had it. Of anybody else a bare word is no informed consent (GDPR, articles 4(11) and
 * 7): a colleague notes what the person has said.
 *
 * @param at when it was sent, in milliseconds
 */
export function mayComeBack(records: readonly ConsentRecord[], at: number): boolean {
  const current = currentConsent(records, 'marketing');
  return (
    current?.state === 'withdrawn' &&
    current.at <= at &&
    records.some(({ purpose, state }) => purpose === 'marketing' && state === 'given')
  );
}

function isNo(state: ConsentState): boolean {
  return state === 'refused' || state === 'withdrawn';
}

function stateOf(
  records: readonly ConsentRecord[],
  purpose: ConsentRecord['purpose'],
): ConsentState {
  return currentConsent(records, purpose)?.state ?? 'unknown';
}
