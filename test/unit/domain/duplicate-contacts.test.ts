import { describe, expect, it } from 'vitest';
import { canonicalNumber } from '../../../src-main/domain/canonical-number.ts';
import {
  certaintyOf,
  type ComparedContact,
  findDuplicates,
  GROUP_AT_MOST,
  type KnownPair,
  pairName,
} from '../../../src-main/domain/duplicate-contacts.ts';
import { ContactId } from '../../../src-preload/contract/ids.ts';

const idOf = (place: number): ContactId => ContactId.parse(place.toString(16).padStart(24, '0'));

function contacts(...given: Partial<ComparedContact>[]): ComparedContact[] {
  return given.map((each, place) => ({
    contactId: idOf(place),
    name: '',
    phoneNumber: '',
    email: '',
    company: '',
    whatsappId: `id ${place}`,
    ...each,
  }));
}

function find(given: Partial<ComparedContact>[], pairs: KnownPair[] = [], told: string[] = []) {
  return findDuplicates(contacts(...given), pairs, new Set(told));
}

describe('numbers in different forms', () => {
  it.each([
    ['5215512345678', '525512345678'],
    ['5491112345678', '541112345678'],
    ['5511981234567', '551181234567'],
  ])('%s is the same as %s', (one, other) => {
    expect(canonicalNumber(one)).toBe(canonicalNumber(other));
  });

  it.each([
    // A landline of São Paulo, and a mobile whose other digits are the same.
    ['551131234567', '5511931234567'],
    ['34600111222', '34600111223'],
    ['521551234567', '52551234567'],
    ['14155550100', '24155550100'],
  ])('%s is another than %s', (one, other) => {
    expect(canonicalNumber(one)).not.toBe(canonicalNumber(other));
  });
});

describe('contacts that may be one person', () => {
  it('are suggested with what speaks for it, and how much', () => {
    const [group, ...others] = find([
      { phoneNumber: '5215512345678', email: 'ana@example.com' },
      { name: 'Somebody else' },
      { phoneNumber: '525512345678', email: 'Ana@Example.com ' },
    ]);
    expect(others).toEqual([]);
    expect(group?.contactIds).toEqual([idOf(0), idOf(2)]);
    expect(group?.evidence.map(({ kind }) => kind)).toEqual(['number', 'email']);
    expect(certaintyOf(group?.weight ?? 0)).toBe('veryLikely');
  });

  it('come most certain first', () => {
    const groups = find([
      { name: 'Ana López', company: 'Sol' },
      { name: 'ana lopez', company: 'SOL' },
      { email: 'eva@example.com' },
      { email: 'eva@example.com' },
      { whatsappId: 'same' },
      { whatsappId: 'same' },
    ]);
    expect(groups.map(({ evidence }) => evidence[0]?.kind)).toEqual([
      'whatsappId',
      'email',
      'nameAndCompany',
    ]);
    expect(groups.map(({ weight }) => certaintyOf(weight))).toEqual([
      'veryLikely',
      'likely',
      'possible',
    ]);
  });

  it.each<[string, Partial<ComparedContact>]>([
    ['the same first name', { name: 'Ana' }],
    ['the same first name at the same company', { name: 'Ana', company: 'Sol' }],
    ['the same name of two words, and no company', { name: 'Ana López' }],
    ['the same company', { company: 'Sol' }],
    ['the mailbox of an office', { email: 'info@sol.example' }],
    ['a number in the place of a name', { name: '+34 600 111', company: 'Sol' }],
    ['nothing', {}],
  ])('are not suggested for %s', (_, same) => {
    expect(find([same, same])).toEqual([]);
  });

  it('are not suggested for what too many have: that is a switchboard, or a placeholder', () => {
    const same = { email: 'team@example.com' };
    expect(find([same, same, same, same])).toHaveLength(1);
    expect(find([same, same, same, same, same])).toEqual([]);
  });

  it('are those of which WhatsApp says that both ids, or both usernames, are one', () => {
    const given = [{ whatsappId: 'lid' }, { whatsappId: 'number' }, { whatsappId: 'third' }];
    expect(find(given, [['lid', 'number']])).toMatchObject([
      { contactIds: [idOf(0), idOf(1)], evidence: [{ kind: 'whatsappId' }] },
    ]);
    const username: KnownPair[] = [
      ['lid', '@ana'],
      ['@ana', 'third'],
    ];
    expect(find(given, username)).toMatchObject([
      { contactIds: [idOf(0), idOf(2)], evidence: [{ kind: 'username' }] },
    ]);
  });

  it('are in one group with everything that leads from one to the other', () => {
    const [group] = find([
      { phoneNumber: '34600111222' },
      { phoneNumber: '34600111222', email: 'ana@example.com' },
      { email: 'ana@example.com' },
    ]);
    expect(group?.contactIds).toHaveLength(3);
    expect(group?.evidence.map(({ contactIds }) => contactIds)).toEqual([
      [idOf(0), idOf(1)],
      [idOf(1), idOf(2)],
    ]);
  });

  it('told apart are never in one group, and what is between them goes to the surer one', () => {
    const given = [
      { phoneNumber: '34600111222' },
      { phoneNumber: '34600111222', email: 'ana@example.com' },
      { email: 'ana@example.com' },
    ];
    expect(find(given.slice(0, 2), [], [pairName(idOf(1), idOf(0))])).toEqual([]);
    expect(find(given, [], [pairName(idOf(0), idOf(2))])).toMatchObject([
      { contactIds: [idOf(0), idOf(1)], evidence: [{ kind: 'number' }] },
    ]);
  });

  it('are never more than can be put side by side', () => {
    const chain = Array.from({ length: 12 }, (_, place) => ({
      phoneNumber: `346001112${String(Math.floor(place / 2)).padStart(2, '0')}`,
      email: `a${Math.floor((place + 1) / 2)}@example.com`,
    }));
    const sizes = find(chain).map(({ contactIds }) => contactIds.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(GROUP_AT_MOST);
  });
});
