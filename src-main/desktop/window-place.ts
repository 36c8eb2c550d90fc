/** A rectangle in device-independent pixels, from the corner of the first screen; other screens may lie left of it. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Where a window that was at `wanted` stands now, so that all of it is seen.
 *
 * What is on screens wholly, also across two of them, stays. What hangs out moves into the screen that has most of it,
 * and what was on a screen that is gone, into the middle of the first; what is too large becomes as large as its screen.
 *
 * @param workAreas of all screens without their bars, the first screen's first; at least one
 */
export function placeOnScreens(wanted: Area, workAreas: readonly [Area, ...Area[]]): Area {
  const shares = workAreas.map((area) => ({ area, shared: sharedPixels(wanted, area) }));
  const seen = shares.reduce((sum, { shared }) => sum + shared, 0);
  if (seen >= wanted.width * wanted.height) return wanted;
  // With none of it anywhere, the first of them.
  const best = shares.reduce((one, other) => (other.shared > one.shared ? other : one));
  const { area } = best;
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  const isGone = best.shared === 0;
  const centre = (from: number, room: number): number => from + Math.floor(room / 2);
  return {
    x: isGone
      ? centre(area.x, area.width - width)
      : within(wanted.x, area.x, area.x + area.width - width),
    y: isGone
      ? centre(area.y, area.height - height)
      : within(wanted.y, area.y, area.y + area.height - height),
    width,
    height,
  };
}

function sharedPixels(one: Area, other: Area): number {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  return Math.max(0, width) * Math.max(0, height);
}

function within(value: number, from: number, to: number): number {
  return Math.min(Math.max(value, from), to);
}
