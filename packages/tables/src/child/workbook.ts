import { TableError } from '../errors.js';
import type { Archive } from './archive.js';
import { StringTable } from './string-table.js';
import { parseXml } from './xml.js';

/** Number formats that show a date without being listed in the styles. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** What a sheet needs of the workbook around it. */
export interface Workbook {
  sheet: string;
  strings: StringTable;
  /** Whether the style of that index shows a number as a date. */
  dateStyles: boolean[];
  /** Days are counted from 1904 instead of 1900. */
  from1904: boolean;
}

/** Reads which sheet is the first that can be seen, the shared strings and the styles. @throws TableError */
export async function openWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has('xl/workbook.xml')) throw new TableError('not_a_table');
  const { relation, from1904 } = await firstSheet(archive);
  const targets = await targetsOf(archive);
  const sheet = targets.get(relation);
  if (!sheet) throw new TableError('damaged');
  return { sheet, from1904, strings: await stringsOf(archive), dateStyles: await dateStylesOf(archive) };
}

async function firstSheet(archive: Archive): Promise<{ relation: string; from1904: boolean }> {
  let relation: string | undefined;
  let from1904 = false;
  await parseXml(archive.text('xl/workbook.xml'), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
      if (name !== 'sheet' || relation !== undefined || (attributes.state ?? 'visible') !== 'visible') return;
      relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1];
    },
  });
  if (relation === undefined) throw new TableError('empty');
  return { relation, from1904 };
}

/** Parts of the workbook by relation. */
async function targetsOf(archive: Archive): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  await parseXml(archive.text('xl/_rels/workbook.xml.rels'), {
    open(name, { Id, Target }) {
      if (name === 'Relationship' && Id && Target) targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
}

async function stringsOf(archive: Archive): Promise<StringTable> {
  const strings = new StringTable();
  if (!archive.has('xl/sharedStrings.xml')) return strings;
  let text = '';
  let inText = false;
  let phonetic = false;
  await parseXml(archive.text('xl/sharedStrings.xml'), {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 't') inText = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.add(text);
      else if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
    },
  });
  return strings;
}

async function dateStylesOf(archive: Archive): Promise<boolean[]> {
  if (!archive.has('xl/styles.xml')) return [];
  const customDates = new Map<number, boolean>();
  const styles: boolean[] = [];
  let inCellFormats = false;
  await parseXml(archive.text('xl/styles.xml'), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt') customDates.set(Number(numFmtId), /[ymdh]/i.test((formatCode ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')));
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) styles.push(customDates.get(Number(numFmtId)) ?? isBuiltInDate(Number(numFmtId)));
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return styles;
}
