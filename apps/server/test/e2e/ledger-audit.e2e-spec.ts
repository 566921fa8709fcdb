import { createPublicKey, verify } from 'node:crypto';
import { creditDayHash, creditDayText, entryKey } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CreditKeys } from '../../src/credits/credit-keys.service.js';
import { CreditSigning } from '../../src/credits/credit-signing.js';
import type { ClosingDto } from '../../src/credits/closing/closings.dto.js';
import type { AlarmDto, CreditRootListDto, ReconciliationDto, SignedCreditRootDto } from '../../src/credits/ledger/ledger.dto.js';
import { CreditRoot } from '../../src/credits/ledger/credit-root.entity.js';
import { CreditRootsService } from '../../src/credits/ledger/credit-roots.service.js';
import { ReconciliationRunner } from '../../src/credits/ledger/reconciliation-runner.js';
import { Alarm } from '../../src/platform/alarms/alarm.entity.js';
import { AlarmsService } from '../../src/platform/alarms/alarms.service.js';
import { CONFIG } from '../../src/platform/config/config.js';
import { digest } from '../../src/platform/crypto/digest.js';
import { signingKey } from '../../src/platform/crypto/signing-key.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { aPosting, holds, post } from '../factories/ledger.js';
import { aClosingRunner } from '../factories/closings.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { eventually } from '../support/eventually.js';
import { expectProblem } from '../support/expect-problem.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let platform: Someone;
let course: MadeCourse;

beforeAll(async () => {
  world = await createWorld('2026-03-10T09:00:00+08:00');
  city = await aCity(world);
  platform = await aColleague(world, 'platform_admin', city.communities[0]!, null);
  course = await aPublishedCourse(world, await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!), [60]);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.db.query('DELETE FROM alarm');
  for (const table of ['reconciliation', 'closing', 'closing_chunk', 'statement']) await world.db.query(`DELETE FROM ${table}`);
});

const learner = () => aPerson(world, { region: city.communities[0]! });
const alarms = async (state = 'open'): Promise<{ open: number; items: AlarmDto[] }> => (await platform.agent.get<{ open: number; items: AlarmDto[] }>(`/api/ledger/alarms?state=${state}`)).body;

/** Somebody who has completed the lesson. */
async function aGraduate(): Promise<Someone> {
  const someone = await learner();
  await (await Player.open(someone.agent, world.clock, course.lessons[0]!.lessonVersionId)).play(60);
  return someone;
}

/** Whether the key that a signed day names, of those that come with it, has signed it. */
function isSigned(day: CreditRootListDto['items'][number], keys: CreditRootListDto['keys']): boolean {
  const { publicKey } = keys.find(({ keyId }) => keyId === day.keyId)!;
  return verify(null, Buffer.from(creditDayText(day)), createPublicKey(publicKey), Buffer.from(day.signature, 'hex'));
}

/** The tables of a person whom another test must not find. */
async function forget({ personId }: Pick<Someone, 'personId'>): Promise<void> {
  for (const table of ['credit_entry', 'credit_transfer', 'lesson_completion', 'credit_head', 'statement']) await world.db.query(`DELETE FROM ${table} WHERE person_id = ?`, [personId]);
}

/** Two persons whose year a closing has stated; nobody else is. */
async function stated(): Promise<Someone[]> {
  for (const { person_id: personId } of await world.db.query<{ person_id: string }[]>('SELECT person_id FROM credit_head')) await forget({ personId });
  world.clock.set('2026-12-20T12:00:00+08:00');
  const persons = [await learner(), await learner()];
  for (const { personId } of persons) for (const units of [2_000_000, 160_000]) await holds(world, personId, units, '2026-12-18');
  world.clock.set('2027-01-16T10:00:00+08:00');
  platform = await confirmed(world, { ...platform, agent: await signedIn(world, platform.accountId) });
  const { body } = await platform.agent.post<ClosingDto>('/api/closings', { year: 2026 });
  await aClosingRunner(world).runWhole(body.id);
  // The night looks at whoever got an entry the day before.
  for (const { personId } of persons) await holds(world, personId, 1, '2027-01-16');
  return persons;
}

const runner = () => new ReconciliationRunner(world.db, world.api.app.get(AlarmsService), world.clock, world.api.app.get(CreditSigning), world.api.app.get(CONFIG));

/** The reconciliation of the next night, in the worker's stead. */
async function reconcile(): Promise<ReconciliationDto> {
  world.clock.set(`${new Date(world.clock.now() + 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)}T02:00:00+08:00`);
  await runner().runDue(new AbortController().signal);
  return (await platform.agent.get<{ items: ReconciliationDto[] }>('/api/ledger/reconciliations')).body.items[0]!;
}

describe('the signed days', () => {
  test('are public, and can be checked with the public key alone', async () => {
    await aGraduate();
    world.clock.set('2026-03-12T00:15:00+08:00');
    await world.api.app.get(CreditRootsService).signDueDays();
    const { body } = await world.api.guest.get<CreditRootListDto>('/api/public/credit-roots');
    expect(body.items).toMatchObject([{ date: '2026-03-11', entries: 0 }, { date: '2026-03-10', entries: 1, evidence: 1 }]);
    for (const day of body.items) expect(isSigned(day, body.keys)).toBe(true);
    expect((await world.api.guest.get('/api/public/credit-roots/2026-03-10')).body).toEqual({ ...body.items[1], keys: body.keys });
    expectProblem(await world.api.guest.get('/api/public/credit-roots/2026-03-12'), 'not_found');
  });

  test('come with the key that signed them when another one signs since, the same that all keys are published with', async () => {
    const earlier = signingKey(Buffer.alloc(32, 9));
    const day = { date: '2026-03-09', entries: 0, root: 'a'.repeat(64), evidence: 0, evidenceRoot: 'b'.repeat(64), previousHash: creditDayHash(null, digest) };
    await new CreditKeys(world.db, { key: earlier }, world.clock).onModuleInit();
    await world.db.manager.insert(CreditRoot, { ...day, keyId: earlier.keyId, signature: earlier.sign(creditDayText(day)), signedAt: world.clock.date() });
    const { body } = await world.api.guest.get<SignedCreditRootDto>('/api/public/credit-roots/2026-03-09');
    expect(isSigned(body, body.keys)).toBe(true);
    const { body: list } = await world.api.guest.get<CreditRootListDto>('/api/public/credit-roots');
    expect(list.keyId).toBe(world.api.app.get(CreditSigning).key.keyId);
    expect(list.items.every((root) => isSigned(root, list.keys))).toBe(true);
    expect((await world.api.guest.get('/api/public/keys')).body).toEqual({ items: list.keys });
    expect(body.keys).toEqual(list.keys);
    await world.db.query('DELETE FROM credit_root WHERE date = ?', [day.date]);
    await world.db.query('DELETE FROM credit_key WHERE key_id = ?', [earlier.keyId]);
  });
});

describe('the nightly reconciliation', () => {
  test('compares everything of yesterday and finds nothing to say', async () => {
    await aGraduate();
    const done = await reconcile();
    expect(done).toMatchObject({ state: 'done', differences: 0 });
    expect(done.persons).toBeGreaterThan(0);
    expect(Object.fromEntries(done.checks.map(({ name, compared }) => [name, compared > 0]))).toMatchObject({ chains: true, evidence: true, balances: true });
    expect(await alarms()).toEqual({ open: 0, items: [] });
  });

  test.each([
    ['an entry of more units', 'entry_differs', async ({ personId }: Someone) => world.db.query('UPDATE credit_entry SET units = units + 1 WHERE person_id = ?', [personId])],
    ['an entry that is gone', 'evidence_unposted', async ({ personId }: Someone) => world.db.query('DELETE FROM credit_entry WHERE person_id = ?', [personId])],
    ['evidence that has no hash', 'broken_chain', async ({ personId }: Someone) => world.db.query('UPDATE credit_entry SET evidence = ? WHERE person_id = ?', ['{"title":"\\ud800"}', personId])],
    ['evidence that is gone', 'entry_differs', async ({ personId }: Someone) => world.db.query('DELETE FROM lesson_completion WHERE person_id = ?', [personId])],
    ['an end of a chain that is gone', 'broken_chain', async ({ personId }: Someone) => world.db.query('DELETE FROM credit_head WHERE person_id = ?', [personId])],
    ['a completion that was not credited', 'entry_differs', async ({ personId }: Someone) => world.db.query('UPDATE lesson_completion SET credited = 0 WHERE person_id = ?', [personId])],
  ])('raises an alarm for %s', async (_, kind, plant) => {
    const someone = await aGraduate();
    await plant(someone);
    const done = await reconcile();
    expect(done.differences).toBeGreaterThan(0);
    const { items } = await alarms();
    expect(items).toContainEqual(expect.objectContaining({ kind, times: 1, details: expect.objectContaining({ personId: someone.personId }) }));
    await forget(someone);
  });

  test.each([
    ['each other', (one: string, other: string) => [[one, other], [other, one]]],
    ['themselves', (one: string) => [[one, one]]],
    ['somebody without a merge on record', (one: string, other: string) => [[one, other]]],
  ])('raises an alarm for persons who were merged into %s, and their reports end', async (_, merges) => {
    const [one, other] = [await aGraduate(), await aGraduate()];
    const player = await Player.open(one.agent, world.clock, course.lessons[0]!.lessonVersionId);
    const into = merges(one.personId, other.personId);
    for (const [absorbed, kept] of into) await world.db.query('UPDATE person SET merged_into = ? WHERE id = ?', [kept, absorbed]);
    world.clock.advance(10);
    expect((await player.send([[0, 1]])).status).toBe(into.length === 1 && into[0]![1] === other.personId ? 404 : 500);
    const done = await reconcile();
    expect(done.checks.find(({ name }) => name === 'chains')).toMatchObject({ differences: into.length });
    const astray = (await alarms()).items.filter(({ kind }) => kind === 'merge_astray');
    expect(astray.map(({ subjectId }) => subjectId).sort()).toEqual(into.map(([absorbed]) => absorbed).sort());
    await world.db.query('UPDATE person SET merged_into = NULL WHERE id IN (?)', [[one.personId, other.personId]]);
    for (const someone of [one, other]) await forget(someone);
  });

  test('compares the statements of a closed year and finds nothing to say', async () => {
    await stated();
    const done = await reconcile();
    const checked = done.checks.find(({ name }) => name === 'statements')!;
    expect(checked.differences).toBe(0);
    // Both, and again whoever's turn it is by the id.
    expect(checked.compared).toBeGreaterThanOrEqual(2);
    expect(done.differences).toBe(0);
  });

  test.each([
    ['other units', 'totals', 'units = units + 1'],
    ['other kinds', 'totals', 'kinds = \'{"transfer":1}\''],
    ['other months', 'totals', "months = '[0,0,0,0,0,0,0,0,0,0,0,1]'"],
    ['another policy', 'totals', 'policy_versions = \'["other"]\''],
    ['another head', 'totals', "chain_head = REPEAT('a', 64)"],
    ['fewer entries', 'totals', 'entries = entries - 1'],
    ['another word on the target', 'target', 'target_met = 1 - target_met'],
    ['another number', 'number', "number = CONCAT(number, '0')"],
    ['another hash', 'leaf', "leaf = REPEAT('b', 64)"],
    ['another region', 'leaf', 'region_id = NULL'],
    ['kinds that have no hash', 'leaf', 'kinds = \'{"\\\\ud800":1}\''],
    ['months that cannot be read', 'leaf', "months = '['"],
    ['a revocation that nothing replaced', 'missing', "status = 'revoked', revoked_at = '2027-02-01'"],
    ['a status that does not follow', 'status', "revoked_at = '2027-02-01'"],
  ])('raises an alarm for a statement with %s', async (_, fault, set) => {
    const [someone] = await stated();
    await world.db.query(`UPDATE statement SET ${set} WHERE person_id = ?`, [someone!.personId]);
    await reconcile();
    expect((await alarms()).items).toContainEqual(expect.objectContaining({ kind: 'statement_differs', details: expect.objectContaining({ personId: someone!.personId, faults: expect.arrayContaining([fault]) }) }));
  });

  test('raises an alarm for a statement that is gone, and for the closing that signed it', async () => {
    const [someone] = await stated();
    const [{ closing_id: closingId }]: [{ closing_id: string }] = await world.db.query('SELECT closing_id FROM statement WHERE person_id = ?', [someone!.personId]);
    await world.db.query('DELETE FROM statement WHERE person_id = ?', [someone!.personId]);
    await reconcile();
    const found = (await alarms()).items.map(({ kind, details }) => ({ kind, ...details }));
    expect(found).toContainEqual(expect.objectContaining({ kind: 'statement_differs', personId: someone!.personId, faults: ['missing'] }));
    expect(found).toContainEqual(expect.objectContaining({ kind: 'statement_differs', closingId, faults: ['closing_root'] }));
  });

  test('raises an alarm for entries that no version of the statement counts', async () => {
    const [someone] = await stated();
    await holds(world, someone!.personId, 1000, '2026-12-31');
    await reconcile();
    expect((await alarms()).items).toContainEqual(expect.objectContaining({ kind: 'statement_differs', details: { personId: someone!.personId, year: 2026, faults: ['uncounted'], counted: 2, held: 3 } }));
  });

  test.each([
    ['coverage that is no list', 'UPDATE lesson_completion SET coverage = \'{"a":1}\' WHERE person_id = ?'],
    ['coverage that has no hash', "UPDATE lesson_completion SET coverage = '[[0,1e999]]' WHERE person_id = ?"],
    ['sittings of nothing', "UPDATE lesson_completion SET sittings = '[null]' WHERE person_id = ?"],
    ['refusals that have no hash', 'UPDATE lesson_completion SET refusals = \'{"\\\\udead":1}\' WHERE person_id = ?'],
    ['evidence of a transfer that has no hash', 'UPDATE credit_entry SET evidence = \'{"title":"\\\\ud800"}\' WHERE kind = \'transfer\' AND person_id = ?'],
    ['evidence of a transfer that is a word', "UPDATE credit_entry SET evidence = '\"x\"' WHERE kind = 'transfer' AND person_id = ?"],
  ])('tells of %s, and of the others', async (_, plant) => {
    const [someone, other] = [await aGraduate(), await aGraduate()];
    for (const { personId } of [someone, other]) await holds(world, personId, 1000, '2026-03-10');
    await world.db.query(plant, [someone.personId]);
    await world.db.query('UPDATE credit_head SET sequence = 9 WHERE person_id = ?', [other.personId]);
    await reconcile();
    const told = new Set((await alarms()).items.map(({ details }) => details.personId));
    expect([...told].sort()).toEqual([someone.personId, other.personId].sort());
    for (const one of [someone, other]) await forget(one);
  });

  test('is done once a day, and goes on where it was interrupted', async () => {
    await aGraduate();
    const done = await reconcile();
    await world.db.query("UPDATE reconciliation SET state = 'running', finished_at = NULL");
    const { signal } = new AbortController();
    await runner().runDue(signal);
    expect((await platform.agent.get<{ items: ReconciliationDto[] }>('/api/ledger/reconciliations')).body.items[0]).toMatchObject({ state: 'running' });
    world.clock.advance(31);
    await runner().runDue(signal);
    await runner().runDue(signal);
    expect((await platform.agent.get<{ items: ReconciliationDto[] }>('/api/ledger/reconciliations')).body.items).toMatchObject([{ date: done.date, state: 'done', differences: 0 }]);
  });
});

describe('alarms', () => {
  test('tell of a key that was posted with two contents', async () => {
    const { personId } = await learner();
    const posting = aPosting(36_000, '2026-03-01');
    await post(world, personId, posting);
    await expect(post(world, personId, { ...posting, units: 36_001 })).rejects.toThrow('other content');
    await eventually(async () => world.db.manager.existsBy(Alarm, { subjectId: posting.key }));
    expect(await alarms()).toMatchObject({ open: 1, items: [{ kind: 'contradicting_entry', subjectId: entryKey.transfer('test', posting.sourceId), details: { personId } }] });
  });

  test('are marked as dealt with once, with a reason that is on record', async () => {
    await world.api.app.get(AlarmsService).raise({ kind: 'root_differs', subjectId: '2026-03-01', details: { date: '2026-03-01' } });
    const [alarm] = (await alarms()).items;
    const path = `/api/ledger/alarms/${alarm!.id}/resolution`;
    expectProblem(await platform.agent.post(path, { reason: ' ' }), 'invalid_input');
    expect((await platform.agent.post(path, { reason: '核对锚点，当天备份恢复时多写了一行' })).status).toBe(204);
    expectProblem(await platform.agent.post(path, { reason: '再来一次' }), 'alarm_resolved');
    expect(await alarms()).toEqual({ open: 0, items: [] });
    expect((await alarms('resolved')).items).toMatchObject([{ id: alarm!.id, resolution: '核对锚点，当天备份恢复时多写了一行' }]);
    const [entry]: { reason: string; subject_id: string }[] = await world.db.query("SELECT reason, subject_id FROM audit_entry WHERE action = 'alarm.resolve'");
    expect(entry).toEqual({ reason: '核对锚点，当天备份恢复时多写了一行', subject_id: alarm!.id });
  });

  test('are nothing that others may see', async () => {
    const admin = await aColleague(world, 'region_admin', city.communities[0]!, city.city);
    await holds(world, admin.personId, 1, '2026-03-01');
    expectProblem(await admin.agent.get('/api/ledger/alarms'), 'not_permitted');
  });
});
