import { UNITS_PER_CREDIT, unitsOfCredits } from '@xuexi/domain';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CorrectionPosting } from '../../src/credits/corrections/correction-posting.js';
import type { CorrectionDto, CorrectionPageDto, DocumentDto } from '../../src/credits/corrections/corrections.dto.js';
import { Notice } from '../../src/notices/notice.entity.js';
import { A_PDF, aDocument } from '../factories/corrections.js';
import { aPosting, chainOf, differencesOf, holds, post } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Answer } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { tableChecksums } from '../support/table-checksums.js';
import { type World, createWorld } from '../support/world.js';

const REASON = '按街道来函更正';

let world: World;
let city: City;
let clerk: Someone;
let chief: Someone;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-05-10T12:00:00+08:00');
  city = await aCity(world);
});
afterAll(() => world.close());

beforeEach(async () => {
  clerk = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
  chief = await confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!));
});

function aLearner(): Promise<Someone> {
  return aPerson(world, { region: city.communities[0]! });
}

async function grant(personId: string, change: object = {}, by = clerk): Promise<Answer<CorrectionDto>> {
  const documentId = await aDocument(world, by.accountId);
  return by.agent.post<CorrectionDto>(`/api/learners/${personId}/credit-grants`, { credits: '2.50', date: '2026-03-01', title: '社区讲师', reason: REASON, documentId, ...change });
}

async function reverse(entryId: string, by = clerk): Promise<Answer<CorrectionDto>> {
  const documentId = await aDocument(world, by.accountId);
  return by.agent.post<CorrectionDto>(`/api/credit-entries/${entryId}/reversal`, { reason: REASON, documentId });
}

/** The units of a person's entries, in order. */
async function unitsOf(personId: string): Promise<number[]> {
  return (await chainOf(world, personId)).entries.map((entry) => entry.units);
}

describe('A grant', () => {
  test('up to 5 学分 is posted at once, told to the learner, and recomputes', async () => {
    const learner = await aLearner();
    const { status, body } = await grant(learner.personId);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'posted', units: 270_000, credits: '2.50', needsSecond: false });
    expect(await unitsOf(learner.personId)).toEqual([270_000]);
    expect(await world.db.manager.findBy(Notice, { personId: learner.personId })).toMatchObject([{ kind: 'credit_granted', data: { units: 270_000 } }]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('over 5 学分 waits for another person', async () => {
    const learner = await aLearner();
    const { body } = await grant(learner.personId, { credits: '5.01' });
    expect(body).toMatchObject({ state: 'waiting', needsSecond: true, limitCredits: '5.00', together: false });
    expect(await unitsOf(learner.personId)).toEqual([]);
    expectProblem(await clerk.agent.post(`/api/credit-corrections/${body.id}/approval`), 'own_correction');
    const { body: approved } = await chief.agent.post<CorrectionDto>(`/api/credit-corrections/${body.id}/approval`);
    expect(approved).toMatchObject({ state: 'posted', decidedBy: expect.any(String) });
    expect(await unitsOf(learner.personId)).toEqual([unitsOfCredits(5.01)]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('in parts that come to more than 5 学分 waits as well, whatever they are for', async () => {
    const [learner, other] = [await aLearner(), await aLearner()];
    const states: string[] = [];
    for (const [title, credits] of [['社区讲师', '2.50'], ['志愿服务', '2.50'], ['作品获奖', '0.01']]) states.push((await grant(learner.personId, { title, credits })).body.state);
    expect(states).toEqual(['posted', 'posted', 'waiting']);
    const [first] = (await chainOf(world, learner.personId)).entries;
    expect((await reverse(first!.id)).body).toMatchObject({ state: 'waiting', needsSecond: true, together: true });
    expect((await grant(other.personId, { credits: '5' })).body.state).toBe('posted');
    expect((await grant(learner.personId, { credits: '5' }, chief)).body.state).toBe('posted');
    world.clock.advance(30 * 86_400);
    clerk = await confirmed(world, { ...clerk, agent: await signedIn(world, clerk.accountId) });
    expect((await grant(learner.personId, { title: '编写教材', credits: '5' })).body.state).toBe('posted');
    world.clock.set('2026-05-10T12:00:00+08:00');
    expect((await differencesOf(world)).filter(({ personId }) => personId === learner.personId)).toEqual([]);
  });

  test('in parts at once is added up, too', async () => {
    const learner = await aLearner();
    const answers = await Promise.all(['一', '二', '三', '四'].map((title) => grant(learner.personId, { title: `讲课${title}`, credits: '2.50' })));
    expect(answers.map(({ body }) => body.state).sort()).toEqual(['posted', 'posted', 'waiting', 'waiting']);
  });

  test('like one of the last 30 days is asked about, and given when it is meant', async () => {
    const learner = await aLearner();
    const answers = await Promise.all([grant(learner.personId), grant(learner.personId)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expectProblem(answers.find(({ status }) => status === 409)!, 'grant_repeated');
    expectProblem(await grant(learner.personId, { again: false }, chief), 'grant_repeated');
    for (const change of [{ credits: '2.49' }, { title: '志愿服务' }, { reason: '按另一封来函认定' }, { again: true }]) expect((await grant(learner.personId, change)).status).toBe(201);
    expect((await grant((await aLearner()).personId)).status).toBe(201);
  });

  test('is posted once, however many approve it at once', async () => {
    const learner = await aLearner();
    const { body } = await grant(learner.personId, { credits: '6' });
    const others = await Promise.all(Array.from({ length: 4 }, async () => confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets[0]!))));
    const answers = await Promise.all(others.map(({ agent }) => agent.post(`/api/credit-corrections/${body.id}/approval`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(await unitsOf(learner.personId)).toEqual([6 * UNITS_PER_CREDIT]);
  });

  test('that is withdrawn while it is approved becomes one or the other', async () => {
    const learner = await aLearner();
    const { body } = await grant(learner.personId, { credits: '6' });
    const [withdrawn, approved] = await Promise.all([clerk.agent.post(`/api/credit-corrections/${body.id}/withdrawal`), chief.agent.post(`/api/credit-corrections/${body.id}/approval`)]);
    expect([withdrawn.status, approved.status].sort()).toEqual([200, 409]);
    expect(await unitsOf(learner.personId)).toEqual(approved.status === 200 ? [6 * UNITS_PER_CREDIT] : []);
  });

  test.each([
    ['no number', { credits: 'NaN' }, 'credits'],
    ['an endless number', { credits: '1e308' }, 'credits'],
    ['less than nothing', { credits: '-1' }, 'credits'],
    ['nothing', { credits: '0.00' }, 'credits'],
    ['a fraction of a hundredth', { credits: '1.005' }, 'credits'],
    ['more than anybody earns', { credits: '201' }, 'credits'],
    ['units instead of credits', { credits: 270_000 }, 'credits'],
    ['a day to come', { date: '2026-05-11' }, 'date'],
    ['a day before all years', { date: '0001-01-01' }, 'date'],
    ['a day that does not exist', { date: '2026-02-30' }, 'date'],
    ['no reason', { reason: '无' }, 'reason'],
    ['an ID number in the reason', { reason: '见 110101199003070011' }, 'reason'],
    ['somebody else’s document', { documentId: '00000000-0000-7000-8000-000000000000' }, 'documentId'],
  ])('of %s is refused, and nothing is stored', async (_name, change, field) => {
    const learner = await aLearner();
    await aDocument(world, clerk.accountId);
    const before = await tableChecksums(world, ['session', 'credit_document']);
    const answer = await grant(learner.personId, change);
    expectProblem(answer, 'invalid_input');
    expect((answer.body as unknown as { fields: { field: string }[] }).fields.map((fault) => fault.field)).toContain(field);
    expect(await tableChecksums(world, ['session', 'credit_document'])).toEqual(before);
  });

  test('that fails while it is posted leaves nothing behind', async () => {
    const learner = await aLearner();
    const documentId = await aDocument(world, clerk.accountId);
    const posting = world.api.app.get(CorrectionPosting);
    const post = posting.post.bind(posting);
    posting.post = async (tx, correction, atMs, stated) => {
      await post(tx, correction, atMs, stated);
      throw new Error('the power went');
    };
    const before = await tableChecksums(world, ['session']);
    const answer = await clerk.agent.post(`/api/learners/${learner.personId}/credit-grants`, { credits: '1', date: '2026-03-01', title: '社区讲师', reason: REASON, documentId });
    posting.post = post;
    expectProblem(answer, 'internal_error');
    expect(await tableChecksums(world, ['session'])).toEqual(before);
  });
});

describe('A reversal', () => {
  test('takes an entry back in the year that it counts in, and stays in the chain beside it', async () => {
    const learner = await aLearner();
    const entry = await post(world, learner.personId, aPosting(216_000, '2025-11-20'));
    const { body } = await reverse(entry!.id);
    expect(body).toMatchObject({ state: 'posted', units: -216_000, year: 2025, entry: { id: entry!.id, credits: '2.00' } });
    const { entries } = await chainOf(world, learner.personId);
    expect(entries).toMatchObject([{ units: 216_000 }, { units: -216_000, kind: 'reversal', year: 2025, date: '2026-05-10', reverses: entry!.id }]);
    expect(await differencesOf(world)).toEqual([]);
  });

  test('is made once, however often it is asked for at once', async () => {
    const learner = await aLearner();
    const entry = await post(world, learner.personId, aPosting(216_000, '2026-02-01'));
    const answers = await Promise.all(Array.from({ length: 20 }, () => reverse(entry!.id)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201)) expectProblem(answer, 'entry_reversed');
    expect(await unitsOf(learner.personId)).toEqual([216_000, -216_000]);
  });

  test('over 5 学分 waits, once for an entry, and may be turned down', async () => {
    const learner = await aLearner();
    const entry = await post(world, learner.personId, aPosting(6 * UNITS_PER_CREDIT, '2026-02-01'));
    const { body } = await reverse(entry!.id);
    expect(body.state).toBe('waiting');
    expectProblem(await reverse(entry!.id), 'correction_waiting');
    const { body: rejected } = await chief.agent.post<CorrectionDto>(`/api/credit-corrections/${body.id}/rejection`, { note: '材料不足' });
    expect(rejected).toMatchObject({ state: 'rejected', decisionNote: '材料不足' });
    expectProblem(await chief.agent.post(`/api/credit-corrections/${body.id}/approval`), 'correction_decided');
    expect(await unitsOf(learner.personId)).toEqual([6 * UNITS_PER_CREDIT]);
  });

  test('of a reversal, and of an entry that is no more, is refused', async () => {
    const learner = await aLearner();
    const entry = await post(world, learner.personId, aPosting(216_000, '2026-02-01'));
    await reverse(entry!.id);
    const reversal = (await chainOf(world, learner.personId)).entries.at(-1)!;
    expectProblem(await reverse(reversal.id), 'entry_reversed');
  });
});

describe('Whoever may not', () => {
  test('neither gives nor takes credits of their own', async () => {
    expectProblem(await grant(clerk.personId), 'own_credits');
    await holds(world, clerk.personId, 216_000, '2026-02-01');
    const [entry] = (await chainOf(world, clerk.personId)).entries;
    expectProblem(await reverse(entry!.id), 'own_credits');
    const { body } = await grant(clerk.personId, { credits: '6' }, chief);
    expectProblem(await clerk.agent.post(`/api/credit-corrections/${body.id}/approval`), 'own_credits');
  });

  test('sees and changes nothing of another street', async () => {
    const elsewhere = await aPerson(world, { region: city.communities.at(-1)! });
    await holds(world, elsewhere.personId, 216_000, '2026-02-01');
    const [entry] = (await chainOf(world, elsewhere.personId)).entries;
    expectProblem(await grant(elsewhere.personId), 'not_found');
    expectProblem(await reverse(entry!.id), 'not_found');
    const learner = await aLearner();
    const { body } = await grant(learner.personId, { credits: '6' });
    const stranger = await confirmed(world, await aColleague(world, 'region_admin', city.communities.at(-1)!, city.streets.at(-1)!));
    expectProblem(await stranger.agent.post(`/api/credit-corrections/${body.id}/approval`), 'not_found');
    expect((await stranger.agent.get<CorrectionPageDto>('/api/credit-corrections')).body.items.map(({ id }) => id)).not.toContain(body.id);
  });
});

describe('A document', () => {
  test('is kept encrypted and read by who may see the correction', async () => {
    const uploaded = await clerk.agent.upload<DocumentDto>('/api/credit-documents?fileName=%E8%AF%81%E6%98%8E.pdf', A_PDF);
    expect(uploaded.body).toMatchObject({ name: '证明.pdf', bytes: A_PDF.length });
    expectProblem(await chief.agent.get(`/api/credit-documents/${uploaded.body.id}`), 'not_found');
    await grant((await aLearner()).personId, { documentId: uploaded.body.id });
    const read = await chief.agent.get(`/api/credit-documents/${uploaded.body.id}`);
    expect({ status: read.status, text: read.text, type: read.headers.get('content-type') }).toEqual({ status: 200, text: A_PDF.toString(), type: 'application/pdf' });
  });

  test.each([
    ['a program', Buffer.from('MZ\u0090\u0000')],
    ['a page', Buffer.from('<html><script>')],
    ['nothing', Buffer.alloc(0)],
  ])('that is %s is refused', async (_name, content) => {
    expectProblem(await clerk.agent.upload('/api/credit-documents?fileName=a.pdf', content), 'invalid_input');
  });

  test('over 10 MiB is refused', async () => {
    expectProblem(await clerk.agent.upload('/api/credit-documents?fileName=a.pdf', Buffer.concat([A_PDF, Buffer.alloc(10 * 1024 * 1024)])), 'payload_too_large');
  });
});
