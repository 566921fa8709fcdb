import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDataFolder, createDataFolder, hasData } from './mariadb-data.ts';

describe('checkDataFolder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'data-'));
    for (const file of ['ibdata1', 'ib_logfile0', 'aria_log_control']) writeFileSync(join(folder, file), 'x');
    mkdirSync(join(folder, 'mysql'));
    writeFileSync(join(folder, 'mysql', 'db.frm'), 'x');
    writeFileSync(join(folder, 'xuexi-data.json'), JSON.stringify({ id: 'one', series: '10.11' }));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes a whole folder', () => {
    expect(hasData(folder)).toBe(true);
    expect(checkDataFolder(folder, '10.11')).toEqual({ id: 'one', series: '10.11' });
  });

  it.each([
    ['a missing system tablespace', () => rmSync(join(folder, 'ibdata1')), 'ibdata1'],
    ['an empty redo log', () => truncateSync(join(folder, 'ib_logfile0')), 'ib_logfile0'],
    ['lost system tables', () => rmSync(join(folder, 'mysql', 'db.frm')), 'mysql'],
    ['a cut-off marker', () => writeFileSync(join(folder, 'xuexi-data.json'), '{"id":'), 'xuexi-data.json'],
  ])('refuses %s, naming the folder and what is wrong', (_case, damage, named) => {
    damage();
    const before = readdirSync(folder);
    expect(() => checkDataFolder(folder, '10.11')).toThrow(named);
    expect(() => checkDataFolder(folder, '10.11')).toThrow(folder);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('refuses the data of another series', () => {
    expect(() => checkDataFolder(folder, '11.8')).toThrow(/10\.11.*11\.8/);
  });

  it('makes nothing in a folder that holds something else', async () => {
    rmSync(join(folder, 'xuexi-data.json'));
    const options = { series: '10.11', family: folder, logFile: join(folder, 'log'), temporary: folder, signal: new AbortController().signal };
    await expect(createDataFolder(folder, options)).rejects.toThrow(folder);
    expect(readdirSync(folder).sort()).toEqual(['aria_log_control', 'ib_logfile0', 'ibdata1', 'mysql']);
  });
});
