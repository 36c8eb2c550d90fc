import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { contactFile } from '../../../src-main/contacts/contact-file.ts';
import type { ContactStore } from '../../../src-main/store/contact-store.ts';
import { type Contact, type ContactDetails } from '../../../src-preload/contract/contact.ts';
import { ContactId } from '../../../src-preload/contract/ids.ts';

const nobody = { email: '', company: '', title: '', notes: '' };

/** A store of these people, in pages of two. */
function storeOf(people: Record<string, Partial<ContactDetails>>): {
  store: Pick<ContactStore, 'page' | 'details'>;
  searches: (string | undefined)[];
} {
  const searches: (string | undefined)[] = [];
  const contacts = Object.keys(people).map((name, index): Contact => ({
    contactId: ContactId.parse(String(index).padStart(24, '0')),
    name,
    pushname: null,
    phoneNumber: index === 1 ? null : `+3460000000${index}`,
    company: '',
    createdAt: 0,
    isBusiness: false,
    isBlocked: false,
    leadCount: 0,
    lastInteractionAt: index === 0 ? 1_760_000_000_000 : null,
    conversationId: null,
    businessId: null,
    idCount: 1,
    mergedCount: 0,
  }));
  const store: Pick<ContactStore, 'page' | 'details'> = {
    page({ search, after }) {
      searches.push(search);
      const start = after
        ? contacts.findIndex((each) => each.contactId === after.contactId) + 1
        : 0;
      const items = contacts.slice(start, start + 2);
      const last = items.at(-1);
      return Promise.resolve({
        items,
        next: last && start + 2 < contacts.length ? last : null,
      });
    },
    details: (ids) =>
      Promise.resolve(
        new Map(
          contacts
            .filter(({ contactId }) => ids.includes(contactId))
            .map(({ contactId, name }) => [contactId, { ...nobody, ...people[name] }]),
        ),
      ),
  };
  return { store, searches };
}

async function textOf(
  people: Record<string, Partial<ContactDetails>>,
  format: 'csv' | 'vcard',
): Promise<{ text: string; count: number }> {
  let count = 0;
  let text = '';
  const pieces = contactFile(storeOf(people).store, { format }, (written) => (count += written));
  for await (const piece of pieces) text += piece;
  return { text, count };
}

describe('the file of contacts', () => {
  it('has every page, with what the team noted', async () => {
    const { text, count } = await textOf(
      {
        Ana: { company: 'Sol, S.L.', notes: 'Two\nlines' },
        Luis: {},
        'Zoë "Z"': { title: 'Owner' },
      },
      'csv',
    );
    expect(count).toBe(3);
    const { data, errors } = Papa.parse<Record<string, string>>(text, {
      header: true,
      skipEmptyLines: true,
    });
    expect(errors).toEqual([]);
    expect(data).toMatchObject([
      {
        Name: 'Ana',
        Phone: '+34600000000',
        Company: 'Sol, S.L.',
        Notes: 'Two\nlines',
        'Last interaction': '2025-10-09T08:53:20.000Z',
      },
      { Name: 'Luis', Phone: '' },
      { Name: 'Zoë "Z"', Phone: '+34600000002', Title: 'Owner' },
    ]);
    expect(text.startsWith('\uFEFF')).toBe(true);
  });

  it.each(['=1+1', '@SUM(A1)', '-2+3', '+HYPERLINK()'])(
    'gives a spreadsheet no formula to run: %s',
    async (name) => {
      const { text } = await textOf({ [name]: {} }, 'csv');
      expect(text).toContain(`\n"'${name}"`);
      expect(text).toContain(',+34600000000,');
    },
  );

  it('as vCards has one for each, nothing breaking out of its line', async () => {
    const { text } = await textOf(
      { 'Ana; Sol': { company: 'A, B\nEND:VCARD', notes: 'One\nTwo' }, Luis: {} },
      'vcard',
    );
    expect(text.split('\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Ana\\; Sol;;;',
      'FN:Ana\\; Sol',
      'TEL;type=CELL;type=VOICE;waid=34600000000:+34600000000',
      'ORG:A\\, B END:VCARD',
      'NOTE:One\\nTwo',
      'END:VCARD',
      'BEGIN:VCARD',
      'VERSION:3.0',
      'N:;Luis;;;',
      'FN:Luis',
      'END:VCARD',
      '',
    ]);
  });

  it('of a search asks for what is looked for', async () => {
    const { store, searches } = storeOf({ Ana: {} });
    for await (const piece of contactFile(
      store,
      { format: 'csv', search: 'an' },
      () => undefined,
    )) {
      expect(piece).not.toBe('');
    }
    expect(searches).toEqual(['an']);
  });
});
