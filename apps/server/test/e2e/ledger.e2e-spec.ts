import { closesAt, formatCredits, shanghaiDate, unitsOfCredits, verifyChain } from '@xuexi/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { CreditExplanationDto, MyCreditsDto } from '../../src/credits/credits.dto.js';
import { PostingService } from '../../src/credits/posting.service.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import { LessonProgressRow } from '../../src/learning/lesson-progress.entity.js';
import { Person } from '../../src/identity/person.entity.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { type Classroom, aClassroom } from '../factories/classroom.js';
import { aPosting, chainOf, holds, post } from '../factories/ledger.js';
import { type Someone, aClaim, aColleague, signedIn } from '../factories/persons.js';
import { expectProblem } from '../support/expect-problem.js';
import type { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let classroom: Classroom;

beforeAll(async () => {
  world = await createWorld();
  classroom = await aClassroom(world);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));

async function aPlayer(someone: Someone, seconds: number): Promise<Player> {
  return classroom.open(someone, (await classroom.course(seconds)).lessons[0]!);
}

describe('posting', () => {
  test('the same twice changes nothing', async () => {
    const { personId } = await classroom.learner();
    const posting = aPosting(36_000, '2026-03-01');
    expect(await post(world, personId, posting)).not.toBeNull();
    const before = await chainOf(world, personId);
    expect(await post(world, personId, posting)).toBeNull();
    expect(await post(world, personId, { ...posting, recordedAt: posting.recordedAt + 5000 })).toBeNull();
    expect(await chainOf(world, personId)).toEqual(before);
  });

  test.each([
    ['units', { units: 36_001 }],
    ['a date', { date: '2026-03-02' }],
    ['a source', { sourceId: 'elsewhere' }],
    ['a kind', { kind: 'grant' as const }],
    ['a policy', { policyVersion: 'hour-60' }],
    ['evidence', { evidence: { title: '别的' } }],
  ])('the same key with other %s is refused and alarmed', async (_, change) => {
    const { personId } = await classroom.learner();
    const posting = aPosting(36_000, '2026-03-01');
    await post(world, personId, posting);
    const before = await chainOf(world, personId);
    const logged = world.api.log.length;
    await expect(post(world, personId, { ...posting, ...change })).rejects.toThrow('other content');
    expect(await chainOf(world, personId)).toEqual(before);
    // The alarm is raised beside it, and has a line of its own.
    expect(world.api.log.slice(logged).join('')).toMatch(/"level":50.*contradicting ledger entry/);
  });

  test.each([
    ['year', { year: 2025 }],
    ['reversed entry', { reverses: '00000000-0000-4000-8000-000000000000' }],
  ])('the same key with another %s is refused', async (_, change) => {
    const { personId } = await classroom.learner();
    const amendment = { ...aPosting(36_000, '2026-03-01'), personId, year: 2026, regionId: null, regionPath: null, organisationId: null, reverses: null };
    const amend = (content: typeof amendment | (Omit<typeof amendment, 'reverses'> & { reverses: string | null })) => inTransaction(world.db, (tx) => world.api.app.get(PostingService).amend(tx, content));
    await amend(amendment);
    expect(await amend(amendment)).toBeNull();
    await expect(amend({ ...amendment, ...change })).rejects.toThrow('other content');
  });

  test("another person's key is refused", async () => {
    const [one, two] = [await classroom.learner(), await classroom.learner()];
    const posting = aPosting(36_000, '2026-03-01');
    await post(world, one.personId, posting);
    await expect(post(world, two.personId, posting)).rejects.toThrow('other content');
    expect((await chainOf(world, two.personId)).entries).toEqual([]);
  });

  test('many at once makes one unbroken chain', async () => {
    const { personId } = await classroom.learner();
    const postings = Array.from({ length: 30 }, (_, i) => aPosting(1000 + i, '2026-03-01'));
    await Promise.all([...postings, ...postings].map((posting) => post(world, personId, posting)));
    const { entries, head } = await chainOf(world, personId);
    expect(entries).toHaveLength(30);
    expect(verifyChain(entries, head)).toEqual({ ok: true });
  });

  test('never rewrites an entry when the person moves', async () => {
    const { personId } = await classroom.learner();
    await holds(world, personId, 1000, '2026-03-01');
    await world.db.manager.update(Person, { id: personId }, { regionId: classroom.city.communities[7]!.id, regionPath: classroom.city.communities[7]!.path });
    await holds(world, personId, 2000, '2026-03-02');
    const { entries, head } = await chainOf(world, personId);
    expect(entries.map((entry) => entry.regionId)).toEqual([classroom.city.communities[0]!.id, classroom.city.communities[7]!.id]);
    expect(verifyChain(entries, head)).toEqual({ ok: true });
  });

  test('is found out when anyone edits it afterwards', async () => {
    const { personId } = await classroom.learner();
    for (const units of [1000, 2000, 3000]) await holds(world, personId, units, '2026-03-01');
    const whole = await chainOf(world, personId);
    for (const change of ['units = units + 1', "date = '2026-03-02'", "evidence = '{}'", 'sequence = 9', "policy_version = 'x'", 'recorded_at = recorded_at + INTERVAL 1 SECOND']) {
      await world.db.query(`UPDATE credit_entry SET ${change} WHERE person_id = ? AND sequence = 2`, [personId]);
      const { entries, head } = await chainOf(world, personId);
      expect(verifyChain(entries, head).ok).toBe(false);
      await world.db.query('DELETE FROM credit_entry WHERE person_id = ?', [personId]);
      for (const { evidence, recordedAt, ...row } of whole.entries) {
        await world.db.manager.insert('credit_entry', { ...row, evidence, recordedAt: new Date(recordedAt), regionPath: null });
      }
    }
    expect(verifyChain((await chainOf(world, personId)).entries, whole.head)).toEqual({ ok: true });
  });
});

describe('a report whose entry cannot be posted', () => {
  afterEach(() => void jest.restoreAllMocks());

  test('leaves nothing at all behind, and earns once when it is sent again', async () => {
    const someone = await classroom.learner();
    const player = await aPlayer(someone, 10);
    world.clock.advance(3);
    await player.report([0, 8]);
    const before = await stateOf(someone);
    const failing = jest.spyOn(world.api.app.get(PostingService), 'post').mockRejectedValue(new Error('the disk is full'));
    world.clock.advance(3);
    const answer = await player.send([[8, 10]], 2);
    expectProblem(answer, 'internal_error');
    expect(await stateOf(someone)).toEqual(before);
    failing.mockRestore();
    expect((await player.send([[8, 10]], 2)).body).toMatchObject({ coveredNow: 2, standing: { completed: { credited: true } } });
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
  });

  test('spoils none of those that share its transaction', async () => {
    const persons = await Promise.all(Array.from({ length: 5 }, () => classroom.learner()));
    const players = await Promise.all(persons.map((someone) => aPlayer(someone, 10)));
    world.clock.advance(3);
    const ledger = world.api.app.get(PostingService);
    const post = ledger.post.bind(ledger);
    jest.spyOn(ledger, 'post').mockImplementation((tx, person, posting) => (person.id === persons[2]!.personId ? Promise.reject(new Error('refused')) : post(tx, person, posting)));
    const answers = await Promise.all(players.map((player) => player.send([[0, 9]])));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 500, 200, 200]);
    const entries = await Promise.all(persons.map(async ({ personId }) => (await chainOf(world, personId)).entries.length));
    expect(entries).toEqual([1, 1, 0, 1, 1]);
    expect(await world.db.manager.countBy(LessonCompletion, { personId: persons[2]!.personId })).toBe(0);
    expect(await world.db.manager.countBy(LessonProgressRow, { personId: persons[2]!.personId })).toBe(0);
  });

  test('is answered with the error of the rules when the row itself is refused', async () => {
    const someone = await classroom.learner();
    const player = await aPlayer(someone, 10);
    await world.db.query("CREATE TRIGGER full BEFORE INSERT ON credit_entry FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'");
    try {
      world.clock.advance(6);
      expectProblem((await player.send([[0, 9]])), 'internal_error');
    } finally {
      await world.db.query('DROP TRIGGER full');
    }
    expect(await world.db.manager.countBy(LessonCompletion, { personId: someone.personId })).toBe(0);
  });
});

describe('my credits', () => {
  test('are the sum of units, floored once', async () => {
    const someone = await classroom.learner();
    for (const [units, date] of [[1079, '2026-01-31'], [1079, '2026-02-01'], [1079, '2026-02-28']] as const) await holds(world, someone.personId, units, date);
    const { body } = await someone.agent.get<MyCreditsDto>('/api/my/credits');
    expect(body).toMatchObject({ year: 2026, years: [2026], units: 3237, credits: '0.02', provisionalUnits: 0, targetCredits: 20, targetMet: false, missingUnits: 2_160_000 - 3237, learningDays: 0, lessonsCompleted: 0 });
    expect(body.missingSeconds).toBe(Math.ceil((2_160_000 - 3237) / 40));
    expect(body.months.map((month) => month.units)).toEqual([1079, 2158, ...Array.from({ length: 10 }, () => 0)]);
    expect(body.kinds).toEqual([{ kind: 'transfer', units: 3237, credits: formatCredits(3237) }]);
    expect(body.entries.map((entry) => entry.sequence)).toEqual([3, 2, 1]);
  });

  test('meet the target on units, not on what is shown', async () => {
    const someone = await classroom.learner();
    await holds(world, someone.personId, 2_159_999, '2026-01-31');
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits')).body).toMatchObject({ credits: '19.99', targetMet: false, missingUnits: 1, missingCredits: '0.01' });
    await holds(world, someone.personId, 1, '2026-01-31');
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits')).body).toMatchObject({ credits: '20.00', targetMet: true, missingUnits: 0, missingSeconds: 0 });
  });

  test('of an unverified learner wait, and count from their own dates after the verification', async () => {
    world.clock.set('2027-01-10T09:00:00+08:00');
    const someone = await classroom.learner(null);
    await holds(world, someone.personId, 2_160_000, '2026-12-01');
    await holds(world, someone.personId, 1000, '2027-01-05');
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits?year=2026')).body).toMatchObject({ units: 0, provisionalUnits: 2_160_000, targetMet: false, missingUnits: 0, entries: [{ provisional: true }] });
    const clerk = await aColleague(world, 'clerk', someone.region, someone.region);
    expect((await clerk.agent.post(`/api/real-name-claims/${await aClaim(world, someone.personId)}/approval`)).status).toBe(200);
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits?year=2026')).body).toMatchObject({ units: 2_160_000, provisionalUnits: 0, targetMet: true, entries: [{ provisional: false }] });
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits')).body).toMatchObject({ year: 2027, years: [2027, 2026], units: 1000 });
  });

  test.each([
    ['the last millisecond before the books close', -1, 5000, 0],
    ['the moment they close', 0, 0, 5000],
  ])('verified at %s', async (_, offset, units, provisionalUnits) => {
    world.clock.set('2027-01-20T09:00:00+08:00');
    const someone = await classroom.learner(new Date(closesAt(2026) + offset));
    await holds(world, someone.personId, 5000, '2026-12-01');
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits?year=2026')).body).toMatchObject({ units, provisionalUnits });
  });

  test('count the days on which something was learned, each once', async () => {
    const someone = await classroom.learner();
    for (const date of ['2026-03-01', '2026-03-01', '2026-03-02']) await post(world, someone.personId, { ...aPosting(100, date), kind: 'attend' });
    await holds(world, someone.personId, 100, '2026-03-05');
    expect((await someone.agent.get<MyCreditsDto>('/api/my/credits')).body.learningDays).toBe(2);
  });

  test('are explained from the stored evidence', async () => {
    const someone = await classroom.learner();
    const player = await aPlayer(someone, 588);
    world.clock.advance(15);
    await player.report([0, 60]);
    const standing = await player.play(3600, { rate: 1 });
    expect(standing.completed).toMatchObject({ units: 588 * 40 });
    const [entry] = (await someone.agent.get<MyCreditsDto>('/api/my/credits')).body.entries;
    expect(entry).toMatchObject({ kind: 'lesson', title: '第 1 课', courseTitle: '智能手机入门', date: shanghaiDate(world.clock.now()) });
    const { body } = await someone.agent.get<CreditExplanationDto>(`/api/my/credits/entries/${entry!.id}`);
    expect(body).toMatchObject({
      policyVersion: 'standard-2026',
      calculation: '588 秒，按每 45 分钟 1 学分折算：0.217 学分，显示 0.21（合计时不先舍去）',
      lesson: { durationSeconds: 588, requiredSeconds: 530, coveredSeconds: 540, coverage: [[0, 540]], completedAt: world.clock.date().toISOString() },
      refusedSeconds: 33,
    });
    expect(body).toMatchObject({ rule: expect.stringContaining('每 45 分钟 1 学分'), refusals: [{ why: 'clock', seconds: 33 }], cap: { credits: '4.00', beforeCredits: '0.00' }, reverses: null, reversedBy: null, reason: null });
    expect(body.sittings).toEqual([{ device: expect.any(String), from: expect.any(String), to: world.clock.date().toISOString(), seconds: 540 }]);
    const { entries } = await chainOf(world, someone.personId);
    expect(body).toMatchObject({ hash: entries[0]!.hash, previousHash: entries[0]!.previousHash, evidenceHash: entries[0]!.evidenceHash });
  });

  test('say what the date had been worth before, and by what they were taken back', async () => {
    const someone = await classroom.learner();
    await (await aPlayer(someone, 600)).play(3600);
    await (await aPlayer(someone, 600)).play(3600);
    const [second] = (await someone.agent.get<MyCreditsDto>('/api/my/credits')).body.entries;
    const { body } = await someone.agent.get<CreditExplanationDto>(`/api/my/credits/entries/${second!.id}`);
    expect(body.cap).toEqual({ credits: '4.00', beforeCredits: formatCredits(600 * 40) });
  });

  test('of the year are told what is missing from 15 December, and not before', async () => {
    const someone = await classroom.learner();
    const yearEnd = async (now: string) => {
      world.clock.set(now);
      return (await (await signedIn(world, someone.accountId)).get<MyCreditsDto>('/api/my/credits')).body.yearEnd;
    };
    expect(await yearEnd('2026-12-14T23:59:59+08:00')).toBeNull();
    // 20 学分 in 17 days, 45 minutes each.
    expect(await yearEnd('2026-12-15T00:00:00+08:00')).toEqual({ daysLeft: 17, secondsPerDay: Math.ceil((20 * 2700) / 17), reachable: true });
    expect(await yearEnd('2026-12-31T09:00:00+08:00')).toEqual({ daysLeft: 1, secondsPerDay: 54_000, reachable: false });
  });

  test('of someone else are the same 404 as none', async () => {
    const [one, two] = [await classroom.learner(), await classroom.learner()];
    await holds(world, one.personId, 1000, '2026-03-01');
    const [entry] = (await one.agent.get<MyCreditsDto>('/api/my/credits')).body.entries;
    const foreign = await two.agent.get(`/api/my/credits/entries/${entry!.id}`);
    expectProblem(foreign, 'not_found');
    expect(foreign.text).toBe((await two.agent.get('/api/my/credits/entries/00000000-0000-4000-8000-000000000000')).text);
    expect((await one.agent.get(`/api/my/credits/entries/${entry!.id}`)).status).toBe(200);
  });

  test('left for today fall with what was watched, not with what was granted', async () => {
    const someone = await classroom.learner();
    await holds(world, someone.personId, unitsOfCredits(4), '2026-03-10');
    await post(world, someone.personId, { ...aPosting(unitsOfCredits(1), '2026-03-10'), kind: 'lesson' });
    await post(world, someone.personId, { ...aPosting(unitsOfCredits(1), '2026-03-09'), kind: 'lesson' });
    const player = await aPlayer(someone, 60);
    expect(player.opened.standing).toMatchObject({ leftTodayUnits: unitsOfCredits(3), leftTodayCredits: '3.00', provisional: false });
  });
});

async function stateOf({ personId }: Someone): Promise<unknown> {
  const tables = ['watch_clock', 'play_session', 'lesson_progress', 'lesson_completion', 'credit_entry', 'credit_head'];
  return Promise.all(tables.map((table) => world.db.query(`SELECT * FROM ${table} WHERE person_id = ?`, [personId])));
}
