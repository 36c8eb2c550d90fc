import type { FigureTimes } from '../../src-preload/contract/analytics.ts';
import {
  RESPONSE_CLASSES,
  responseClassEnds,
} from '../../src-preload/contract/response-classes.ts';

type Spread = readonly (readonly [seconds: number, count: number])[];

/** What is told of response times, from how many there were of so many seconds; several lists count as one. */
export function timesOf(
  spreads: readonly { readonly wall: Spread; readonly business: Spread }[],
): FigureTimes {
  const wall = spreads.flatMap((each) => each.wall);
  const business = spreads.flatMap((each) => each.business);
  const count = wall.reduce((sum, [, each]) => sum + each, 0);
  if (count === 0) return { count, wall: null, business: null };
  return { count, wall: clockOf(wall, count), business: clockOf(business, count) };
}

function clockOf(spread: Spread, count: number): NonNullable<FigureTimes['wall']> {
  const sorted = [...spread].sort(([a], [b]) => a - b);
  const classes = Array<number>(RESPONSE_CLASSES).fill(0);
  let sum = 0;
  for (const [seconds, each] of sorted) {
    sum += seconds * each;
    const place = responseClassEnds.findIndex((end) => seconds < end);
    const index = place === -1 ? RESPONSE_CLASSES - 1 : place;
    classes[index] = (classes[index] ?? 0) + each;
  }
  return {
    mean: sum / count,
    median: nearestRank(sorted, count, 50),
    p90: nearestRank(sorted, count, 90),
    classes,
  };
}

/** The smallest that so many percent of all do not exceed. */
function nearestRank(sorted: Spread, count: number, percent: number): number {
  const rank = Math.ceil((count * percent) / 100);
  let seen = 0;
  for (const [seconds, each] of sorted) {
    seen += each;
    if (seen >= rank) return seconds;
  }
  throw new Error('There are response times');
}
