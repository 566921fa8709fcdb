import { UNITS_PER_CREDIT, entryKey, verifyChain } from '@xuexi/domain';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClosingDto } from '../../src/credits/closing/closings.dto.js';
import type { AppealPageDto, MyCorrectionDto } from '../../src/credits/corrections/appeals.dto.js';
import type { CorrectionDto } from '../../src/credits/corrections/corrections.dto.js';
import type { MyCreditsDto } from '../../src/credits/credits.dto.js';
import { StatementRecords } from '../../src/credits/statements/statement-records.service.js';
import type { StatementDto } from '../../src/credits/statements/statements.dto.js';
import type { MeDto } from '../../src/identity/identity.dto.js';
import { PersonMerge } from '../../src/identity/merging/person-merge.entity.js';
import { PersonMergeService } from '../../src/identity/merging/person-merge.service.js';
import { Person } from '../../src/identity/person.entity.js';
import { LessonCompletion } from '../../src/learning/lesson-completion.entity.js';
import type { MyCourseDto } from '../../src/learning/learning.dto.js';
import type { NoticePageDto } from '../../src/notices/notices.dto.js';
import { inTransaction } from '../../src/platform/database/transaction.js';
import { aClassroom } from '../factories/classroom.js';
import { aClosingRunner } from '../factories/closings.js';
import { aDocument } from '../factories/corrections.js';
import { type MadeCourse, aPublishedCourse } from '../factories/courses.js';
import { aPosting, chainOf, differencesOf, holds, post } from '../factories/ledger.js';
import { type Someone, aClaim, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import type { City } from '../factories/regions.js';
import { expectProblem } from '../support/expect-problem.js';
import { Player } from '../support/player.js';
import { type World, createWorld } from '../support/world.js';

const MINUTE_UNITS = 60 * 40;

let world: World;
let city: City;
let instructor: Someone;
let admin: Someone;

beforeAll(async () => {
  world = await createWorld();
  ({ city, instructor } = await aClassroom(world));
  admin = await aColleague(world, 'platform_admin', city.communities[0]!, null);
});
afterAll(() => world.close());
beforeEach(() => world.clock.set('2026-03-10T09:00:00+08:00'));
// Whatever was merged, every entry of both follows from what is on record.
afterEach(async () => expect((await differencesOf(world)).filter(({ personId }) => !madeUp.has(personId))).toEqual([]));
/** Who was given an entry of a lesson that nobody has watched. */
const madeUp = new Set<string>();

const learner = (verifiedAt?: Date | null) => aPerson(world, { region: city.communities[0]!, verifiedAt });
const course = (...lengths: number[]): Promise<MadeCourse> => aPublishedCourse(world, instructor, lengths);

function merge(keep: string, absorb: string) {
  const order = { keepPersonId: keep, absorbPersonId: absorb, by: admin.accountId, reason: '同一人' };
  return inTransaction(world.db, (tx) => world.api.app.get(PersonMergeService).merge(tx, order));
}

async function watches(someone: Someone, { lessons }: MadeCourse, ...numbers: number[]): Promise<void> {
  for (const number of numbers) {
    const { lessonVersionId, seconds } = lessons[number]!;
    const standing = await (await Player.open(someone.agent, world.clock, lessonVersionId)).play(seconds);
    expect(standing.completed).not.toBeNull();
  }
}

async function credits(someone: Someone, year = 2026): Promise<MyCreditsDto> {
  return (await someone.agent.get<MyCreditsDto>(`/api/my/credits?year=${year}`)).body;
}

async function unitsOf(personId: string): Promise<number> {
  const { entries, head } = await chainOf(world, personId);
  expect(verifyChain(entries, head)).toEqual({ ok: true });
  return entries.reduce((sum, entry) => sum + entry.units, 0);
}

describe('merging two records of one person', () => {
  test('unites lessons, credits, courses and logins', async () => {
    const [kept, absorbed] = [await learner(), await learner(null)];
    const [first, second] = [await course(60, 60), await course(60)];
    await watches(kept, first, 0);
    await watches(absorbed, first, 0, 1);
    await watches(absorbed, second, 0);
    const outcome = await merge(kept.personId, absorbed.personId);

    expect(outcome).toMatchObject({ carried: 2, doubles: 1, overLimit: 0, years: [{ year: 2026, keptUnits: MINUTE_UNITS, absorbedUnits: 3 * MINUTE_UNITS, mergedUnits: 3 * MINUTE_UNITS, restated: false }] });
    expect(await unitsOf(kept.personId)).toBe(3 * MINUTE_UNITS);
    expect(await unitsOf(absorbed.personId)).toBe(0);
    expect(await world.db.manager.countBy(LessonCompletion, { personId: kept.personId })).toBe(3);
    const mine = await absorbed.agent.get<{ items: MyCourseDto[] }>('/api/my/courses');
    expect(mine.body.items.map((item) => item.completedLessons).sort()).toEqual([1, 2]);
    const me = await absorbed.agent.get<MeDto>('/api/me');
    expect(me.body).toMatchObject({ accountId: absorbed.accountId, phoneMasked: `${absorbed.phone.slice(0, 3)}****${absorbed.phone.slice(-4)}`, person: { id: kept.personId, verification: 'verified' } });
    expect(await world.db.manager.findOneByOrFail(Person, { id: absorbed.personId })).toMatchObject({ state: 'merged', mergedInto: kept.personId, idNumberIndex: null, nameCipher: null });
  });

  test('lets the surviving person read, and staff decide, what corrections the absorbed record has', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const [clerk, chief, third] = await Promise.all([1, 2, 3].map(async () => confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!))));
    const body = async (credits: string, title: string) => ({ credits, date: '2026-03-01', title, reason: '按街道来函认定', documentId: await aDocument(world, clerk!.accountId) });
    const ask = async (credits: string, title: string) => (await clerk!.agent.post<CorrectionDto>(`/api/learners/${absorbed.personId}/credit-grants`, await body(credits, title))).body;
    const [given, large] = [await ask('2.00', '社区讲师'), await ask('6.00', '编写教材')];
    const entry = await post(world, absorbed.personId, aPosting(648_000, '2026-03-02'));
    const { body: taken } = await clerk!.agent.post<CorrectionDto>(`/api/credit-entries/${entry!.id}/reversal`, { reason: '重复登记', documentId: await aDocument(world, clerk!.accountId) });
    expect([given, large, taken].map(({ state }) => state)).toEqual(['posted', 'waiting', 'waiting']);
    await merge(kept.personId, absorbed.personId);
    const agent = await signedIn(world, kept.accountId);
    const { body: notices } = await agent.get<NoticePageDto>('/api/my/notices');
    expect(notices).toMatchObject({ unread: 1, items: [{ kind: 'credit_granted', correctionId: given.id }] });
    expect((await agent.post('/api/my/notices/read', { until: notices.items[0]!.id })).body).toEqual({ unread: 0 });
    for (const { id } of [large, taken]) expect((await chief!.agent.post<CorrectionDto>(`/api/credit-corrections/${id}/approval`)).body).toMatchObject({ state: 'posted', personId: kept.personId });
    expect(await unitsOf(kept.personId)).toBe(216_000 + 648_000);
    expect((await agent.post<MyCorrectionDto>(`/api/my/corrections/${given.id}/appeal`, { text: '这一笔不是我的，请收回。' })).status).toBe(201);
    const { body: appeals } = await third!.agent.get<AppealPageDto>('/api/credit-appeals');
    expect((await third!.agent.post(`/api/credit-appeals/${appeals.items[0]!.id}/answer`, { upheld: true, answer: '核对无误，收回' })).status).toBe(200);
    expect(await unitsOf(kept.personId)).toBe(648_000);
    expect(await unitsOf(absorbed.personId)).toBe(0);
  });

  test("takes over the absorbed person's verification, and counts the registration once", async () => {
    const [kept, absorbed] = [await learner(null), await learner()];
    await merge(kept.personId, absorbed.personId);
    const me = await kept.agent.get<MeDto>('/api/me');
    expect(me.body.person).toMatchObject({ id: kept.personId, verification: 'verified', nameMasked: '王*', idNumberMasked: expect.stringContaining(absorbed.idNumber.slice(-4)) });
    const registered: { n: number }[] = await world.db.query('SELECT COUNT(*) AS n FROM person WHERE registered_on IS NOT NULL AND id IN (?)', [[kept.personId, absorbed.personId]]);
    expect(registered[0]!.n).toBe(1);
  });

  test('keeps the number of a second document taken, and knows the person by it', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    await merge(kept.personId, absorbed.personId);
    const registration = { documentKind: 'resident_id', name: '王秀英', idNumber: absorbed.idNumber, regionId: city.communities[0]!.id, consentSigned: true };
    expect((await admin.agent.post('/api/desk/registrations', registration)).body).toMatchObject({ outcome: 'known', personId: kept.personId });
    const found = await admin.agent.post<{ items: { personId: string }[] }>('/api/learners/search', { number: absorbed.idNumber });
    expect(found.body.items).toMatchObject([{ personId: kept.personId }]);

    const again = await learner(null);
    const claimId = await aClaim(world, again.personId, { idNumber: absorbed.idNumber });
    const { body } = await admin.agent.get<{ items: { id: string; conflict: unknown }[] }>('/api/real-name-claims?state=pending');
    expect(body.items.find(({ id }) => id === claimId)?.conflict).toMatchObject({ person: { id: kept.personId } });
    expectProblem(await admin.agent.post(`/api/real-name-claims/${claimId}/approval`), 'identity_held');
    expect((await kept.agent.get<{ items: { id: string }[] }>('/api/me/claim-requests')).body.items).toMatchObject([{ id: claimId }]);
  });

  test('goes into no record of someone who has died', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    await world.db.manager.update(Person, { id: kept.personId }, { state: 'deceased' });
    await expect(merge(kept.personId, absorbed.personId)).rejects.toMatchObject({ code: 'merge_into_deceased' });
    await world.db.manager.update(Person, { id: kept.personId }, { state: 'moved' });
    await merge(kept.personId, absorbed.personId);
  });

  test('completes today what only both have covered', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const { lessons } = await course(90);
    await (await Player.open(kept.agent, world.clock, lessons[0]!.lessonVersionId)).play(45);
    const player = await Player.open(absorbed.agent, world.clock, lessons[0]!.lessonVersionId);
    world.clock.advance(40);
    await player.report([45, 85]);
    expect(await merge(kept.personId, absorbed.personId)).toMatchObject({ lessons: 1, reached: 1 });
    expect(await unitsOf(kept.personId)).toBe(90 * 40);
    expect((await credits(kept)).entries).toMatchObject([{ kind: 'lesson', date: '2026-03-10', title: '第 1 课' }]);
  });

  test('recomputes the limit of the date, and lets the lesson be earned on another one', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const made = await course(60);
    madeUp.add(absorbed.personId).add(kept.personId);
    const fourCredits = { ...aPosting(4 * UNITS_PER_CREDIT, '2026-03-10'), kind: 'lesson' as const, recordedAt: Date.parse('2026-03-10T08:00:00+08:00') };
    await post(world, absorbed.personId, { ...fourCredits, key: entryKey.lesson(absorbed.personId, fourCredits.sourceId) });
    await watches(kept, made, 0);
    expect(await merge(kept.personId, absorbed.personId)).toMatchObject({ carried: 1, overLimit: 1 });
    expect(await unitsOf(kept.personId)).toBe(4 * UNITS_PER_CREDIT);

    world.clock.set('2026-03-11T09:00:00+08:00');
    const again = await Player.open(kept.agent, world.clock, made.lessons[0]!.lessonVersionId);
    world.clock.advance(60);
    expect((await again.report([0, 60])).standing.completed).toMatchObject({ date: '2026-03-11', credited: true });
    expect(await unitsOf(kept.personId)).toBe(4 * UNITS_PER_CREDIT + MINUTE_UNITS);
  });

  test('is done once, whoever asks again, at once or in a chain', async () => {
    const [a, b, c] = [await learner(), await learner(), await learner()];
    await holds(world, c.personId, 1000, '2026-03-01');
    const [one, two] = await Promise.all([merge(b.personId, c.personId), merge(b.personId, c.personId)]);
    expect(two).toEqual(one);
    const [there, back] = await Promise.allSettled([merge(a.personId, b.personId), merge(b.personId, a.personId)]);
    expect([there.status, back.status].sort()).toEqual(['fulfilled', 'rejected']);
    const [keptId, absorbedId] = there.status === 'fulfilled' ? [a.personId, b.personId] : [b.personId, a.personId];
    await expect(merge(absorbedId, keptId)).rejects.toMatchObject({ code: 'merge_refused' });
    await merge(keptId, c.personId);
    expect(await world.db.manager.countBy(PersonMerge, {})).toBeGreaterThanOrEqual(2);
    expect(await unitsOf(keptId)).toBe(1000);
    expect((await c.agent.get<MeDto>('/api/me')).body.person.id).toBe(keptId);
  });

  test('makes new statement versions of closed years', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    await holds(world, kept.personId, 10 * UNITS_PER_CREDIT, '2026-03-01');
    await holds(world, absorbed.personId, 11 * UNITS_PER_CREDIT, '2026-03-02');
    world.clock.set('2027-02-01T09:00:00+08:00');
    const closer = await signedIn(world, admin.accountId);
    await confirmed(world, admin);
    const { body } = await closer.post<ClosingDto>('/api/closings', { year: 2026 });
    await aClosingRunner(world).runWhole(body.id);

    const outcome = await merge(kept.personId, absorbed.personId);
    expect(outcome.years).toMatchObject([{ year: 2026, mergedUnits: 21 * UNITS_PER_CREDIT, restated: true }]);
    const statements = (await (await signedIn(world, kept.accountId)).get<{ items: StatementDto[] }>('/api/my/statements')).body.items;
    expect(statements).toMatchObject([
      { version: 2, status: 'valid', units: 21 * UNITS_PER_CREDIT, targetMet: true },
      { version: 1, status: 'revoked', units: 10 * UNITS_PER_CREDIT, targetMet: false },
    ]);
    const theirs = await world.api.app.get(StatementRecords).ofPerson(absorbed.personId);
    expect(theirs).toMatchObject([{ version: 2, status: 'valid', units: 0 }, { version: 1, status: 'revoked' }]);
    expect((await chainOf(world, kept.personId)).entries.at(-1)).toMatchObject({ kind: 'grant', date: '2026-03-02', year: 2026 });
  });

  test('states a closed year whose entries never counted as a closing would now: with nothing left of them', async () => {
    const [kept, absorbed] = [await learner(null), await learner(new Date('2026-05-01T09:00:00+08:00'))];
    await holds(world, kept.personId, 10 * UNITS_PER_CREDIT, '2026-03-01');
    world.clock.set('2027-02-01T09:00:00+08:00');
    const closer = await signedIn(world, admin.accountId);
    await confirmed(world, admin);
    const { body } = await closer.post<ClosingDto>('/api/closings', { year: 2026 });
    await aClosingRunner(world).runWhole(body.id);
    expect(await world.api.app.get(StatementRecords).ofPerson(kept.personId)).toEqual([]);

    await merge(kept.personId, absorbed.personId);
    expect(await world.api.app.get(StatementRecords).ofPerson(kept.personId)).toMatchObject([{ year: 2026, version: 1, status: 'valid', units: 0, entries: 2 }]);
  });
});

describe('reports that arrive during a merge', () => {
  test('are neither lost nor doubled, and the player goes on', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const { lessons } = await course(600);
    const player = await Player.open(absorbed.agent, world.clock, lessons[0]!.lessonVersionId);
    world.clock.advance(60);
    const report = (i: number) => player.send([[i * 5, i * 5 + 5]], i + 1);
    // One after the other through the merge: the player has one report in flight.
    const reporting = (async () => {
      const answers = [];
      for (let i = 0; i < 12; i++) answers.push(await report(i));
      return answers;
    })();
    const [answers] = await Promise.all([reporting, merge(kept.personId, absorbed.personId)]);
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
    expect(answers.map((answer) => answer.body.coveredNow)).toEqual(answers.map(() => 5));
    expect(answers.at(-1)!.body.standing.coverage).toEqual([[0, 60]]);
    expect((await report(11)).body.refused?.why).toBe('duplicate');
    const rows: { person_id: string; covered_seconds: number }[] = await world.db.query('SELECT person_id, covered_seconds FROM lesson_progress WHERE lesson_version_id = ?', [lessons[0]!.lessonVersionId]);
    expect(rows).toEqual([{ person_id: kept.personId, covered_seconds: 60 }]);
  });

  test('change nothing where they were answered before it and are sent again, whichever of the two was played last', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const { lessons } = await course(600);
    const players: Player[] = [];
    for (const { agent } of [kept, absorbed]) players.push(await Player.open(agent, world.clock, lessons[0]!.lessonVersionId));
    world.clock.advance(20);
    for (const player of players) await player.send([[0, 20]], 3);
    await merge(kept.personId, absorbed.personId);
    for (const player of players) expect((await player.send([[20, 30]], 3)).body).toMatchObject({ seq: 3, coveredNow: 0, refused: { why: 'duplicate' } });
  });

  test('of whom the session was resolved before, but not yet judged', async () => {
    const [kept, absorbed] = [await learner(), await learner()];
    const { lessons } = await course(600);
    const player = await Player.open(absorbed.agent, world.clock, lessons[0]!.lessonVersionId);
    world.clock.advance(30);
    // The clock held by somebody else: the report is on its way, and waits for the lock that the merge gets first.
    const holding = world.db.createQueryRunner();
    await holding.startTransaction();
    await holding.query('SELECT 1 FROM watch_clock WHERE person_id = ? FOR UPDATE', [absorbed.personId]);
    const merging = merge(kept.personId, absorbed.personId);
    await waitsForLock(1);
    const sent = player.send([[0, 30]]);
    await waitsForLock(2);
    await holding.commitTransaction();
    await holding.release();
    await merging;
    expect(await sent).toMatchObject({ status: 200, body: { coveredNow: 30, refused: null } });
    expect(await world.db.query('SELECT person_id, covered_seconds FROM lesson_progress WHERE lesson_version_id = ?', [lessons[0]!.lessonVersionId])).toEqual([{ person_id: kept.personId, covered_seconds: 30 }]);
  });
});

/** Until so many statements on clocks have been at work for longer than one takes that waits for nobody. */
async function waitsForLock(count: number): Promise<void> {
  for (;;) {
    const [row]: { n: number }[] = await world.db.query("SELECT COUNT(*) AS n FROM information_schema.PROCESSLIST WHERE DB = DATABASE() AND COMMAND = 'Query' AND TIME_MS > 50 AND INFO LIKE '%watch_clock%' AND ID <> CONNECTION_ID()");
    if (row!.n >= count) return;
  }
}
