/** A moment as a field of date and time has it, by this computer's clock: `2026-12-24T09:30`. */
export function localMoment(timestamp: number): string {
  const time = new Date(timestamp);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** Milliseconds since 1970; NaN for what is no moment. */
export function momentOf(text: string): number {
  return new Date(text).getTime();
}
