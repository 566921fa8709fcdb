const BYTE_ORDER_MARK = '\uFEFF';
/** What a spreadsheet would take for a formula, or for a control character before one. */
const FORMULA_START = /^[=+\-@\t\r]/;

/** A csv that Excel and WPS open as it is: UTF-8 with its mark, every cell quoted, nothing that could run as a formula. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(cell: string): string {
  const harmless = FORMULA_START.test(cell) ? `'${cell}` : cell;
  return `"${harmless.replaceAll('"', '""')}"`;
}
