import type { Cell } from '../cells.js';
import { TableError } from '../errors.js';
import { LIMITS } from '../limits.js';
import { Archive } from './archive.js';
import type { RowSink } from './row-sink.js';
import { textCell } from './text-cell.js';
import { type Workbook, openWorkbook } from './workbook.js';
import { parseXml } from './xml.js';

/** From here on a spreadsheet has rounded what was typed. */
const EXACT_DIGITS = 1e15;
const DAY_MS = 86_400_000;
/** Day 0 of the two calendars; the first counts a 29 February 1900 that never was. */
const DAY_0_1900 = Date.UTC(1899, 11, 30);
const DAY_0_1904 = Date.UTC(1904, 0, 1);

/** Reads the first sheet of a workbook that can be seen. @throws TableError */
export async function readXlsx(file: Buffer, sink: RowSink): Promise<void> {
  const archive = await Archive.open(file);
  const workbook = await openWorkbook(archive);
  let line = 0;
  let cells: Cell[] = [];
  let column = -1;
  let type = 'n';
  let style = -1;
  let value = '';
  let formula = false;
  let reading = false;
  let full = false;
  await parseXml(
    archive.text(workbook.sheet),
    {
      open(name, attributes) {
        if (name === 'c') {
          column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
          type = attributes.t ?? 'n';
          style = Number(attributes.s ?? -1);
          value = '';
          formula = false;
        } else if (name === 'v' || name === 't') reading = true;
        else if (name === 'f') formula = true;
        else if (name === 'row') {
          line = attributes.r === undefined ? line + 1 : Number(attributes.r);
          if (!Number.isSafeInteger(line) || line < 1) throw new TableError('damaged');
          cells = [];
          column = -1;
        }
      },
      text(piece) {
        if (reading) value += piece;
      },
      close(name) {
        if (name === 'v' || name === 't') reading = false;
        else if (name === 'c') place(cells, column, formula ? { fault: 'formula' } : cellOf(workbook, type, style, value));
        else if (name === 'row') full = sink.add(line, cells) || full;
      },
    },
    () => {
      if (!full) return undefined;
      full = false;
      return sink.flush();
    },
  );
}

/** Puts a cell into its column; blank ones far to the right are nothing. @throws TableError too_many_columns */
function place(cells: Cell[], column: number, cell: Cell): void {
  if (cell === '') return;
  if (column >= LIMITS.columns) throw new TableError('too_many_columns');
  while (cells.length < column) cells.push('');
  cells[column] = cell;
}

function cellOf({ strings, dateStyles, from1904 }: Workbook, type: string, style: number, value: string): Cell {
  if (type === 's') return value === '' ? '' : textCell(strings.get(Number(value)));
  if (type === 'inlineStr' || type === 'str' || type === 'd') return textCell(value);
  if (type === 'e') return { fault: 'error' };
  if (value === '') return '';
  const number = Number(value);
  if (!Number.isFinite(number)) throw new TableError('damaged');
  if (dateStyles[style]) return new Date((from1904 ? DAY_0_1904 : DAY_0_1900) + Math.floor(number) * DAY_MS).toISOString().slice(0, 10);
  return Math.abs(number) >= EXACT_DIGITS ? { fault: 'lossy_number' } : String(number);
}

/** Column of a cell's name such as 'AB12', from 0. @throws TableError damaged */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i);
    if (code < 65 || code > 90) return i === 0 ? refused() : column - 1;
    column = column * 26 + code - 64;
  }
  return refused();
}

function refused(): never {
  throw new TableError('damaged');
}
