import { strToU8, zipSync } from 'fflate';

const NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** Parts of an xlsx by path. */
export type Parts = Record<string, string | Uint8Array>;

/** The parts of a workbook with one sheet. @param rows the XML within sheetData */
export function workbook(rows: string, more: Parts = {}): Parts {
  return {
    'xl/workbook.xml': `<workbook ${NAMESPACE} xmlns:r="${RELATIONS}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${NAMESPACE}><sheetData>${rows}</sheetData></worksheet>`,
    ...more,
  };
}

/** A row of cells given as XML, or of texts. */
export function row(line: number, cells: readonly string[]): string {
  return `<row r="${line}">${cells.map((cell, i) => (cell.startsWith('<') ? cell : textCell(`${String.fromCharCode(65 + i)}${line}`, cell))).join('')}</row>`;
}

export function textCell(name: string, text: string): string {
  return `<c r="${name}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** An xlsx of its parts. */
export function zipped(parts: Parts, level: 1 | 9 = 9): Buffer {
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([name, content]) => [name, typeof content === 'string' ? strToU8(content) : content])), { level }));
}

/** An xlsx whose sheet unpacks to about a thousand times its size. */
export function zipBomb(mebibytes: number): Buffer {
  return zipped(workbook('', { 'xl/worksheets/sheet1.xml': new Uint8Array(mebibytes * 1024 * 1024).fill(0x20) }), 1);
}

/** The same archive telling another unpacked size of its largest entries. */
export function withForgedSizes(archive: Buffer, told: number): Buffer {
  const forged = Buffer.from(archive);
  for (let at = forged.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = forged.indexOf('PK\x01\x02', at + 4, 'latin1')) forged.writeUInt32LE(told, at + 24);
  return forged;
}

/** The same archive with one of its entries called otherwise; the names are equally long. */
export function renamed(archive: Buffer, name: string, to: string): Buffer {
  return Buffer.from(archive.toString('latin1').replaceAll(name, to), 'latin1');
}
