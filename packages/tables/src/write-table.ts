import writeExcelFile from 'write-excel-file/node';

/** A column of a table that is written. */
export interface TableColumn {
  heading: string;
  /** In characters. */
  width: number;
}

const TEXT = '@';
const HEADING = { fontWeight: 'bold', backgroundColor: '#e8efe9', format: TEXT } as const;

/** The library keeps its strings by name in an object, where this one has a meaning; what follows it nobody sees, and readers take it away. */
const whole = (text: string) => (text === '__proto__' ? `${text}\u200B` : text);

/** An xlsx of texts. No cell is taken for a formula, a number or a date, and none becomes one when it is typed in anew. */
export async function writeTable(name: string, columns: readonly TableColumn[], rows: readonly (readonly string[])[]): Promise<Buffer> {
  const data = [
    columns.map(({ heading }) => ({ value: heading, type: String, ...HEADING })),
    ...rows.map((cells) => cells.map((value) => (value === '' ? { type: String, format: TEXT } : { value: whole(value), type: String, format: TEXT, wrap: true }))),
  ];
  return writeExcelFile([{ data, sheet: name, columns: columns.map(({ width }) => ({ width })), stickyRowsCount: 1 }]).toBuffer();
}
