/** One figure of a table, as it is read, as it is written to a file, and what is behind it. */
export interface FigureCell {
  readonly text: string;
  /** What a file has instead of the text: a number with a point, a time in seconds. */
  readonly value?: string | number;
  /** What stands below it in small letters. */
  readonly note?: string;
  /** Shows the messages or leads behind it. */
  readonly onOpen?: (() => void) | undefined;
}

export interface FigureColumn {
  readonly id: string;
  readonly name: string;
  /** What the numbers in a file are, where the name does not say it. */
  readonly unit?: string;
  readonly isNumber?: boolean;
}

export interface FigureRow {
  readonly id: string;
  /** One for each column, the first of them the name of the row. */
  readonly cells: readonly FigureCell[];
}

/** The figures of a chart as a table: what is shown, what is read out and what is written to a file are the same. */
export interface FigureTable {
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
}

/** The lines of a file of it, its head first. */
export function tableLines({ columns, rows }: FigureTable): string[][] {
  return [
    columns.map(({ name, unit }) => (unit === undefined ? name : `${name} (${unit})`)),
    ...rows.map(({ cells }) => cells.map(({ text, value }) => String(value ?? text))),
  ];
}
