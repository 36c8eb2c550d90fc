import { describe, expect, it } from 'vitest';
import { contactOrder, type ContactPlace } from '../../../src-main/domain/contact-order.ts';

const place = (id: string, sortName: string, value: ContactPlace['value']): ContactPlace => ({
  id,
  sortName,
  value,
});
const ids = (places: readonly ContactPlace[]): string => places.map(({ id }) => id).join('');

describe('the order of contacts', () => {
  const places = [
    place('a', 'zoe', 3),
    place('b', 'ana', null),
    place('c', 'ben', 7),
    place('d', 'ben', 3),
    place('e', 'ada', null),
    place('f', 'ana', 3),
  ];

  it('by a column has what is empty at the end, whichever way, and equal ones from A to Z', () => {
    expect(ids(places.toSorted(contactOrder({ by: 'leads', isDescending: false })))).toBe('fdaceb');
    expect(ids(places.toSorted(contactOrder({ by: 'leads', isDescending: true })))).toBe('cfdaeb');
  });

  it('by name can be turned round, and equal names stay in one order', () => {
    expect(ids(places.toSorted(contactOrder({ by: 'name', isDescending: false })))).toBe('ebfcda');
    expect(ids(places.toSorted(contactOrder({ by: 'name', isDescending: true })))).toBe('acdbfe');
  });

  it('by name has at the end whom nobody has given one: their numbers, whichever way', () => {
    const all = [place('n', '+34 600', null), place('m', '+34 500', null), ...places];
    expect(ids(all.toSorted(contactOrder({ by: 'name', isDescending: false })))).toBe('ebfcdamn');
    expect(ids(all.toSorted(contactOrder({ by: 'name', isDescending: true })))).toBe('acdbfenm');
  });
});
