import Papa from 'papaparse';

/** Excel takes a file for UTF-8 only where it begins so. */
export const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet would run as a formula, also in the wide characters of Asia; a phone number with its plus is none. */
const FORMULA = /^(?:[=@\t\r\n\uFF1D\uFF20\uFF0B\uFF0D-]|\+(?!\d[\d ().-]*$))/;

/** Lines of a CSV, with the last one's end; what a spreadsheet would run has an apostrophe before it. */
export function csvLines(lines: string[][]): string {
  return `${Papa.unparse(lines, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`;
}
