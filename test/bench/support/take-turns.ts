/**
 * Milliseconds that each work took in each round, in order. They take turns, and who is first changes from round to
 * round, so that a slow moment strikes all alike. The rounds of `warmUp` are not counted.
 */
export async function takeTurns(
  works: readonly ((round: number) => Promise<unknown>)[],
  { rounds, warmUp }: { rounds: number; warmUp: number },
): Promise<number[][]> {
  const times = works.map((): number[] => []);
  for (let round = -warmUp; round < rounds; round++) {
    for (const offset of works.keys()) {
      const index = (offset + Math.abs(round)) % works.length;
      const startedAt = performance.now();
      await works[index]?.(round < 0 ? round + warmUp : round);
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  return times;
}
