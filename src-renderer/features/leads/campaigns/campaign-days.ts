import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import { localMoment } from '../page/local-moment.ts';

/** What a campaign does at a moment: as it was set, or what its days make of that. */
export type CampaignPhase = Campaign['status'] | 'scheduled' | 'over';

/** @param now milliseconds */
export function phaseAt({ status, startsAt, endsAt }: Campaign, now: number): CampaignPhase {
  if (status !== 'active') return status;
  if (startsAt !== null && now < startsAt) return 'scheduled';
  return endsAt !== null && now >= endsAt ? 'over' : 'active';
}

/** When a day `YYYY-MM-DD` begins by this computer's clock, in milliseconds; null for none. */
export function startOf(day: string): number | null {
  return day === '' ? null : new Date(`${day}T00:00`).getTime();
}

/** When it is over, however long it is; null for none. */
export function endOf(day: string): number | null {
  if (day === '') return null;
  const next = new Date(`${day}T00:00`);
  next.setDate(next.getDate() + 1);
  return next.getTime();
}

/** The last day before a moment, as the field of a day has it. */
export function dayBefore(end: number): string {
  return dayOf(end - 1);
}

/** The day of a moment, by this computer's clock. */
export function dayOf(timestamp: number): string {
  return localMoment(timestamp).slice(0, 10);
}
