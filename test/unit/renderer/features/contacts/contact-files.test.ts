import { describe, expect, it } from 'vitest';
import {
  type ContactTable,
  readContactFile,
} from '../../../../../src-renderer/features/contacts/files/read-contact-file.ts';
import {
  countryOf,
  guessMapping,
  readyToImport,
} from '../../../../../src-renderer/features/contacts/files/to-imported.ts';
import { sampleContactFile } from '../../../../support/preview/sample-contact-files.ts';

async function tableOf(content: string | Uint8Array<ArrayBuffer>): Promise<ContactTable> {
  const table = await readContactFile(new File([content], 'people'));
  if (typeof table === 'string') throw new Error(`The file is refused: ${table}`);
  return table;
}

describe('a CSV of contacts', () => {
  it('is matched by the names of its columns, and says what is not taken and why', async () => {
    const table = await tableOf(sampleContactFile);
    const mapping = guessMapping(table);
    expect(mapping).toEqual({
      ...{ name: 0, phoneNumber: 1, email: 2, company: 3, title: 4, notes: 5 },
    });
    const { contacts, refused } = readyToImport(table, mapping, 'ES');
    expect(contacts).toEqual([
      {
        name: 'María José Ferrer',
        phoneNumber: '+34612345001',
        email: 'maria@panaderiasol.example',
        company: 'Panadería Sol',
        title: 'Dueña',
        notes: 'Feria de octubre',
      },
      {
        name: 'Luis Ortega',
        phoneNumber: '+34612345002',
        company: 'Bar Central',
        notes: 'Llamar por la tarde, pregunta por sillas',
      },
      {
        name: 'Chiara Bianchi',
        phoneNumber: '+393471234567',
        email: 'chiara@example.com',
        company: 'Studio Bianchi',
        title: 'Architetto',
      },
    ]);
    expect(refused).toEqual([
      { place: 5, name: 'Pedro Gil', reason: 'bad_number' },
      { place: 6, name: 'Sin número', reason: 'no_number' },
      { place: 7, name: 'Otra vez Luis', reason: 'twice' },
      { place: 8, name: 'Marta Vela', reason: 'bad_email' },
    ]);
  });

  it('without a country refuses numbers without their country code, and takes the others', async () => {
    const table = await tableOf('Phone,Name\n612345001,Ana\n+34612345002,Luis\n');
    const { contacts, refused } = readyToImport(table, guessMapping(table), undefined);
    expect(contacts).toEqual([{ name: 'Luis', phoneNumber: '+34612345002' }]);
    expect(refused).toEqual([{ place: 2, name: 'Ana', reason: 'bad_number' }]);
  });

  it('of Windows is read in its encoding, and what kept a cell from being a formula is taken off', async () => {
    const bytes = new Uint8Array(Buffer.from('Nombre;Tel\r\nPeña;600111222\r\n', 'latin1'));
    expect((await tableOf(bytes)).rows).toEqual([{ place: 2, cells: ['Peña', '600111222'] }]);
    const guarded = await tableOf("Name,Phone\n'=SUM(A1),'+34600111222\n");
    expect(guarded.rows[0]?.cells).toEqual(['=SUM(A1)', '+34600111222']);
  });

  it('with a line that is too long for a field has that line refused, and no other', async () => {
    const long = 'x'.repeat(201);
    const table = await tableOf(`Name,Phone\n${long},+34600111222\nAna,+34600111223\n`);
    const { contacts, refused } = readyToImport(table, guessMapping(table), 'ES');
    expect(contacts).toEqual([{ name: 'Ana', phoneNumber: '+34600111223' }]);
    expect(refused).toEqual([{ place: 2, name: long, reason: 'too_long' }]);
  });

  it.each([
    ['', 'empty'],
    ['   \n', 'empty'],
    ['Name,Phone\n', 'no_rows'],
    ['Name,Phone\n,\n\n', 'no_rows'],
    [`Name,Phone\n${'a,b\n'.repeat(50_001)}`, 'too_many'],
  ])('that is none is refused with a reason (%#)', async (content, problem) => {
    expect(await readContactFile(new File([content], 'people.csv'))).toBe(problem);
  });

  it('of more than 10 MB is not even read', async () => {
    const file = {
      name: 'people.csv',
      size: 10_000_001,
      arrayBuffer: () => Promise.reject(new Error('It was read')),
    };
    expect(await readContactFile(file)).toBe('too_large');
  });
});

describe('vCards', () => {
  it('of version 3 and 4 are read, with the mobile number before others; a broken one is named', async () => {
    const table = await tableOf(
      [
        'BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ferrer;Ana;;;\r\nFN:Ana Ferrer\r\nTEL;TYPE=HOME:+34 910 000 001',
        'TEL;TYPE=CELL:+34 612 345 001\r\nORG:Panadería Sol\\, S.L.;Compras\r\nNOTE:One\\nTwo\r\nEND:VCARD',
        'BEGIN:VCARD\r\nthis is no card\r\nEND:VCARD',
        'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Luis\r\nTEL;VALUE=uri:tel:+34-612-345-002\r\nEMAIL:luis@exa',
        ' mple.com\r\nEND:VCARD\r\n',
      ].join('\r\n'),
    );
    expect(table.format).toBe('vcard');
    const { contacts, refused } = readyToImport(table, guessMapping(table), undefined);
    expect(contacts).toEqual([
      {
        name: 'Ana Ferrer',
        phoneNumber: '+34612345001',
        company: 'Panadería Sol, S.L.',
        notes: 'One\nTwo',
      },
      { name: 'Luis', phoneNumber: '+34612345002', email: 'luis@example.com' },
    ]);
    expect(refused).toEqual([{ place: 2, name: '', reason: 'unreadable' }]);
  });
});

it.each([
  ['34600111222', 'ES'],
  ['+4915123456789', 'DE'],
  [null, undefined],
])('the country of the account %s is %s', (number, country) => {
  expect(countryOf(number)).toBe(country);
});
