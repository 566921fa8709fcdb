import type { Cell } from '../cells.js';
import { LIMITS } from '../limits.js';

/** 3.2E+17, as spreadsheets write a long number into a csv, or into a cell when it is pasted as text. */
const SCIENTIFIC = /^[+-]?\d(?:\.\d+)?E\+?\d{2,}$/i;
/** ="360203…" keeps a number as text in a csv. */
const QUOTED_FORMULA = /^="([^"]*)"$/;
const BLANKS_AROUND = /^[\s\u200B-\u200D\u2060\uFEFF]+|[\s\u200B-\u200D\u2060\uFEFF]+$/gu;

/** A cell of typed text. */
export function textCell(raw: string): Cell {
  if (raw.length > LIMITS.cellCharacters) return { fault: 'too_long' };
  const text = raw.replace(BLANKS_AROUND, '');
  return SCIENTIFIC.test(text) ? { fault: 'lossy_number' } : text;
}

/** A cell of a csv, where everything is text, whatever it was in the spreadsheet. */
export function csvCell(raw: string): Cell {
  const cell = textCell(raw);
  if (typeof cell !== 'string') return cell;
  const quoted = QUOTED_FORMULA.exec(cell);
  if (quoted) return quoted[1]!;
  if (cell.startsWith('=')) return { fault: 'formula' };
  // An apostrophe before digits keeps them as text in a spreadsheet.
  return cell.replace(/^'(?=\d)/, '');
}
