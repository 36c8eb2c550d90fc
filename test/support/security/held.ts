import { appendFileSync } from 'node:fs';

/** What was tried, how often, and how many of those tries came to nothing. */
export interface Attack {
  readonly attack: string;
  readonly cases: number;
  readonly held: number;
}

/** Where `npm run test:security` gathers them: one JSON object a line. */
const TABLE = 'ALEXIA_ATTACKS_FILE';

/** Puts a line into the table of `npm run test:security`; elsewhere nothing happens. */
export function tell(attack: Attack): void {
  const file = process.env[TABLE];
  if (file) appendFileSync(file, `${JSON.stringify(attack)}\n`);
}

/**
 * Puts a line into the table, and answers with the cases that did not hold, for a test to expect none.
 *
 * @param outcomes by the name of the case: whether it came to nothing
 */
export function broken(attack: string, outcomes: Readonly<Record<string, boolean>>): string[] {
  const all = Object.entries(outcomes);
  const failed = all.flatMap(([name, held]) => (held ? [] : [name]));
  tell({ attack, cases: all.length, held: all.length - failed.length });
  return failed;
}
