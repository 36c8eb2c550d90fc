/** By what share a figure has changed: 0.5 is half as much again; null where there was none before. */
export function changeOf(now: number, before: number): number | null {
  if (before === 0) return now === 0 ? 0 : null;
  return (now - before) / before;
}
