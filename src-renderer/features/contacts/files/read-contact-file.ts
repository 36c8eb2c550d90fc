import ICAL from 'ical.js';
import type { ContactFileFormat } from '../../../../src-preload/contract/contact.ts';
import { type CsvRow, decodedText, readCsv } from '../../../ui/read-csv.ts';

/** What of a contact a file can have. */
export const contactColumns = [
  'name',
  'phoneNumber',
  'email',
  'company',
  'title',
  'notes',
] as const;
export type ContactColumn = (typeof contactColumns)[number];

/** A file of addresses as a table, whatever it was. */
export interface ContactTable {
  readonly fileName: string;
  readonly format: ContactFileFormat;
  readonly headers: readonly string[];
  readonly rows: readonly ContactTableRow[];
  /** Where cards stood that could not be read. */
  readonly unreadable: readonly number[];
}

export type ContactTableRow = CsvRow;

/** Why a file is no file of contacts. */
export type ContactFileProblem = 'too_large' | 'empty' | 'no_rows' | 'too_many';

export const MAXIMUM_CONTACT_FILE_BYTES = 10_000_000;
export const MAXIMUM_CONTACT_ROWS = 50_000;

/** Reads a CSV, with a header line, or vCards 3.0 and 4.0. Rejects only where the file itself cannot be read. */
export async function readContactFile(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
): Promise<ContactTable | ContactFileProblem> {
  if (file.size > MAXIMUM_CONTACT_FILE_BYTES) return 'too_large';
  const text = decodedText(await file.arrayBuffer());
  if (text.trim() === '') return 'empty';
  const table = /^\s*BEGIN:VCARD/i.test(text)
    ? readCards(file.name, text)
    : { fileName: file.name, format: 'csv' as const, ...readCsv(text), unreadable: [] };
  if (table.rows.length === 0 && table.unreadable.length === 0) return 'no_rows';
  return table.rows.length > MAXIMUM_CONTACT_ROWS ? 'too_many' : table;
}

function readCards(fileName: string, text: string): ContactTable {
  const cards = text.split(/^(?=BEGIN:VCARD)/im).filter((card) => /^BEGIN:VCARD/i.test(card));
  const rows: ContactTableRow[] = [];
  const unreadable: number[] = [];
  for (const [index, card] of cards.entries()) {
    const cells = cellsOfCard(card);
    if (cells) rows.push({ place: index + 1, cells });
    else unreadable.push(index + 1);
  }
  return { fileName, format: 'vcard', headers: contactColumns, rows, unreadable };
}

/** In the order of `contactColumns`; null where it is no card. */
function cellsOfCard(text: string): string[] | null {
  try {
    const card = new ICAL.Component(ICAL.parse(text.trim()) as unknown[]);
    const first = (name: string): string => asText(card.getFirstPropertyValue(name));
    const company = first('org');
    return [
      first('fn') || nameOf(card),
      numberOf(card),
      first('email'),
      company,
      first('title'),
      first('note'),
    ];
  } catch {
    return null;
  }
}

function nameOf(card: ICAL.Component): string {
  const parts: unknown = card.getFirstPropertyValue('n');
  if (!Array.isArray(parts)) return '';
  const [family, given] = parts.map(asText);
  return `${given ?? ''} ${family ?? ''}`.trim();
}

/** The mobile one, or else the first. */
function numberOf(card: ICAL.Component): string {
  const numbers = card.getAllProperties('tel');
  const mobile = numbers.find((each) => /cell/i.exec(asText(each.getParameter('type'))));
  return asText((mobile ?? numbers[0])?.getFirstValue()).replace(/^tel:/i, '');
}

/** A structured value is what it begins with: the company, without its departments. */
function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).find((part) => part !== '') ?? '';
  return typeof value === 'string' ? value.trim() : '';
}
