import { closesAt, formatCredits } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { LearnerRowDto, RegionFiguresDto, RegionReportDto } from '../../src/reports/reports.dto.js';
import { Person } from '../../src/identity/person.entity.js';
import { Region } from '../../src/regions/region.entity.js';
import type { RegionDto } from '../../src/regions/regions.dto.js';
import { holds } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson } from '../factories/persons.js';
import { type City, aCity, aRegion } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let elsewhere: City;
let admin: Someone;

/** A learner as the test itself keeps it. */
interface Row {
  personId: string;
  registeredAt: Region | null;
  registeredOn: string;
  verifiedAt: Date | null;
  entries: { path: string; units: number; date: string }[];
}

const rows: Row[] = [];

beforeAll(async () => {
  world = await createWorld('2027-02-01T09:00:00+08:00');
  city = await aCity(world);
  elsewhere = await aCity(world);
  admin = await aColleague(world, 'region_admin', elsewhere.communities[0]!, city.city);
  await populate();
});
afterAll(() => world.close());

/** Learners of every kind: registered in either year, in January between, after the closing, or never; who moved; who stand above the communities. */
async function populate(): Promise<void> {
  const homes = [...city.communities, city.streets[0]!, city.city, elsewhere.communities[1]!];
  const verifications = ['2026-03-05T00:00:00+08:00', '2025-12-31T23:59:59+08:00', '2026-12-31T23:59:59+08:00', '2027-01-05T12:00:00+08:00', '2027-01-20T12:00:00+08:00', null];
  let n = 0;
  for (const home of homes) {
    for (const verification of verifications) {
      n++;
      const verifiedAt = verification === null ? null : new Date(verification);
      const someone = await aPerson(world, { region: home, verifiedAt });
      const row: Row = { personId: someone.personId, registeredAt: verifiedAt && home, registeredOn: verification?.slice(0, 10) ?? '', verifiedAt, entries: [] };
      const earn = async (region: Region, units: number, date: string) => {
        await holds(world, someone.personId, units, date);
        row.entries.push({ path: region.path, units, date });
      };
      if (n % 4 !== 0) await earn(home, 1_080_000 + n * 1000, '2026-06-01');
      if (n % 3 === 0) {
        // Moved, and went on learning there; earlier entries and the registration stay where they were.
        const next = homes[(n * 5) % homes.length]!;
        await world.db.manager.update(Person, { id: someone.personId }, { regionId: next.id, regionPath: next.path });
        await earn(next, 1_080_000 + n * 700, '2026-11-30');
      } else if (n % 2 === 0) {
        await earn(home, 1_200_000, '2026-12-31');
      }
      if (n % 5 === 0) await earn((await world.db.manager.findOneByOrFail(Person, { id: someone.personId })).regionPath === home.path ? home : homes[(n * 5) % homes.length]!, 7_777, '2027-01-01');
      rows.push(row);
    }
  }
}

/** The figures as the rules define them, reckoned from the rows one by one. */
function figures(path: string, year: number): RegionFiguresDto {
  const registered = rows.filter((row) => row.registeredAt?.path.startsWith(path) && row.registeredOn <= `${year}-12-31`);
  const counting = rows.filter((row) => row.verifiedAt && row.verifiedAt.getTime() < closesAt(year));
  const sums = counting
    .map((row) => row.entries.filter((entry) => entry.path.startsWith(path) && entry.date.startsWith(String(year))))
    .filter((entries) => entries.length > 0)
    .map((entries) => entries.reduce((sum, entry) => sum + entry.units, 0));
  const units = sums.reduce((a, b) => a + b, 0);
  const targetReached = sums.filter((sum) => sum >= 2_160_000).length;
  return {
    registered: registered.filter((row) => row.registeredOn >= `${year}-01-01`).length,
    registeredTotal: registered.length,
    active: sums.length,
    units,
    credits: formatCredits(units),
    targetReached,
    targetShare: sums.length === 0 ? null : targetReached / sums.length,
    meanCredits: sums.length === 0 ? null : formatCredits(Math.floor(units / sums.length)),
  };
}

/** Registrations and counting units month by month, reckoned the same way. */
function monthsOf(path: string, year: number): RegionReportDto['months'] {
  const counting = rows.filter((row) => row.verifiedAt && row.verifiedAt.getTime() < closesAt(year)).flatMap((row) => row.entries);
  return Array.from({ length: 12 }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, '0')}-`;
    const units = counting.filter((entry) => entry.path.startsWith(path) && entry.date.startsWith(month)).reduce((sum, entry) => sum + entry.units, 0);
    return { month: i + 1, registered: rows.filter((row) => row.registeredAt?.path.startsWith(path) && row.registeredOn.startsWith(month)).length, units, credits: formatCredits(units) };
  });
}

async function report(regionId: string, year: number, by = admin): Promise<RegionReportDto> {
  const answer = await by.agent.get<RegionReportDto>(`/api/reports/region?regionId=${regionId}&year=${year}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

async function learners(regionId: string, year: number, only: string, by = admin): Promise<LearnerRowDto[]> {
  const items: LearnerRowDto[] = [];
  for (let page = 1; ; page++) {
    const { body } = await by.agent.get<{ items: LearnerRowDto[]; total: number }>(`/api/reports/learners?regionId=${regionId}&year=${year}&pageSize=7&page=${page}${only && `&only=${only}`}`);
    items.push(...body.items);
    if (body.items.length < 7) {
      expect(items).toHaveLength(body.total);
      return items;
    }
  }
}

const YEARS = [2025, 2026, 2027];

describe('the figures of a region', () => {
  test.each(YEARS)('of %d equal what the rows say, for every region down the tree', async (year) => {
    for (const region of [city.city, ...city.districts, ...city.streets, ...city.communities]) {
      const body = await report(region.id, year);
      expect(body.total).toEqual(figures(region.path, year));
      expect(body.lastYear).toEqual(figures(region.path, year - 1));
      for (const child of body.children) expect({ name: child.region.name, ...child.figures }).toEqual({ name: child.region.name, ...figures(`${region.path}${child.region.id}/`, year) });
    }
  });

  test.each(YEARS)('of %d add up: children and whoever stands in none of them are the whole', async (year) => {
    for (const region of [city.city, city.districts[0]!, city.streets[0]!]) {
      const { total, children, elsewhere: none, months } = await report(region.id, year);
      const parts = [...children.map((child) => child.figures), ...(none ? [none] : [])];
      for (const figure of ['registered', 'registeredTotal', 'units'] as const) {
        expect(parts.reduce((sum, part) => sum + part[figure], 0)).toBe(total[figure]);
      }
      expect(months).toEqual(monthsOf(region.path, year));
      expect(months.reduce((sum, month) => sum + month.units, 0)).toBe(total.units);
    }
  });

  test('are of the current year where none is asked for', async () => {
    const { body } = await admin.agent.get<RegionReportDto>('/api/reports/region');
    expect(body).toMatchObject({ year: 2027, region: { id: city.city.id }, asOf: world.clock.date().toISOString() });
    expect(body.total).toEqual(figures(city.city.path, 2027));
  });
});

describe('the learners that a figure is made of', () => {
  test.each(YEARS)('of %d are as many as the figure says', async (year) => {
    for (const region of [city.city, city.districts[1]!, city.communities[0]!, city.communities[3]!]) {
      const { total } = await report(region.id, year);
      expect(await learners(region.id, year, 'registered')).toHaveLength(total.registered);
      expect(await learners(region.id, year, 'active')).toHaveLength(total.active);
      expect(await learners(region.id, year, 'target')).toHaveLength(total.targetReached);
      const active = await learners(region.id, year, 'active');
      expect(active.reduce((sum, row) => sum + row.units, 0)).toBe(total.units);
    }
  });

  test('are listed once each, most units first, names masked', async () => {
    const items = await learners(city.city.id, 2026, '');
    expect(new Set(items.map((item) => item.personId)).size).toBe(items.length);
    expect(items.map((item) => item.units)).toEqual(items.map((item) => item.units).sort((a, b) => b - a));
    expect(new Set(items.map((item) => item.nameMasked))).toEqual(new Set(['王*']));
  });
});

describe('the tree of regions', () => {
  const under = async (query: string) => (await world.api.guest.get<{ items: RegionDto[] }>(`/api/regions${query}`)).body.items;

  test('is open to everyone, a level at a time, from the city down', async () => {
    expect((await under('')).map((region) => region.id)).toEqual([city.city.id, elsewhere.city.id]);
    expect(await under(`?parentId=${city.city.id}`)).toMatchObject(city.districts.map(({ id, code, name }) => ({ id, code, name, level: 'district', parentId: city.city.id, hasChildren: true })));
    expect((await under(`?parentId=${city.streets[0]!.id}`)).map((region) => region.hasChildren)).toEqual([false, false]);
    expect(await under(`?parentId=${city.communities[0]!.id}`)).toEqual([]);
  });

  test('no longer offers a region that was closed', async () => {
    const district = await aRegion(world, elsewhere.city);
    const street = await aRegion(world, district);
    await world.db.manager.update(Region, { id: street.id }, { validTo: world.clock.date() });
    expect((await under(`?parentId=${elsewhere.city.id}`)).find((region) => region.id === district.id)).toMatchObject({ hasChildren: false });
    expect(await under(`?parentId=${district.id}`)).toEqual([]);
  });
});

describe('the scope of an administrator', () => {
  const absent = '00000000-0000-4000-8000-000000000000';

  test.each([
    ['their own region', (own: City) => own.streets[0]!, true],
    ['a child', (own: City) => own.communities[0]!, true],
    ['a sibling', (own: City) => own.streets[1]!, false],
    ['an ancestor', (own: City) => own.districts[0]!, false],
    ['the root', (own: City) => own.city, false],
    ["a neighbour's child", (own: City) => own.communities[2]!, false],
    ['another city', () => elsewhere.city, false],
  ])('reaches %s or not, and then like nothing at all', async (_, of, reaches) => {
    const street = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    for (const path of ['/api/reports/region?', '/api/reports/learners?']) {
      const answer = await street.agent.get(`${path}regionId=${of(city).id}`);
      expect(answer.status).toBe(reaches ? 200 : 404);
      if (!reaches) {
        expectProblem(answer, 'not_found');
        expect(answer.text).toBe((await street.agent.get(`${path}regionId=${absent}`)).text);
      }
    }
  });

  test('begins at the region granted, and shows those above it by name only', async () => {
    const street = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    const { body } = await street.agent.get<RegionReportDto>('/api/reports/region');
    expect(body.region.id).toBe(city.streets[0]!.id);
    expect(body.ancestors).toEqual([city.city, city.districts[0]!].map(({ id, name }) => ({ id, name, visible: false })));
    const inner = await report(city.communities[0]!.id, 2026, street);
    expect(inner.ancestors.map((ancestor) => ancestor.visible)).toEqual([false, false, true]);
  });

  test('is the sum of several grants, each with its own region', async () => {
    const two = await aPerson(world, {
      region: city.communities[0]!,
      grants: [
        { role: 'region_admin', region: city.communities[1]! },
        { role: 'region_admin', region: city.streets[3]! },
        { role: 'reviewer', region: city.city },
      ],
    });
    const status = async (region: Region) => (await two.agent.get(`/api/reports/region?regionId=${region.id}`)).status;
    expect(await Promise.all([city.communities[1]!, city.streets[3]!, city.communities[7]!].map(status))).toEqual([200, 200, 200]);
    expect(await Promise.all([city.communities[0]!, city.city, city.streets[0]!].map(status))).toEqual([404, 404, 404]);
    expect((await two.agent.get<RegionReportDto>('/api/reports/region')).body.region.id).toBe(city.streets[3]!.id);
  });

  test('of a region that has moved follows the region', async () => {
    const parent = await aRegion(world, city.districts[0]);
    const moved = await aRegion(world, parent);
    const street = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    expectProblem(await street.agent.get(`/api/reports/region?regionId=${moved.id}`), 'not_found');
    await world.db.query('UPDATE region SET parent_id = ?, path = ? WHERE id = ?', [city.streets[0]!.id, `${city.streets[0]!.path}${moved.id}/`, moved.id]);
    expect((await street.agent.get(`/api/reports/region?regionId=${moved.id}`)).status).toBe(200);
  });

  test('of the whole installation reaches everything', async () => {
    const platform = await aColleague(world, 'platform_admin', city.communities[0]!, null);
    for (const region of [city.city, elsewhere.city, elsewhere.communities[0]!]) expect((await report(region.id, 2026, platform)).region.id).toBe(region.id);
  });

  test.each([
    ['a year before there was one', 'year=1999'],
    ['no year', 'year=soon'],
    ['no id', 'regionId=1'],
    ['page 0', 'page=0'],
    ['too large a page', 'pageSize=101'],
    ['no figure', 'only=everyone'],
  ])('refuses %s', async (_, query) => {
    expectProblem(await admin.agent.get(`/api/reports/learners?${query.includes('regionId') ? '' : `regionId=${city.city.id}&`}${query}`), 'invalid_input');
  });
});
