import { expect, it } from 'vitest';
import { LeadId } from '../../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../../src-preload/contract/lead.ts';
import {
  type BoardList,
  neighbourOf,
  placeOf,
} from '../../../../../src-renderer/features/leads/board/board-places.ts';
import { objectId, sampleLeads } from '../../../../support/preview/sample-data.ts';

const leads = sampleLeads(6, 1_800_000_000_000);
const lead = (index: number): Lead => {
  const found = leads[index];
  if (!found) throw new Error('There are six');
  return found;
};
const lists: BoardList[] = [
  { stage: 'new', items: [lead(0), lead(1), lead(2)] },
  { stage: 'contacted', items: [] },
  { stage: 'qualified', items: [lead(3)] },
  { stage: 'won', items: [lead(4), lead(5)] },
];

it.each([
  [1, 'ArrowUp', 0],
  [1, 'ArrowDown', 2],
  [2, 'ArrowDown', null],
  [1, 'Home', 0],
  [0, 'End', 2],
  // Past a column without any, to the nearest card of the next.
  [2, 'ArrowRight', 3],
  [3, 'ArrowRight', 4],
  [5, 'ArrowLeft', 3],
  [0, 'ArrowLeft', null],
  [5, 'ArrowRight', null],
  [1, 'x', null],
])('from card %i, %s leads to card %s', (from, key, to) => {
  const place = placeOf(lists, lead(from).leadId);
  if (!place) throw new Error('It is on the board');
  const next = neighbourOf(lists, place, key);
  expect(next?.lead.leadId ?? null).toBe(to === null ? null : lead(to).leadId);
});

it('a lead that is on no list is nowhere', () => {
  expect(placeOf(lists, null)).toBeNull();
  expect(placeOf(lists, LeadId.parse(objectId(99)))).toBeNull();
});
