import { durationText } from '../../../ui/time/duration-text.ts';

const MINUTE_MS = 60_000;

/** In whole minutes: seconds would say another thing at each look. */
export function waitText(milliseconds: number): string {
  return milliseconds < MINUTE_MS
    ? '< 1 min'
    : durationText(Math.floor(milliseconds / MINUTE_MS) * 60);
}
