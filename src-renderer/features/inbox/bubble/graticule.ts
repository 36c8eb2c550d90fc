/** Lines of a map's grid: where they stand in the sketch, and what degree they are. */
export interface GridLine {
  /** From 0 to 1, along the side. */
  readonly place: number;
  readonly degrees: number;
}

/** Degrees from one line to the next: about half a kilometre from south to north. */
export const gridStep = 0.005;

/** The lines that cross a stretch of `span` degrees with `centre` in its middle, in the order of degrees. */
export function gridLines(centre: number, span: number): readonly GridLine[] {
  const start = centre - span / 2;
  const first = Math.ceil(start / gridStep);
  const last = Math.floor((start + span) / gridStep);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const degrees = (first + index) * gridStep;
    return { place: (degrees - start) / span, degrees: Number(degrees.toFixed(3)) };
  });
}

/** `40.415° N`, `3.705° W`. */
export function degreesText(
  degrees: number,
  [positive, negative]: readonly [string, string],
): string {
  return `${Math.abs(degrees).toFixed(3)}° ${degrees < 0 ? negative : positive}`;
}
