import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ClosingDto } from '../../src/credits/closing/closings.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import type { CorrectionDto } from '../../src/credits/corrections/corrections.dto.js';
import type { PublicStatementDto, StatementDto } from '../../src/credits/statements/statements.dto.js';
import { aClosingRunner } from '../factories/closings.js';
import { aDocument } from '../factories/corrections.js';
import { chainOf, differencesOf, holds } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { Agent } from '../support/agent.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-11-07T12:00:00+08:00');
  city = await aCity(world);
});
afterAll(() => world.close());

/** The same person months later: no session lasts so long. */
async function later(someone: Someone): Promise<Someone> {
  return confirmed(world, { ...someone, agent: await signedIn(world, someone.accountId) });
}

test('F: a class that is taken back after the closing makes statement version 2, and version 1 verifies as revoked', async () => {
  const wang = await aPerson(world, { region: city.communities[0]! });
  const clerk = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
  const admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
  await holds(world, wang.personId, 1_964_000, '2026-10-30');
  const documentId = await aDocument(world, clerk.accountId);
  const granted = await clerk.agent.post<CorrectionDto>(`/api/learners/${wang.personId}/credit-grants`, { credits: '2', date: '2026-11-07', title: '线下课 2 学时', reason: '按签到表认定', documentId });
  expect(granted.body).toMatchObject({ state: 'posted', units: 216_000 });

  world.clock.set('2027-01-16T00:00:00+08:00');
  const started = await (await later(admin)).agent.post<ClosingDto>('/api/closings', { year: 2026, trial: false });
  await aClosingRunner(world).runWhole(started.body.id);
  const statements = async (): Promise<StatementDto[]> => (await (await later(wang)).agent.get<{ items: StatementDto[] }>('/api/my/statements')).body.items;
  const [first] = await statements();
  expect(first).toMatchObject({ version: 1, status: 'valid', units: 2_180_000, credits: '20.18', targetMet: true });

  world.clock.set('2027-02-03T10:00:00+08:00');
  const [, wrong] = (await chainOf(world, wang.personId)).entries;
  const reversed = await (await later(clerk)).agent.post<CorrectionDto>(`/api/credit-entries/${wrong!.id}/reversal`, { reason: '签到有误', documentId: await aDocument(world, clerk.accountId) });
  expect(reversed.body).toMatchObject({ state: 'posted', units: -216_000, year: 2026 });

  expect((await chainOf(world, wang.personId)).entries.at(-1)).toMatchObject({ kind: 'reversal', units: -216_000, date: '2027-02-03', year: 2026, reverses: wrong!.id });
  expect((await (await later(wang)).agent.get<MyCreditsDto>('/api/my/credits?year=2026')).body).toMatchObject({ units: 1_964_000, credits: '18.18', targetMet: false });
  expect(await statements()).toMatchObject([
    { version: 2, status: 'valid', units: 1_964_000, credits: '18.18', targetMet: false, reason: '更正' },
    { number: first!.number, version: 1, status: 'revoked', units: 2_180_000, targetMet: true },
  ]);
  expect(await differencesOf(world)).toEqual([]);

  const visitor = new Agent(world.api.app);
  const verify = async (number: string, code: string): Promise<PublicStatementDto> => (await visitor.get<PublicStatementDto>(`/api/public/statements/${number}?code=${code}`)).body;
  const old = await verify(first!.number, first!.checkCode);
  expect(old).toMatchObject({ status: 'revoked', version: 1, credits: '20.18', targetMet: true, revokedOn: '2027-02-03' });
  expect(await verify(old.replacedBy!.number, old.replacedBy!.checkCode)).toMatchObject({ status: 'valid', version: 2, credits: '18.18', targetMet: false });
});
