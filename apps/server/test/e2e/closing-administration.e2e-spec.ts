import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Closing } from '../../src/credits/closing/closing.entity.js';
import type { ClosingChangesDto, ClosingDto, ClosingRegionsDto } from '../../src/credits/closing/closings.dto.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import { OutboxRow } from '../../src/platform/queue/outbox.entity.js';
import { CLOSED, type ClosingOffice, OPEN, aClosingOffice } from '../factories/closing-office.js';
import { aClosingRunner } from '../factories/closings.js';
import { holds } from '../factories/ledger.js';
import { signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let office: ClosingOffice;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  office = await aClosingOffice(world, city);
});

describe('starting a closing', () => {
  test('that the queue gives up is shown as failed, and the year can be started anew', async () => {
    world.clock.set(CLOSED);
    await office.manyPersons(25);
    const { id } = await office.start();
    const runner = aClosingRunner(world, { shardPersons: 10 });
    await runner.run(id);
    await runner.runShard(id, 1);
    await runner.fail(id);
    expect(await office.read(id)).toMatchObject({ state: 'failed', processed: 10 });
    const again = await office.closeYear({ runner });
    expect(again).toMatchObject({ state: 'done', statements: 25 });
    // What was computed before it failed is under the root of the one that did not.
    await office.expectSigned(again.id);
    expect((await world.db.manager.findOneByOrFail(Closing, { id: again.id })).leaves).toBe(25);
    // What failed stays failed, whoever picks it up late.
    await runner.runWhole(id);
    expect((await office.read(id)).state).toBe('failed');
  });

  test('writes its job down in the same transaction', async () => {
    const { id } = await office.start();
    expect(await world.db.manager.findBy(OutboxRow, {})).toMatchObject([{ queue: 'credits', name: 'closing', jobId: `closing-${id}`, payload: { closingId: id }, sentAt: null }]);
  });

  test('asks who starts it to confirm, and is in the audit log', async () => {
    expectProblem(await (await signedIn(world, office.admin.accountId)).post('/api/closings', { year: 2026 }), 'confirmation_needed');
    const { id } = await office.start(2026, true);
    const [entry] = await world.db.query("SELECT details FROM audit_entry WHERE action = 'closing.start' ORDER BY sequence DESC LIMIT 1");
    expect(JSON.parse(entry.details)).toMatchObject({ year: 2026, kind: 'trial' });
    expect((await office.read(id)).kind).toBe('trial');
  });

  test('of one year many times at once begins one run, and one job', async () => {
    const { agent } = await office.confirmedAdmin();
    const answers = await Promise.all(Array.from({ length: 20 }, () => agent.post('/api/closings', { year: 2026 })));
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 'closing_running');
    expect(await world.db.manager.countBy(OutboxRow, {})).toBe(1);
    expect((await agent.post('/api/closings', { year: 2025 })).status).toBe(201);
  });

  test('of a year to come is refused, and a year turns in Shanghai', async () => {
    world.clock.set('2027-12-31T15:59:59.999Z');
    const { agent } = await office.confirmedAdmin();
    const answer = await agent.post('/api/closings', { year: 2028 });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields).toMatchObject([{ field: 'year' }]);
    world.clock.advance(0.001);
    expect((await agent.post('/api/closings', { year: 2028 })).status).toBe(201);
  });

  test('is listed newest first, without the amendments that corrections make', async () => {
    const first = await office.closeYear({ year: 2025 });
    world.clock.advance(1);
    const second = await office.start();
    const { body } = await office.admin.agent.get<{ items: ClosingDto[] }>('/api/closings');
    expect(body.items).toMatchObject([{ id: second.id, state: 'queued' }, { id: first.id, state: 'done' }]);
  });
});

describe('a trial', () => {
  test.each([OPEN, CLOSED])('at %s changes nothing and says what would change', async (at) => {
    world.clock.set(at);
    const [known, unknown] = [await office.learner(), await office.learner()];
    await holds(world, known.personId, 2_000_000, '2026-05-01');
    await office.closeYear();
    await holds(world, known.personId, 160_000, '2026-05-02');
    await holds(world, unknown.personId, 1000, '2026-05-02');
    const before = await world.db.manager.find(Statement);
    const trial = await office.closeYear({ trial: true });
    expect(trial).toMatchObject({ kind: 'trial', state: 'done', root: null, difference: { added: 1, changed: 1, gone: 0, unchanged: 0, unitsBefore: 2_000_000, unitsAfter: 2_161_000, targetMetBefore: 0, targetMetAfter: 1 } });
    expect(await world.db.manager.find(Statement)).toEqual(before);
  });
});

describe('what changed', () => {
  test('is told page by page, with masked names', async () => {
    world.clock.set(CLOSED);
    const persons = [];
    for (let i = 0; i < 3; i++) persons.push(await office.learner());
    for (const { personId } of persons) await holds(world, personId, 1000, '2026-05-01');
    await office.closeYear();
    for (const { personId } of persons) await holds(world, personId, 2_160_000, '2026-06-01');
    const { id } = await office.closeYear({ trial: true });
    const one = (await office.admin.agent.get<ClosingChangesDto>(`/api/closings/${id}/changes?pageSize=2`)).body;
    expect(one.items).toHaveLength(2);
    expect(one.items[0]).toMatchObject({ effect: 'changed', beforeUnits: 1000, units: 2_161_000 });
    expect(one.items[0]!.name).toMatch(/\*/);
    const two = (await office.admin.agent.get<ClosingChangesDto>(`/api/closings/${id}/changes?pageSize=2&page=2&effect=changed`)).body;
    expect(two).toMatchObject({ total: 3 });
    const { items } = (await office.admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions?regionId=${city.city.id}`)).body;
    const figures = { statements: 3, targetMet: 3, units: 3 * 2_161_000, meanCredits: '20.00' };
    const before = { statements: 3, targetMet: 0, units: 3000, meanCredits: '0.00' };
    expect(items).toMatchObject([{ ...figures, before, hasRegions: true }]);
    // What the trial has found stays, whatever is stated afterwards.
    await office.closeYear();
    expect((await office.admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions?regionId=${city.city.id}`)).body.items).toEqual(items);
    expect([...one.items, ...two.items].map(({ personId }) => personId)).toEqual(persons.map(({ personId }) => personId).sort());
  });

  test('adds up by region: also who stands in none of the regions below, and who stands in no region at all', async () => {
    world.clock.set(CLOSED);
    const [inCommunity, atStreet, nowhere] = [await office.learner(), await office.learner(), await office.learner()];
    for (const { personId } of [inCommunity, atStreet, nowhere]) await holds(world, personId, 1000, '2026-05-01');
    const street = city.streets[0]!;
    await world.db.query('UPDATE person SET region_id = ?, region_path = ? WHERE id = ?', [street.id, street.path, atStreet.personId]);
    await world.db.query('UPDATE person SET region_id = NULL, region_path = NULL WHERE id = ?', [nowhere.personId]);
    const { id, statements } = await office.closeYear();
    const below = async (regionId?: string) => (await office.admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions${regionId === undefined ? '' : `?regionId=${regionId}`}`)).body.items;
    expect(await below()).toMatchObject([{ regionId: city.city.id, statements: 2 }, { regionId: null, name: '', hasRegions: false, statements: 1 }]);
    expect((await below()).reduce((sum, each) => sum + each.statements, 0)).toBe(statements);
    expect(await below(street.id)).toMatchObject([{ regionId: city.communities[0]!.id, hasRegions: false, statements: 1, before: null }, { regionId: null, statements: 1 }]);
  });

  test('of a trial adds up by region, before and after: who moved is stated where they are now', async () => {
    world.clock.set(CLOSED);
    const [moves, stays, comes, nowhere] = [await office.learner(), await office.learner(), await office.learner(), await office.learner()];
    const [from, to] = [city.communities[0]!, city.communities.at(-1)!];
    for (const { personId } of [moves, stays]) await holds(world, personId, 1000, '2026-05-01');
    await office.closeYear();
    await world.db.query('UPDATE person SET region_id = ?, region_path = ? WHERE id = ?', [to.id, to.path, moves.personId]);
    await world.db.query('UPDATE person SET region_id = NULL, region_path = NULL WHERE id = ?', [nowhere.personId]);
    for (const { personId } of [moves, comes, nowhere]) await holds(world, personId, 2_160_000, '2026-06-01');
    const { id, statements, difference } = await office.closeYear({ trial: true });
    const below = async (regionId?: string) => (await office.admin.agent.get<ClosingRegionsDto>(`/api/closings/${id}/regions${regionId === undefined ? '' : `?regionId=${regionId}`}`)).body.items;
    const top = await below();
    expect(top).toMatchObject([{ regionId: city.city.id, statements: 3, targetMet: 2, before: { statements: 2, targetMet: 0 } }, { regionId: null, statements: 1, targetMet: 1, before: { statements: 0, units: 0, meanCredits: '0.00' } }]);
    expect(top.reduce((sum, each) => sum + each.statements, 0)).toBe(statements);
    expect(top.reduce((sum, each) => sum + each.units, 0)).toBe(difference!.unitsAfter);
    expect(top.reduce((sum, each) => sum + each.before!.units, 0)).toBe(difference!.unitsBefore);
    const placed = [...(await below(city.streets[0]!.id)), ...(await below(city.streets.at(-1)!.id))];
    expect(placed).toMatchObject([{ regionId: from.id, statements: 2, units: 2_161_000, before: { statements: 2, units: 2000 } }, { regionId: to.id, statements: 1, units: 2_161_000, before: { statements: 0 } }]);
  });
});
