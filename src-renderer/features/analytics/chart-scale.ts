/** The value axis of a chart: a round maximum, and where to draw lines. */
export interface ChartScale {
  readonly maximum: number;
  /** From 0 to the maximum, equally far apart. */
  readonly ticks: readonly number[];
}

/** At most six lines at round numbers (1, 2 or 5 times a power of ten), the highest not below `largest`. */
export function chartScale(largest: number): ChartScale {
  const rough = Math.max(largest, 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? power,
  );
  const count = Math.max(1, Math.ceil(largest / step));
  return {
    maximum: count * step,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}

/** Every how many days one is named, so that `count` names fit into `width` pixels. */
export function labelEvery(count: number, width: number, labelWidth: number): number {
  const fitting = Math.max(1, Math.floor(width / labelWidth));
  const needed = Math.ceil(count / fitting);
  return [1, 2, 7, 14, 28].find((each) => each >= needed) ?? needed;
}
