import Papa from 'papaparse';

export interface CsvRow {
  /** Its place in the file, from 1: the header line is the first. */
  readonly place: number;
  readonly cells: readonly string[];
}

/** UTF-8, or what spreadsheets on Windows write. */
export function decodedText(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** A CSV with a header line, of whichever delimiter; lines without anything are left out. */
export function readCsv(text: string): {
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
} {
  const { data } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const [headers = [], ...lines] = data;
  const rows = lines
    .map((cells, index) => ({ place: index + 2, cells: cells.map(withoutGuard) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  return { headers: headers.map(withoutGuard), rows };
}

/** The one of the header line; the library's own guess wants more columns than two. */
function delimiterOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const counts = [',', ';', '\t'].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((most, each) => (each.count > most.count ? each : most)).mark;
}

/** The apostrophe that keeps a spreadsheet from running a cell is no part of it. */
function withoutGuard(cell: string): string {
  return cell.trim().replace(/^'(?=[=@+-])/, '');
}
