import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { csvLines } from '../../../src-main/common/csv-lines.ts';
import { safeFileName } from '../../../src-main/media/safe-file-name.ts';
import { tell } from '../../support/security/held.ts';
import { hostileText } from '../../support/security/hostile.ts';

const SEED = 20_261_129;
const CASES = 2_000;

it.each([
  '=1+1',
  '@SUM(A1)',
  '-2+3',
  '+1+cmd|" /C calc"!A0',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1+1',
  '＋1',
])('a cell %j is no formula in a file that goes out', (cell) => {
  expect(Papa.parse<string[]>(csvLines([[cell]]), { newline: '\r\n' }).data[0]).toEqual([
    `'${cell}`,
  ]);
});

it('a phone number stays one', () => {
  expect(csvLines([['+34 600 111 222', '+1 (555) 010-9999']])).toBe(
    '+34 600 111 222,+1 (555) 010-9999\r\n',
  );
});

it('no hostile cell begins as a formula does, and none breaks out of its place', () => {
  const cells = fc.array(hostileText, { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(cells, (line) => {
      const [read = []] = Papa.parse<string[]>(csvLines([line, ['end']]), {
        delimiter: ',',
        newline: '\r\n',
      }).data;
      expect(read.map((cell, at) => cell === line[at] || cell === `'${line[at]}`)).toEqual([
        ...[true, true, true],
      ]);
      for (const cell of read) expect(cell).not.toMatch(/^[=@\t\r\n-]|^\+\D/);
    }),
    { seed: SEED, numRuns: CASES },
  );
  tell({ attack: 'cells of an export', cases: CASES, held: CASES });
});

it('no hostile name of a file leaves the folder, hides, or turns its ending round', () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const safe = safeFileName(name, 'application/pdf');
      expect(safe).not.toMatch(/[/\\\u202a-\u202e\u2066-\u2069\0]/);
      expect(safe).not.toMatch(/^\.|^$/);
      expect(safe.length).toBeLessThanOrEqual(120);
    }),
    { seed: SEED, numRuns: CASES },
  );
  tell({ attack: 'names of files', cases: CASES, held: CASES });
});
