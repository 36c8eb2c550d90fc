/** A stretch in which the clocks of a time zone are the same distance from UTC. Milliseconds; `until` is not in it. */
export interface ZoneShift {
  from: number;
  until: number;
  /** What has to be added to a moment so that UTC shows what the clock on the wall does. */
  shift: number;
}

const DAY_MS = 86_400_000;

/** The stretches of a span (milliseconds, its end not in it), in order: one, and one more for each change of the clock. */
export function zoneShifts(timeZone: string, from: number, until: number): ZoneShift[] {
  const shiftAt = shiftsIn(timeZone);
  const shifts: ZoneShift[] = [];
  for (let at = from; at < until;) {
    const shift = shiftAt(at);
    const end = changeAfter(at, until, shift, shiftAt);
    shifts.push({ from: at, until: end, shift });
    at = end;
  }
  return shifts;
}

/** When the shift is another one for the first time, `until` at the latest: no zone changes its clock twice in a day. */
function changeAfter(
  from: number,
  until: number,
  shift: number,
  shiftAt: (at: number) => number,
): number {
  let same = from;
  while (same < until) {
    const next = Math.min(same + DAY_MS, until);
    if (shiftAt(next) === shift) {
      same = next;
      continue;
    }
    let other = next;
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2);
      if (shiftAt(middle) === shift) same = middle;
      else other = middle;
    }
    return Math.min(other, until);
  }
  return until;
}

function shiftsIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (at) => {
    const parts = format.formatToParts(at);
    const part = (type: string): number =>
      Number(parts.find((each) => each.type === type)?.value ?? 0);
    const shown = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    );
    return shown - Math.floor(at / 1000) * 1000;
  };
}
