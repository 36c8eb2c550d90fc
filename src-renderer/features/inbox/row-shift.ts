/**
 * By how many rows the rows at the top of the view have moved, so that the view can move with them. It asks three
 * neighbours and believes the middle one: a row that itself jumped to the top does not take the view along.
 */
export function rowShift(
  before: readonly string[],
  after: readonly string[],
  firstVisible: number,
): number {
  const shifts: number[] = [];
  for (let index = firstVisible; index < firstVisible + 3; index += 1) {
    const id = before[index];
    const now = id === undefined ? -1 : after.indexOf(id);
    if (now >= 0) {
      shifts.push(now - index);
    }
  }
  shifts.sort((one, other) => one - other);
  return shifts[Math.floor(shifts.length / 2)] ?? 0;
}
