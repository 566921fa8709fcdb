import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TableRow } from './cells.js';
import { StringTable } from './child/string-table.js';
import { TABLE_FAULTS, TableError, type TableFault } from './errors.js';
import { CHILD_HEAP_MIB, LIMITS } from './limits.js';
import { readTable } from './read-table.js';
import { type Parts, renamed, row, textCell, withForgedSizes, workbook, zipBomb, zipped } from './testing/workbooks.js';
import { writeCsv } from './write-csv.js';
import { writeTemplate } from './write-template.js';

/** As it is built, so that its memory is the reader's and not a compiler's. */
const PROGRAM = new URL('../dist/child/main.js', import.meta.url);
/** A Node process that has loaded the readers, and may use its heap. */
const RSS_MIB = 60 + CHILD_HEAP_MIB;
/** What a refusal may take of a core: a busy machine stretches the clock on the wall, not this. */
const CPU_SECONDS = 5;
const CLOCK_TICKS_A_SECOND = 100;

const source = (file: Buffer | Readable) => (file instanceof Readable ? file : Readable.from(file.length === 0 ? [] : [file]));

async function read(file: Buffer | Readable, deadlineMs?: number): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const part of readTable(source(file), { program: PROGRAM, deadlineMs })) rows.push(...part);
  return rows;
}

const readText = (text: string) => read(Buffer.from(text));
const refusal = (file: Buffer | Readable) => read(file).then(() => 'taken', (error: unknown) => (error instanceof TableError ? error.code : String(error)));

/** A csv that never ends: pieces until the reader has had enough. */
const endless = (piece: string) => Readable.from((function* () { for (;;) yield Buffer.from(piece); })());

describe('a csv', () => {
  test.each([',', ';', '\t'])('is read with %j between its cells, whatever the line ends', async (delimiter) => {
    expect(await readText(`姓名${delimiter}证件号码\r\n王 秀英 ${delimiter}"3602,03;x"\n\n${delimiter}\n䶮${delimiter}`)).toEqual([[1, ['姓名', '证件号码']], [2, ['王 秀英', '3602,03;x']], [5, ['䶮']]]);
  });

  test('tells of numbers that lost their end, of formulas and of long cells, cell by cell', async () => {
    const [, [, cells]] = (await readText(`a,b,c,d,e,f\n3.2E+17,3.60203E+17,=A1+1,"=""360203195203150012""",'00123,${'长'.repeat(1001)}`)) as [TableRow, TableRow];
    expect(cells).toEqual([{ fault: 'lossy_number' }, { fault: 'lossy_number' }, { fault: 'formula' }, '360203195203150012', '00123', { fault: 'too_long' }]);
  });

  test('may have quoted line breaks within a row', async () => {
    expect(await readText('a,b\n"1\n2",3\n4,5')).toEqual([[1, ['a', 'b']], [2, ['1\n2', '3']], [3, ['4', '5']]]);
  });

  test.each(['utf16le', 'utf16be'])('is read in %s, with and without its mark', async (encoding) => {
    const encode = (text: string) => (encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf16le').swap16());
    for (const mark of ['\uFEFF', '']) expect(await read(encode(`${mark}姓名,号码\n䶮王,1\n`))).toEqual([[1, ['姓名', '号码']], [2, ['䶮王', '1']]]);
  });

  test('is read in GB18030 with the bytes that the standard gives 䶮', async () => {
    const bytes = Buffer.from([0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0x61, 0x0a, 0xfe, 0x9f, 0xcd, 0xf5, 0x2c, 0x62, 0x0a]);
    expect(await read(bytes)).toEqual([[1, ['姓名', 'a']], [2, ['䶮王', 'b']]]);
  });

  test('comes whole when a batch of its rows is larger than any pipe', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => Array.from({ length: LIMITS.columns }, (_cell, j) => `${i}|${j}|${'宽'.repeat(100)}`));
    expect(await readText(rows.map((cells) => cells.join(',')).join('\n'))).toEqual(rows.map((cells, i) => [i + 1, cells]));
  });

  test('that changes its encoding midway is refused', async () => {
    expect(await refusal(Buffer.concat([Buffer.from(`姓名,号码\n${'王,1\n'.repeat(20_000)}`), Buffer.from([0xcd, 0xf5, 0x0a])]))).toBe('encoding');
  });
});

test('names come back from UTF-8 and from GB18030 as they went in', async () => {
  const encode = gb18030Encoder();
  const han = fc.array(fc.oneof(fc.constantFrom(...'王䶮㛃㑇龦·'), fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code))), { minLength: 2, maxLength: 20 }).map((all) => all.join(''));
  await fc.assert(
    fc.asyncProperty(fc.array(han, { minLength: 1, maxLength: 200 }), async (names) => {
      const text = `姓名,号\n${names.map((name) => `${name},1`).join('\n')}`;
      for (const bytes of [Buffer.from(text), encode(text)]) expect((await read(bytes)).slice(1).map(([, cells]) => cells[0])).toEqual(names);
    }),
    { numRuns: 5 },
  );
});

describe('an xlsx', () => {
  const styles = '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';
  const strings = '<sst><si><t>共享</t></si><si><r><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh><t>拼音</t></rPh></si></sst>';

  test('is read with its strings, numbers, dates and blank rows', async () => {
    const cells = ['<c r="A3" t="s"><v>0</v></c>', '<c r="B3" t="s"><v>1</v></c>', '<c r="D3"><v>13900000001</v></c>', '<c r="E3" s="1"><v>45000</v></c>', '<c r="F3" s="2"><v>45000.5</v></c>', '<c r="G3" t="b"><v>1</v></c>'];
    const parts = workbook(`${row(1, ['姓名', '号码'])}<row r="2"><c r="A2"/></row>${row(3, cells)}`, { 'xl/sharedStrings.xml': strings, 'xl/styles.xml': styles });
    expect(await read(zipped(parts))).toEqual([[1, ['姓名', '号码']], [3, ['共享', '粗 细', '', '13900000001', '2023-03-15', '2023-03-15', '1']]]);
  });

  test('tells of formulas, of numbers that lost their end, and of error values', async () => {
    const cells = ['<c r="A2"><f>A1</f><v>1</v></c>', '<c r="B2"><v>3.2020319520315E+17</v></c>', '<c r="C2" t="e"><v>#N/A</v></c>', '<c r="D2" t="str"><f>"a"</f><v>a</v></c>', textCell('E2', '3.2E+17')];
    expect((await read(zipped(workbook(row(1, ['a']) + row(2, cells)))))[1]).toEqual([2, [{ fault: 'formula' }, { fault: 'lossy_number' }, { fault: 'error' }, { fault: 'formula' }, { fault: 'lossy_number' }]]);
  });

  test('is read from the first sheet that can be seen', async () => {
    const sheets = '<sheets><sheet name="a" sheetId="1" state="hidden" r:id="rId2"/><sheet name="b" sheetId="2" r:id="rId1"/></sheets>';
    const parts = workbook(row(1, ['看得见']), { 'xl/workbook.xml': `<workbook xmlns:r="x">${sheets}</workbook>` });
    expect(await read(zipped(parts))).toEqual([[1, ['看得见']]]);
  });

  test('that the template is made of is read back, its text cells as text', async () => {
    const template = await writeTemplate('居民', [{ heading: '证件号码', required: true, example: '110101199001010000', note: '18 位' }]);
    expect(await read(template)).toEqual([[1, ['证件号码']], [2, ['110101199001010000']]]);
  });
});

describe('a file is refused as a whole, in time and within its memory,', () => {
  const entities = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="str"><v>&b;</v></c></row></sheetData></worksheet>';
  const unseen: Parts = { 'xl/workbook.xml': '<workbook><sheets/></workbook>' };
  const manyRows = () => zipped(workbook(Array.from({ length: LIMITS.rows + 2 }, (_, i) => `<row><c t="str"><v>${i}</v></c></row>`).join('')));

  // With enough noise that it unpacks to no more than a sheet may.
  const manyStrings = () => zipped(workbook(row(1, ['a']), { 'xl/sharedStrings.xml': `<sst><!--${randomBytes(400_000).toString('base64')}-->${'<si/>'.repeat(LIMITS.sharedStrings + 1)}</sst>` }));

  test.each<[string, TableFault, () => Buffer | Readable]>([
    ['when it is a zip bomb', 'unpacked_too_large', () => zipBomb(24)],
    ['when it is a zip bomb that tells so', 'unpacked_too_large', () => withForgedSizes(zipBomb(1), 220 << 20)],
    ['when it is a zip bomb of a forged size', 'damaged', () => withForgedSizes(zipBomb(24), 1000)],
    ['when its sizes are forged', 'damaged', () => withForgedSizes(zipped(workbook(row(1, ['a']))), 5)],
    ['when an entry would leave the archive', 'damaged', () => renamed(zipped(workbook('', { 'xl/x/evil': 'x' })), 'xl/x/evil', '../../evil')],
    ['when it has too many entries', 'unpacked_too_large', () => zipped(workbook('', Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`x/${i}`, 'x']))))],
    ['when its XML has entities of its own', 'damaged', () => zipped(workbook('', { 'xl/worksheets/sheet1.xml': entities }))],
    ['when its XML is cut', 'damaged', () => zipped(workbook('', { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' }))],
    ['when the archive is cut', 'damaged', () => zipped(workbook(row(1, ['a']))).subarray(0, 300)],
    ['when it is another kind of archive', 'not_a_table', () => zipped({ 'a.txt': 'x' })],
    ['when it has no sheet', 'empty', () => zipped(workbook('', unseen))],
    ['when it has a cell far to the right', 'too_many_columns', () => zipped(workbook(`<row r="1">${textCell('XFD1', 'x')}</row>`))],
    ['when it has too many rows', 'too_many_rows', manyRows],
    ['when it has a row further down than there can be', 'too_many_rows', () => zipped(workbook(row(1, ['a']) + row(3_000_000_000, [textCell('A3000000000', 'x')])))],
    ['when it has endless shared strings', 'too_complex', manyStrings],
    ['when it is an old or encrypted workbook', 'old_format', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['when it is an empty file', 'empty', () => Buffer.alloc(0)],
    ['when it is a csv of blank lines', 'empty', () => Buffer.from(',,\n\n ,\n')],
    ['when it is a picture', 'not_a_table', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['when it is machine code', 'not_a_table', () => Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 1, 0, 0])],
    ['when it is a csv of one endless line', 'line_too_long', () => endless('王秀英,'.repeat(1000))],
    ['when it is a csv of one endless cell', 'line_too_long', () => endless('王'.repeat(1000))],
    ['when it is a csv whose quote never closes', 'line_too_long', () => Buffer.from(`"${'a\n'.repeat(400_000)}`)],
    ['when it is a csv of endless rows', 'too_many_rows', () => endless('a\n'.repeat(1000))],
    ['when it is a csv of endless blank lines', 'too_many_rows', () => endless('\n'.repeat(10_000))],
    ['when it is a csv of endless columns', 'too_many_columns', () => Buffer.from(`${'a,'.repeat(70)}\n`)],
  ])('%s', async (_, code, make) => {
    const file = make();
    const taken = watchChildren();
    expect(await refusal(file)).toBe(code);
    const { mib, cpuSeconds } = await taken();
    expect(mib).toBeLessThan(RSS_MIB);
    expect(cpuSeconds).toBeLessThan(CPU_SECONDS);
  });

  test('and says so in Chinese', () => {
    for (const message of Object.values(TABLE_FAULTS)) expect(message).toMatch(/^[^a-zA-Z]*(?:(?:xlsx|xls|csv|MB|CSV UTF-8)[^a-zA-Z]*)*。$/);
  });

  test('when it takes too long', async () => {
    await expect(read(Buffer.from('a\n'), 1)).rejects.toMatchObject({ code: 'too_slow' });
  });
});

test('a file that breaks off is not taken for a shorter one', async () => {
  const breaking = Readable.from((async function* () {
    yield Buffer.from('a,b\n1,2\n');
    throw new Error('storage is gone');
  })());
  await expect(read(breaking)).rejects.toThrow('storage is gone');
});

test('who stops listening leaves no child behind', async () => {
  for await (const part of readTable(endless('a\n'.repeat(100)), { program: PROGRAM })) {
    expect(part.length).toBeGreaterThan(0);
    break;
  }
  expect(await children()).toEqual([]);
});

test('shared strings take only so much memory', () => {
  const strings = new StringTable();
  const fill = () => { for (let i = 0; i < 33; i++) strings.add('a'.repeat(1 << 20)); };
  expect(fill).toThrow(new TableError('too_complex'));
  expect(strings.get(31)).toHaveLength(1 << 20);
  expect(() => strings.get(32)).toThrow(new TableError('damaged'));
});

test('a csv that is written runs nothing in a spreadsheet', () => {
  expect(writeCsv([['=1+1', '+a', '-a', '@a', '一"二', '3']])).toBe(`\uFEFF"'=1+1","'+a","'-a","'@a","一""二","3"\r\n`);
});

async function children(): Promise<number[]> {
  const text = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return text.split(' ').filter((pid) => pid.trim() !== '').map(Number);
}

/** Watches the resident memory of child processes. @returns ends it and tells the most of any, in MiB */
function watchChildren(): () => Promise<{ mib: number; cpuSeconds: number }> {
  const most = { mib: 0, cpuSeconds: 0 };
  const look = async () => {
    for (const pid of await children()) {
      const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
      most.mib = Math.max(most.mib, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
      const [user = 0, system = 0] = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).replace(/^.*\) /s, '').split(' ').slice(11, 13).map(Number);
      most.cpuSeconds = Math.max(most.cpuSeconds, (user + system) / CLOCK_TICKS_A_SECOND);
    }
  };
  const timer = setInterval(() => void look(), 20).unref();
  return async () => {
    clearInterval(timer);
    await look();
    return most;
  };
}

/** GB18030 by asking the decoder of every pair of bytes; it decodes what no one here encodes. */
function gb18030Encoder(): (text: string) => Buffer {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Map<string, number[]>();
  for (let first = 0x81; first <= 0xfe; first++) {
    for (let second = 0x40; second <= 0xfe; second++) {
      const character = decoder.decode(Uint8Array.of(first, second));
      if (character.length === 1 && !bytes.has(character)) bytes.set(character, [first, second]);
    }
  }
  for (let third = 0x81; third <= 0xfe; third++) {
    for (let second = 0x30; second <= 0x39; second++) {
      for (let fourth = 0x30; fourth <= 0x39; fourth++) {
        for (const first of [0x81, 0x82]) {
          const code = [first, second, third, fourth];
          const character = decoder.decode(Uint8Array.from(code));
          if ([...character].length === 1 && !bytes.has(character)) bytes.set(character, code);
        }
      }
    }
  }
  return (text) => Buffer.from([...text].flatMap((character) => (character < '\u0080' ? [character.charCodeAt(0)] : (bytes.get(character) ?? raise(character)))));
}

function raise(character: string): never {
  throw new Error(`no GB18030 for ${character}`);
}
