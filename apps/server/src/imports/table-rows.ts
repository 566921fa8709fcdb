import { CELL_FAULTS, type Cell, TABLE_FAULTS, type TableRow, columnLetters } from '@xuexi/tables';
import type { CellFault, ImportColumn, ImportRow } from './import-kind.js';

/** A table whose headings do not fit: what is wrong, what to do, in Chinese. */
export class HeadingsRefused extends Error {}

/** A row with what is wrong with it before anyone looks at its meaning. */
export interface ReadRow extends ImportRow {
  faults: CellFault[];
}

/** Which column stands where. */
export class Layout {
  private constructor(private readonly places: ReadonlyMap<string, number>) {}

  /** Reads the headings. @throws HeadingsRefused for a missing or a doubled one */
  static of(headings: readonly Cell[], columns: readonly ImportColumn[]): Layout {
    const found = headings.map((cell) => (typeof cell === 'string' ? plain(cell) : ''));
    const places = new Map<string, number>();
    for (const { key, heading, also, required } of columns) {
      const names = new Set([heading, ...also].map(plain));
      const at = found.flatMap((name, i) => (names.has(name) ? [i] : []));
      if (at.length > 1) throw new HeadingsRefused(`“${heading}”这一列出现了 ${at.length} 次。请只留一列，再上传。`);
      if (at.length === 0 && required) throw new HeadingsRefused(`第一行里没有“${heading}”这一列。请下载模板，照模板的列名填写。`);
      if (at[0] !== undefined) places.set(key, at[0]);
    }
    return new Layout(places);
  }

  /** Name of a cell such as C17; '' for a column that the table does not have. */
  cellName(key: string | null, line: number): string {
    const place = key === null ? undefined : this.places.get(key);
    return place === undefined ? '' : `${columnLetters(place)}${line}`;
  }

  read([line, cells]: TableRow, columns: readonly ImportColumn[]): ReadRow {
    const texts: Record<string, string> = {};
    const faults: CellFault[] = [];
    for (const { key, heading, required } of columns) {
      const place = this.places.get(key);
      const cell = (place === undefined ? undefined : cells[place]) ?? '';
      texts[key] = typeof cell === 'string' ? cell : '';
      if (typeof cell !== 'string') faults.push({ column: key, message: CELL_FAULTS[cell.fault] });
      else if (required && cell === '') faults.push({ column: key, message: `这一格是空的。请填写${heading}。` });
    }
    if (isExample(texts, columns)) return { line, cells: texts, faults: [{ column: null, message: '这是模板里的示例。请删去这一行。' }] };
    return { line, cells: texts, faults };
  }
}

/** The layout of a table, and its rows in batches. */
export interface Table {
  layout: Layout;
  rows: AsyncGenerator<ReadRow[]>;
}

/**
 * Reads headings and rows of a table.
 * @param parts what `readTable` gives
 * @throws HeadingsRefused, and TableError as `readTable` does, also while the rows are read
 */
export async function openTable(parts: AsyncGenerator<TableRow[]>, columns: readonly ImportColumn[]): Promise<Table> {
  const first = await parts.next();
  const [headings, ...rest] = first.done ? [] : first.value;
  try {
    if (!headings) throw new HeadingsRefused(TABLE_FAULTS.empty);
    const layout = Layout.of(headings[1], columns);
    return { layout, rows: readRows(rest, parts, layout, columns) };
  } catch (error) {
    await parts.return(undefined);
    throw error;
  }
}

async function* readRows(first: TableRow[], parts: AsyncGenerator<TableRow[]>, layout: Layout, columns: readonly ImportColumn[]): AsyncGenerator<ReadRow[]> {
  const read = (rows: TableRow[]) => rows.map((row) => layout.read(row, columns));
  try {
    if (first.length > 0) yield read(first);
    for await (const rows of parts) yield read(rows);
  } finally {
    await parts.return(undefined);
  }
}

function isExample(texts: Readonly<Record<string, string>>, columns: readonly ImportColumn[]): boolean {
  return columns.every(({ key, example }) => texts[key] === example || texts[key] === '') && columns.some(({ key, example, required }) => required && texts[key] === example);
}

/** A heading without blanks, marks for what is required, and the forms of letters and brackets that keyboards offer. */
function plain(heading: string): string {
  return heading.normalize('NFKC').replace(/\((?:必填|选填|可不填)\)|[\s*:]/gu, '').toLowerCase();
}
