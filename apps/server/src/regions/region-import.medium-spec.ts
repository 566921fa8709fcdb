import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type City, aCity } from '../../test/factories/regions.js';
import { type World, createWorld } from '../../test/support/world.js';
import { type ImportContext, ImportKinds, type ImportRow } from '../imports/import-kind.js';
import { inTransaction } from '../platform/database/transaction.js';
import { newId } from '../platform/ids.js';
import { RegionHistoryService } from './region-history.service.js';
import { Region } from './region.entity.js';

let world: World;
let city: City;

beforeAll(async () => {
  world = await createWorld();
});
beforeEach(async () => {
  city = await aCity(world);
});
afterAll(() => world.close());

const row = (line: number, code: string, name: string, parentCode = ''): ImportRow => ({ line, cells: { code, name, parentCode } });

/** Reads rows as the machinery does: in pages of two, each in its transaction. */
async function pass(rows: ImportRow[], apply: boolean, region: Region = city.districts[0]!, scope = ['']) {
  const context: ImportContext = { importId: newId(), accountId: newId(), scope, region, organisationId: null, now: world.clock.date(), apply };
  const begun = await world.api.app.get(ImportKinds, { strict: false }).get('regions').begin(context);
  const outcomes: string[] = [];
  for (let at = 0; at < rows.length; at += 2) {
    for (const outcome of await inTransaction(world.db, (tx) => begun.work(tx, rows.slice(at, at + 2)))) {
      outcomes.push(outcome.effect === 'faulty' ? outcome.faults.map(({ column, message }) => `${column}: ${message}`).join(' ') : outcome.effect);
    }
  }
  return outcomes;
}

/** A street with two communities and a grid cell, that nobody has made yet. */
function newStreet(serial = '801'): ImportRow[] {
  const street = `${city.districts[0]!.code.slice(0, 6)}${serial}`;
  return [row(2, `${street}000`, '新城街道'), row(3, `${street}001`, '新城社区'), row(4, `${street}002`, '东湖社区', `${street}000`), row(5, `${street}001001`, '第一网格')];
}

describe('an import of regions', () => {
  test('says first what it would do, then does it, and changes nothing the second time', async () => {
    const before = await world.db.manager.count(Region);
    expect(await pass(newStreet(), false)).toEqual(['created', 'created', 'created', 'created']);
    expect(await world.db.manager.count(Region)).toBe(before);
    expect(await pass(newStreet(), true)).toEqual(['created', 'created', 'created', 'created']);
    expect(await pass(newStreet(), true)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
    const grid = await world.db.manager.findOneByOrFail(Region, { openCode: newStreet()[3]!.cells['code']! });
    expect((await world.api.app.get(RegionHistoryService, { strict: false }).placesAt([{ regionId: grid.id, at: world.clock.date() }]))[0]).toEqual([city.city.name, city.districts[0]!.name, '新城街道', '新城社区', '第一网格']);
  });

  test('renames what has another name, and keeps the old one', async () => {
    const { code, name } = city.communities[0]!;
    world.clock.advance(60);
    expect(await pass([row(2, code, '改名社区')], true)).toEqual(['changed']);
    const region = await world.db.manager.findOneByOrFail(Region, { openCode: code });
    expect((await world.api.app.get(RegionHistoryService, { strict: false }).of(region.id)).map((period) => period.name)).toEqual([name, '改名社区']);
  });

  test.each([
    ['a number that a spreadsheet spoilt', '3.60202E+11', '新城街道', '', 'code: 代码被表格软件改成了科学计数法'],
    ['a code of no level', '360202000003', '新城街道', '', 'code: 代码应为 12 位数字'],
    ['a name of one letter', '{own}802000', '新', '', 'name: 名称应为 2 到 60 个字'],
    ['a parent that is no code', '{own}802000', '新城街道', '123', 'parentCode: 上级代码应为 12 位数字'],
    ['a parent that is not there', '{own}802001', '新城社区', '{own}802000', 'parentCode: 没有找到上级区域'],
    ['a region of another district', '{other}802000', '新城街道', '', 'code: 上级区域不在可以导入的范围内'],
    ['a community that lies under another street', '{community}', '花园社区', '{street}', 'parentCode: 这个区域现在属于别的上级'],
    ['the region itself', '{self}', '新区', '', 'code: 这个代码的区域不在可以导入的范围内'],
  ])('tells of %s', async (_, code, name, parentCode, message) => {
    const known: Record<string, string> = {
      '{own}': city.districts[0]!.code.slice(0, 6),
      '{other}': city.districts[1]!.code.slice(0, 6),
      '{community}': city.communities[0]!.code,
      '{street}': city.streets[1]!.code,
      '{self}': city.districts[0]!.code,
    };
    const filled = (text: string) => text.replace(/\{\w+\}/, (key) => known[key]!);
    const before = await world.db.manager.count(Region);
    for (const apply of [false, true]) expect((await pass([row(2, filled(code), name, filled(parentCode))], apply))[0]).toContain(message);
    expect(await world.db.manager.count(Region)).toBe(before);
  });

  test('reaches no further than the account does at this moment', async () => {
    expect((await pass(newStreet('803'), true, city.city, [city.districts[1]!.path]))[0]).toContain('不在可以导入的范围内');
  });
});
