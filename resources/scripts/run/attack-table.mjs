/**
 * @typedef {object} Attack
 * @property {string} attack what was tried
 * @property {number} cases how often
 * @property {number} held how many of those came to nothing
 */

/**
 * @param {string} lines one JSON object a line
 * @returns {Attack[]} in the order of the file
 */
export function readAttacks(lines) {
  return lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/**
 * Columns of text, the sums last.
 *
 * @param {readonly Attack[]} attacks
 */
export function tableOf(attacks) {
  const sum = { attack: 'all', cases: 0, held: 0 };
  for (const { cases, held } of attacks) {
    sum.cases += cases;
    sum.held += held;
  }
  const rows = [...attacks, sum].map(({ attack, cases, held }) => [
    attack,
    cases.toLocaleString('en'),
    held === cases ? 'all' : `${held.toLocaleString('en')} (!)`,
  ]);
  const head = ['attack', 'cases', 'held'];
  const widths = head.map((name, at) =>
    Math.max(name.length, ...rows.map((row) => (row[at] ?? '').length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('  '),
    )
    .join('\n');
}
