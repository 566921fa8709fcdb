/** Why the content of a cell cannot be taken: what is wrong, what to do. */
export const CELL_FAULTS = {
  formula: '这一格是公式。请把公式粘贴为数值。',
  lossy_number: '这一格被表格软件改成了科学计数法，后几位已经丢失。请把整列设为“文本”，从原始资料重新填写。',
  error: '这一格是错误值。请改成要填的内容。',
  too_long: '这一格太长。请缩短到 1000 字以内。',
} as const satisfies Record<string, string>;

export type CellFaultCode = keyof typeof CELL_FAULTS;

/** What a cell holds: its text without blanks around it, or why it cannot be taken. */
export type Cell = string | { fault: CellFaultCode };

/** A row of a table that is not blank: the line as a spreadsheet counts it, from 1, and its cells from column A. */
export type TableRow = [line: number, cells: Cell[]];

/** 'A', 'B' … 'Z', 'AA' … of a column counted from 0. */
export function columnLetters(index: number): string {
  return (index >= 26 ? columnLetters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
}
