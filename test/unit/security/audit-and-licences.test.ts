import { expect, it } from 'vitest';
import { readAttacks, tableOf } from '../../../resources/scripts/run/attack-table.mjs';
import { unanswered } from '../../../resources/scripts/run/audit-findings.mjs';
import { isAllowed } from '../../../resources/scripts/run/shipped-licences.mjs';

const advisory = { url: 'https://github.com/advisories/GHSA-1', title: 'Bad', name: 'a' };
const report = { vulnerabilities: { a: { via: [advisory] }, b: { via: ['a'] } } };
const now = new Date('2026-11-29');

it('a finding is open until it has an answer that still holds', () => {
  expect(unanswered(report, {}, now)).toEqual([{ id: 'GHSA-1', title: 'Bad', name: 'a' }]);
  const answered = (answer: string, until: string) =>
    unanswered(report, { 'GHSA-1': { answer, until } }, now).length;
  expect(answered('not reached', '2027-01-01')).toBe(0);
  expect(answered('not reached', '2026-01-01')).toBe(1);
  expect(answered(' ', '2027-01-01')).toBe(1);
  expect(answered('not reached', 'some day')).toBe(1);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND ISC', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only', false],
  ['unknown', false],
])('the licence %s may ship: %s', (licence, may) => {
  expect(isAllowed(licence)).toBe(may);
});

it('the table says what did not hold', () => {
  const lines = '{"attack":"a","cases":2000,"held":2000}\n{"attack":"bc","cases":3,"held":2}\n';
  expect(tableOf(readAttacks(lines)).split('\n')).toEqual([
    'attack  cases       held',
    'a       2,000        all',
    'bc          3      2 (!)',
    'all     2,003  2,002 (!)',
  ]);
});
