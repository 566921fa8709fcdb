import { PRESETS, UNITS_PER_CREDIT, entryKey } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CreditsJobs } from '../../src/credits/credits-jobs.js';
import type { PolicyDto, PolicyListDto, PolicyTrialDto, SavePolicyDto, ScenarioResultDto, TriedPersonsDto } from '../../src/credits/policies/policies.dto.js';
import { PoliciesService } from '../../src/credits/policies/policies.service.js';
import { PolicyTrialRunner } from '../../src/credits/policies/policy-trial-runner.js';
import { PersonsService } from '../../src/identity/persons.service.js';
import { newId } from '../../src/platform/ids.js';
import { QuizResult } from '../../src/quizzes/quiz-result.entity.js';
import { post } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Answer } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { tableChecksums } from '../support/table-checksums.js';
import { type World, createWorld } from '../support/world.js';

const NOON = '2026-05-10T12:00:00+08:00';
const { version: _, ...STANDARD } = PRESETS['standard-2026'];

let world: World;
let admin: Someone;
let city: City;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set(NOON);
  city = await aCity(world);
  admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
});
afterAll(() => world.close());

beforeEach(async () => {
  world.clock.set(NOON);
  await world.db.query('DELETE FROM credit_policy');
  await world.api.app.get(PoliciesService).reload();
});

function draftOf(rules: object = {}): SavePolicyDto {
  return { name: '2026 下半年规则', preset: 'standard-2026', rules: { ...STANDARD, ...rules } as SavePolicyDto['rules'] };
}

async function aDraft(rules: object = {}): Promise<PolicyDto> {
  const answer = await admin.agent.post<PolicyDto>('/api/policies', draftOf(rules));
  expect(answer.status).toBe(201);
  return answer.body;
}

function put(id: string, draft: SavePolicyDto): Promise<Answer<PolicyDto>> {
  return admin.agent.send<PolicyDto>({ method: 'PUT', path: `/api/policies/${id}`, payload: JSON.stringify(draft), headers: { 'content-type': 'application/json' } });
}

/** By the administrator as they have just signed in: adopting wants it confirmed that it is them. */
async function adopt(id: string, fromDate: string): Promise<Answer<PolicyDto>> {
  return (await confirmed(world, admin)).agent.post<PolicyDto>(`/api/policies/${id}/adoption`, { fromDate, note: '区教育局 2026 年第 3 号文' });
}

describe('A draft', () => {
  test('is changed and removed until it is adopted', async () => {
    const draft = await aDraft();
    expect(draft).toMatchObject({ state: 'draft', version: null, rules: STANDARD });
    const changed = await put(draft.id!, draftOf({ dailyCapUnits: null }));
    expect(changed.body.rules.dailyCapUnits).toBeNull();
    expect((await admin.agent.delete(`/api/policies/${draft.id}`)).status).toBe(204);
    expectProblem(await admin.agent.get(`/api/policies/${draft.id}`), 'not_found');
  });

  test.each([
    ['a class hour that makes no whole units', { lesson: { kind: 'per_length', classHourMinutes: 7 } }, 'rules.lesson.classHourMinutes'],
    ['tiers with a gap at the bottom', { lesson: { kind: 'tiers', tiers: [{ fromSeconds: 1800, units: 108_000 }, { fromSeconds: 600, units: 54_000 }] } }, 'rules.lesson.tiers'],
    ['tiers out of order', { lesson: { kind: 'tiers', tiers: [{ fromSeconds: 0, units: 1 }, { fromSeconds: 600, units: 2 }] } }, 'rules.lesson.tiers'],
    ['a cap where courses are valued', { lesson: { kind: 'course_fixed' } }, 'rules.dailyCapUnits'],
    ['units beyond all bounds', { dailyCapUnits: 1e308 }, 'rules.dailyCapUnits'],
    ['fractions of a unit', { dailyCapUnits: 0.5 }, 'rules.dailyCapUnits'],
    ['a negative target', { targetCredits: -1 }, 'rules.targetCredits'],
    ['more than all of a hundred', { quiz: { units: 1, passPercent: 101, attemptsPerDate: 3 } }, 'rules.quiz.passPercent'],
    ['a rule that does not exist', { doubleOnSundays: true }, 'rules'],
  ])('is refused for %s, and nothing is stored', async (_name, rules, field) => {
    const before = await tableChecksums(world, ['session']);
    const answer = await admin.agent.post('/api/policies', draftOf(rules));
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.map((fault) => fault.field)).toContain(field);
    expect(await tableChecksums(world, ['session'])).toEqual(before);
  });
});

describe('Adopting', () => {
  test('puts a draft in force from its date, with a name that entries carry, and never touches a day before', async () => {
    const draft = await aDraft({ targetCredits: 30 });
    const { body } = await adopt(draft.id!, '2026-07-01');
    expect(body).toMatchObject({ state: 'coming', version: 'policy-2026-07-01', fromDate: '2026-07-01' });
    const policies = world.api.app.get(PoliciesService);
    expect(policies.on('2026-06-30')).toEqual(PRESETS['standard-2026']);
    expect(policies.on('2026-07-01')).toMatchObject({ version: 'policy-2026-07-01', targetCredits: 30 });
    const { body: list } = await admin.agent.get<PolicyListDto>('/api/policies');
    expect(list.items.map((item) => item.state)).toEqual(['coming', 'in_force']);
    world.clock.set('2026-07-01T00:00:00+08:00');
    const later = await (await signedIn(world, admin.accountId)).get<PolicyListDto>('/api/policies');
    expect(later.body.items.map((item) => item.state)).toEqual(['in_force', 'past']);
  });

  test('tells administrators its limits beside those before it', async () => {
    const draft = await aDraft({ grant: { secondApprovalAboveUnits: 270_000 }, attendance: { ...STANDARD.attendance, presencePercent: 75 } });
    await adopt(draft.id!, '2026-07-01');
    const clerk = await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!);
    expect((await clerk.agent.get('/api/credit-corrections/limits')).body).toEqual({
      items: [
        { from: null, secondAboveCredits: '5.00', attendance: { presencePercent: 80, dailyCredits: '6.00' } },
        { from: '2026-07-01', secondAboveCredits: '2.50', attendance: { presencePercent: 75, dailyCredits: '6.00' } },
      ],
    });
  });

  test('cannot be undone or done twice', async () => {
    const draft = await aDraft();
    await adopt(draft.id!, '2026-07-01');
    expectProblem(await adopt(draft.id!, '2026-08-01'), 'policy_adopted');
    expectProblem(await put(draft.id!, draftOf()), 'policy_adopted');
    expectProblem(await admin.agent.delete(`/api/policies/${draft.id}`), 'policy_adopted');
  });

  test.each(['2026-05-10', '2026-05-09', '2020-01-01'])('is refused from %s: today and the past stand', async (fromDate) => {
    expectProblem(await adopt((await aDraft()).id!, fromDate), 'policy_date_refused');
  });

  test('is refused from tomorrow when midnight is nearer than every process may notice', async () => {
    const draft = await aDraft();
    world.clock.set('2026-05-10T23:51:00+08:00');
    expectProblem(await adopt(draft.id!, '2026-05-11'), 'policy_date_refused');
    expect((await adopt(draft.id!, '2026-05-12')).status).toBe(200);
  });

  test('is refused on or before the date of one that is adopted already', async () => {
    await adopt((await aDraft()).id!, '2026-07-01');
    const second = await aDraft();
    expectProblem(await adopt(second.id!, '2026-06-01'), 'policy_date_refused');
    expectProblem(await adopt(second.id!, '2026-07-01'), 'policy_date_refused');
    expect((await admin.agent.get<PolicyListDto>('/api/policies')).body.earliestFrom).toBe('2026-07-02');
  });

  test('of many at once leaves one of a date', async () => {
    const drafts = await Promise.all(Array.from({ length: 5 }, () => aDraft()));
    const answers = await Promise.all(drafts.map((draft) => adopt(draft.id!, '2026-07-01')));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
  });
});

describe('A scenario', () => {
  const scenario = {
    policy: 'standard-2026',
    people: [{ id: 'p1', verifiedAt: '2026-01-05T00:00:00.000Z' }],
    courses: [{ id: 'c1', lessons: [{ id: 'l1', seconds: 900 }], quiz: true, fixedUnits: null }],
    events: [{ at: '2026-03-01T04:00:00.000Z', type: 'quiz', person: 'p1', course: 'c1', score: 0.7 }],
  };

  test('shows what the draft would give, beside what its own policy gives', async () => {
    const draft = await aDraft({ quiz: { units: UNITS_PER_CREDIT, passPercent: 60, attemptsPerDate: 3 } });
    const { status, body } = await admin.agent.post<ScenarioResultDto>(`/api/policies/${draft.id}/scenario`, scenario);
    expect(status).toBe(200);
    expect(body.totals).toEqual([{ person: 'p1', year: 2026, units: 108_000, credits: '1.00', targetMet: false, unitsBefore: 54_000 }]);
  });

  test.each([
    ['an unknown field', { ...scenario, colour: 'red' }, '$.colour'],
    ['an unknown person', { ...scenario, events: [{ ...scenario.events[0], person: 'p2' }] }, '$.events[0].person'],
    ['times out of order', { ...scenario, events: [scenario.events[0], { ...scenario.events[0], at: '2026-02-01T00:00:00.000Z' }] }, '$.events[1].at'],
    ['no events', { policy: 'standard-2026' }, '$.people'],
  ])('with %s is refused by the path of the fault', async (_name, broken, path) => {
    const draft = await aDraft();
    const answer = await admin.agent.post(`/api/policies/${draft.id}/scenario`, broken);
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.[0]?.field).toBe(path);
  });

  test('of a policy that does not exist is not found', async () => {
    expectProblem(await admin.agent.post(`/api/policies/${newId()}/scenario`, scenario), 'not_found');
  });
});

describe('A trial on the evidence of a year', () => {
  const [PASSED_WELL, PASSED_JUST] = [95, 65];

  /** A resident who passed a quiz in 2025, as it is on record. */
  async function passedQuiz(points: number, community: number): Promise<Someone> {
    const person = await aPerson(world, { region: city.communities[community]!, verifiedAt: new Date('2025-01-05T00:00:00Z') });
    const [courseVersionId, recordedAt] = [newId(), Date.parse('2025-06-01T04:00:00Z')];
    await world.db.manager.insert(QuizResult, { attemptId: newId(), personId: person.personId, courseVersionId, submittedAt: new Date(recordedAt), resultedAt: new Date(recordedAt), date: '2025-06-01', points, maxPoints: 100, passed: true, regionId: city.communities[community]!.id });
    const content = { kind: 'quiz' as const, sourceId: courseVersionId, key: entryKey.quiz(person.personId, courseVersionId), units: 54_000, date: '2025-06-01', policyVersion: 'standard-2026', recordedAt };
    await post(world, person.personId, { ...content, evidence: { title: '测验' } });
    return person;
  }

  function aRunner(): PolicyTrialRunner {
    return new PolicyTrialRunner(world.db, world.api.app.get(PersonsService), world.api.app.get(PoliciesService), world.clock, new CreditsJobs());
  }

  test('says who would gain and lose, region by region, and changes nothing', async () => {
    const [well, just] = [await passedQuiz(PASSED_WELL, 0), await passedQuiz(PASSED_JUST, 1)];
    const draft = await aDraft({ quiz: { units: UNITS_PER_CREDIT, passPercent: 80, attemptsPerDate: 3 } });
    const started = await admin.agent.post<PolicyTrialDto>(`/api/policies/${draft.id}/trials`, { year: 2025 });
    expect(started.status).toBe(202);
    expectProblem(await admin.agent.post(`/api/policies/${draft.id}/trials`, { year: 2025 }), 'trial_running');
    const ledger = await tableChecksums(world, ['session', 'policy_trial', 'policy_trial_row', 'outbox']);
    await aRunner().run(started.body.id);
    await aRunner().run(started.body.id);
    expect(await tableChecksums(world, ['session', 'policy_trial', 'policy_trial_row', 'outbox'])).toEqual(ledger);

    const { body } = await admin.agent.get<PolicyTrialDto>(`/api/policies/trials/${started.body.id}`);
    expect(body).toMatchObject({ state: 'done', result: { total: { persons: 2, gaining: 1, losing: 1, unitsBefore: 108_000, unitsAfter: 108_000 } } });
    const [first, second] = [0, 1].map((i) => body.result!.regions.find(({ regionId }) => regionId === city.communities[i]!.id));
    expect(first).toMatchObject({ name: city.communities[0]!.name, parentId: city.communities[0]!.parentId, persons: 1, gaining: 1, unitsBefore: 54_000, unitsAfter: 108_000 });
    expect(second).toMatchObject({ persons: 1, losing: 1, unitsBefore: 54_000, unitsAfter: 0 });
    const changed = async (change: string) => (await admin.agent.get<TriedPersonsDto>(`/api/policies/trials/${body.id}/persons?change=${change}`)).body.items.map(({ personId }) => personId);
    expect(await changed('gaining')).toEqual([well.personId]);
    expect(await changed('losing')).toEqual([just.personId]);
  });

  test('of a year to come is refused', async () => {
    expectProblem(await admin.agent.post(`/api/policies/${(await aDraft()).id}/trials`, { year: 2027 }), 'invalid_input');
  });
});
