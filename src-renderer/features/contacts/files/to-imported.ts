import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { ImportedContact } from '../../../../src-preload/contract/contact.ts';
import {
  type ContactColumn,
  contactColumns,
  type ContactTable,
  type ContactTableRow,
} from './read-contact-file.ts';

/** Which column of the file is what; undefined where it has none. */
export type ContactMapping = Readonly<Partial<Record<ContactColumn, number>>>;

/** Why a line is not taken. */
export type Refusal =
  'no_number' | 'bad_number' | 'bad_email' | 'twice' | 'too_long' | 'unreadable';

export interface RefusedRow {
  readonly place: number;
  /** What it is known by in the file. */
  readonly name: string;
  readonly reason: Refusal;
}

export interface ReadyImport {
  readonly contacts: readonly ImportedContact[];
  readonly refused: readonly RefusedRow[];
}

/** What spreadsheets, phones and mail programs call these columns, without accents. */
const knownHeaders: Readonly<Record<ContactColumn, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'display name',
    'fn',
    'contact',
    'nombre',
    'nombre completo',
    'contacto',
    'first name',
  ],
  phoneNumber: [
    ...[
      'phone',
      'phone number',
      'phonenumber',
      'mobile',
      'mobile phone',
      'cell',
      'tel',
      'number',
      'whatsapp',
    ],
    ...['telefono', 'movil', 'celular', 'numero', 'phone 1 - value', 'telefono movil'],
  ],
  email: [
    'email',
    'e-mail',
    'mail',
    'e-mail address',
    'email address',
    'e-mail 1 - value',
    'correo',
    'correo electronico',
  ],
  company: [
    'company',
    'organization',
    'organisation',
    'org',
    'empresa',
    'organizacion',
    'organization name',
    'organization 1 - name',
  ],
  title: [
    'title',
    'job title',
    'position',
    'role',
    'cargo',
    'puesto',
    'organization title',
    'organization 1 - title',
  ],
  notes: ['notes', 'note', 'comment', 'comments', 'notas', 'nota', 'comentarios'],
};

/** What the names of the columns say; each column once. */
export function guessMapping({ headers }: Pick<ContactTable, 'headers'>): ContactMapping {
  const names = headers.map(plain);
  const entries = contactColumns.flatMap((column) => {
    const places = knownHeaders[column].map((known) => names.indexOf(known));
    const place = places.find((each) => each >= 0);
    return place === undefined ? [] : [[column, place] as const];
  });
  return Object.fromEntries(entries);
}

/** Lower case, without accents. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

/** @param country whose numbers are written without a country code; undefined where nobody knows */
export function readyToImport(
  { rows, unreadable }: Pick<ContactTable, 'rows' | 'unreadable'>,
  mapping: ContactMapping,
  country: CountryCode | undefined,
): ReadyImport {
  const contacts: ImportedContact[] = [];
  const refused: RefusedRow[] = unreadable.map((place) => ({
    place,
    name: '',
    reason: 'unreadable',
  }));
  const taken = new Set<string>();
  for (const row of rows) {
    const read = readRow(row, mapping, country);
    if (typeof read === 'string' || taken.has(read.phoneNumber)) {
      const name = cell(row, mapping.name) || cell(row, mapping.phoneNumber);
      refused.push({ place: row.place, name, reason: typeof read === 'string' ? read : 'twice' });
    } else {
      taken.add(read.phoneNumber);
      contacts.push(read);
    }
  }
  return { contacts, refused: refused.sort((a, b) => a.place - b.place) };
}

function readRow(
  row: ContactTableRow,
  mapping: ContactMapping,
  country: CountryCode | undefined,
): ImportedContact | Refusal {
  const written = cell(row, mapping.phoneNumber);
  if (written === '') return 'no_number';
  const number = parsePhoneNumberFromString(written.replace(/^00(?=[1-9])/, '+'), country);
  if (!number?.isPossible()) return 'bad_number';
  const details = Object.fromEntries(
    (['email', 'company', 'title', 'notes'] as const).flatMap((column) => {
      const text = cell(row, mapping[column]);
      return text === '' ? [] : [[column, text]];
    }),
  );
  const parsed = ImportedContact.safeParse({
    name: cell(row, mapping.name),
    phoneNumber: number.number,
    ...details,
  });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path[0]);
  if (fields.includes('phoneNumber')) return 'bad_number';
  return fields.includes('email') ? 'bad_email' : 'too_long';
}

function cell({ cells }: ContactTableRow, place: number | undefined): string {
  return place === undefined ? '' : (cells[place] ?? '').trim();
}

/** The country of an account's number; undefined where it says none. */
export function countryOf(phoneNumber: string | null): CountryCode | undefined {
  if (phoneNumber === null) return undefined;
  return parsePhoneNumberFromString(phoneNumber.startsWith('+') ? phoneNumber : `+${phoneNumber}`)
    ?.country;
}
