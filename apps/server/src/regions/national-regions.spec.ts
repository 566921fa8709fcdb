import { isRegionCode, regionLevelOfCode } from '@xuexi/domain';
import { describe, expect, test } from '@jest/globals';
import { nationalRegions, nationalRegionsCalled } from './national-regions.js';

describe('the national list', () => {
  test('has every province, and under each something to install', () => {
    const provinces = nationalRegions(null);
    expect(provinces).toHaveLength(34);
    for (const { code, name } of provinces) expect({ name, n: nationalRegions(code).length }).not.toEqual({ name, n: 0 });
  });

  test('holds codes of the tree, each of its level', () => {
    const below = nationalRegions(null).flatMap(({ code }) => nationalRegions(code));
    const districts = below.flatMap((region) => (region.level === 'city' ? nationalRegions(region.code) : []));
    for (const region of [...below, ...districts]) expect({ ...region, sound: isRegionCode(region.code) && regionLevelOfCode(region.code) === region.level }).toEqual({ ...region, sound: true });
    expect(districts.length).toBeGreaterThan(2800);
  });

  test.each([
    ['360200', [['360200000000', '景德镇市']]],
    ['360200000000', [['360200000000', '景德镇市']]],
    ['景德镇市', [['360200000000', '景德镇市']]],
    ['仙桃市', [['429004000000', '仙桃市']]],
    ['朝阳区', [['110105000000', '朝阳区'], ['220104000000', '朝阳区']]],
    ['亚特兰蒂斯', []],
    ['419000', []],
  ])('finds %s', (text, found) => {
    expect(nationalRegionsCalled(text).map(({ code, name }) => [code, name])).toEqual(found);
  });

  test('names no towns as districts where a city has none, and the districts of a municipality', () => {
    expect(nationalRegions('441900000000')).toEqual([]);
    expect(nationalRegions('360200000000').map(({ name }) => name)).toEqual(['昌江区', '珠山区', '浮梁县', '乐平市']);
    expect(nationalRegions('110100000000')).toHaveLength(16);
    expect(nationalRegions('460000000000').map(({ name }) => name)).toContain('五指山市');
  });
});
