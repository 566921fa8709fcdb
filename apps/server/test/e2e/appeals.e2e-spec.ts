import { aDocument } from '../factories/corrections.js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AppealPageDto, MyCorrectionDto } from '../../src/credits/corrections/appeals.dto.js';
import type { CorrectionPageDto, CorrectionDto } from '../../src/credits/corrections/corrections.dto.js';
import { CreditAppeal } from '../../src/credits/corrections/credit-appeal.entity.js';
import { CreditCorrection } from '../../src/credits/corrections/credit-correction.entity.js';
import { Statement } from '../../src/credits/statements/statement.entity.js';
import type { NoticePageDto } from '../../src/notices/notices.dto.js';
import { aPosting, chainOf, differencesOf, post } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import { aClosingWith } from '../factories/statements.js';
import { expectProblem } from '../support/expect-problem.js';
import { type World, createWorld } from '../support/world.js';

const TEXT = '那天我从头到尾都在，签到表上有名字。';

let world: World;
let city: City;
let asker: Someone;
let other: Someone;

beforeAll(async () => {
  world = await createWorld();
  world.clock.set('2026-05-10T12:00:00+08:00');
  city = await aCity(world);
  [asker, other] = [await anAdmin(), await anAdmin()];
});
afterAll(() => world.close());

async function anAdmin(at = 0): Promise<Someone> {
  return confirmed(world, await aColleague(world, 'region_admin', city.communities[0]!, city.streets.at(at)!));
}

/** A learner of whom an entry of so many units was taken back. */
async function corrected(units = 216_000, date = '2026-02-01'): Promise<{ learner: Someone; correctionId: string }> {
  const learner = await aPerson(world, { region: city.communities[0]!, verifiedAt: new Date('2025-01-05T00:00:00Z') });
  const entry = await post(world, learner.personId, aPosting(units, date));
  if (date < '2026') await aClosingWith(world, [{ personId: learner.personId, units, chainHead: entry!.hash }]);
  const { body } = await asker.agent.post<CorrectionDto>(`/api/credit-entries/${entry!.id}/reversal`, { reason: '签到有误，按街道来函更正', documentId: await aDocument(world, asker.accountId) });
  if (body.state === 'waiting') await (await anAdmin()).agent.post(`/api/credit-corrections/${body.id}/approval`);
  return { learner, correctionId: body.id };
}

const appeal = ({ learner, correctionId }: Awaited<ReturnType<typeof corrected>>) => learner.agent.post<MyCorrectionDto>(`/api/my/corrections/${correctionId}/appeal`, { text: TEXT });

async function appealOf(correctionId: string): Promise<CreditAppeal> {
  return world.db.manager.findOneByOrFail(CreditAppeal, { correctionId });
}

test('a learner is told of a correction, reads why and who by office, and objects once', async () => {
  const one = await corrected();
  const { agent } = one.learner;
  const notices = await agent.get<NoticePageDto>('/api/my/notices');
  expect(notices.body).toMatchObject({ unread: 1, items: [{ kind: 'credit_reversed', correctionId: one.correctionId, credits: '-2.00', read: false }] });
  expect((await agent.post('/api/my/notices/read', { until: notices.body.items[0]!.id })).body).toEqual({ unread: 0 });
  const { body } = await agent.get<MyCorrectionDto>(`/api/my/corrections/${one.correctionId}`);
  expect(body).toMatchObject({ credits: '-2.00', decidedBy: { role: 'region_admin', region: city.streets[0]!.name }, appealUntil: '2026-06-09', mayAppeal: true, appeal: null });
  expect((await appeal(one)).body).toMatchObject({ mayAppeal: false, appeal: { state: 'open', text: TEXT } });
  expectProblem(await appeal(one), 'appeal_closed');
  expect((await appealOf(one.correctionId)).textCipher.toString('utf8')).not.toContain('签到表');
  expectProblem(await (await aPerson(world, { region: city.communities[0]! })).agent.get(`/api/my/corrections/${one.correctionId}`), 'not_found');
});

async function decidedAt(correctionId: string, at: string): Promise<void> {
  await world.db.manager.update(CreditCorrection, { id: correctionId }, { decidedAt: new Date(at) });
}

test('an objection is heard for 30 days, and stands once however often it is sent at once', async () => {
  const [late, twice] = [await corrected(), await corrected()];
  const answers = await Promise.all(Array.from({ length: 5 }, () => appeal(twice)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
  await decidedAt(late.correctionId, '2026-04-10T00:00:00+08:00');
  expect((await late.learner.agent.get<MyCorrectionDto>(`/api/my/corrections/${late.correctionId}`)).body).toMatchObject({ appealUntil: '2026-05-10', mayAppeal: true });
  await decidedAt(late.correctionId, '2026-04-09T23:59:59+08:00');
  expectProblem(await appeal(late), 'appeal_closed');
});

test.each([216_000, 648_000])('who had no part in it answers; upheld, what was taken back of %i units is granted again on its own date', async (units) => {
  const one = await corrected(units);
  await appeal(one);
  const { id } = await appealOf(one.correctionId);
  expectProblem(await asker.agent.post(`/api/credit-appeals/${id}/answer`, { upheld: true, answer: '核对无误' }), 'own_correction');
  expectProblem(await (await anAdmin(-1)).agent.post(`/api/credit-appeals/${id}/answer`, { upheld: true, answer: '核对无误' }), 'not_found');
  const listed = await other.agent.get<AppealPageDto>('/api/credit-appeals?pageSize=100');
  expect(listed.body.items.find((item) => item.id === id)).toMatchObject({ text: TEXT, mine: false, correction: { id: one.correctionId } });
  const answers = await Promise.all([other, await anAdmin()].map(({ agent }) => agent.post(`/api/credit-appeals/${id}/answer`, { upheld: true, answer: '签到表上确有名字' })));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  // Above the limit, whoever upheld it may not restore it alone.
  const third = await anAdmin();
  const { body: waiting } = await third.agent.get<CorrectionPageDto>(`/api/credit-corrections?state=waiting&personId=${one.learner.personId}`);
  expect(waiting.items.map((item) => item.units)).toEqual(units > 540_000 ? [units] : []);
  for (const item of waiting.items) expect((await third.agent.post(`/api/credit-corrections/${item.id}/approval`)).status).toBe(200);
  const { entries } = await chainOf(world, one.learner.personId);
  expect(entries.map((entry) => [entry.kind, entry.units, entry.date])).toEqual([
    ['transfer', units, '2026-02-01'],
    ['reversal', -units, '2026-05-10'],
    ['grant', units, '2026-02-01'],
  ]);
  expect((await one.learner.agent.get<MyCorrectionDto>(`/api/my/corrections/${one.correctionId}`)).body.appeal).toMatchObject({ state: 'upheld', answer: '签到表上确有名字', answeredBy: { role: 'region_admin' } });
  const kinds = (await one.learner.agent.get<NoticePageDto>('/api/my/notices')).body.items.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(['appeal_answered', 'credit_granted', 'credit_reversed']);
  expect((await differencesOf(world)).filter(({ personId }) => personId === one.learner.personId)).toEqual([]);
});

test('dismissed, the ledger stays as it is', async () => {
  const one = await corrected();
  await appeal(one);
  const { id } = await appealOf(one.correctionId);
  const { body } = await other.agent.post(`/api/credit-appeals/${id}/answer`, { upheld: false, answer: '签退时间确实缺失' });
  expect(body).toMatchObject({ state: 'dismissed' });
  expect((await chainOf(world, one.learner.personId)).entries).toHaveLength(2);
});

test.each([216_000, 648_000])('a statement says of which kind the correction of %i units was, and none of what staff wrote', async (units) => {
  const one = await corrected(units, '2025-12-01');
  await appeal(one);
  await other.agent.post(`/api/credit-appeals/${(await appealOf(one.correctionId)).id}/answer`, { upheld: true, answer: '签到表上确有名字' });
  const third = await anAdmin();
  for (const { id } of (await third.agent.get<CorrectionPageDto>(`/api/credit-corrections?state=waiting&personId=${one.learner.personId}`)).body.items) await third.agent.post(`/api/credit-corrections/${id}/approval`);
  const statements = await world.db.manager.find(Statement, { where: { personId: one.learner.personId }, order: { version: 'ASC' } });
  expect(statements.map(({ version, reason }) => [version, reason])).toEqual([[1, null], [2, '更正'], [3, '申诉后更正']]);
});

test('of one learner, upheld by one administrator at the same time, count together: the second waits for another person', async () => {
  const [answerer, second] = [await anAdmin(), await anAdmin()];
  const learner = await aPerson(world, { region: city.communities[0]!, verifiedAt: new Date('2025-01-05T00:00:00Z') });
  const appeals = await Promise.all(
    [asker, second].map(async (by) => {
      const entry = await post(world, learner.personId, aPosting(324_000, '2026-02-01'));
      const { body } = await by.agent.post<CorrectionDto>(`/api/credit-entries/${entry!.id}/reversal`, { reason: '签到有误，按街道来函更正', documentId: await aDocument(world, by.accountId) });
      await learner.agent.post(`/api/my/corrections/${body.id}/appeal`, { text: TEXT });
      return appealOf(body.id);
    }),
  );
  await Promise.all(appeals.map(({ id }) => answerer.agent.post(`/api/credit-appeals/${id}/answer`, { upheld: true, answer: '签到表上确有名字' })));
  const restored = await world.db.manager.findBy(CreditCorrection, { personId: learner.personId, kind: 'grant' });
  expect(restored.map(({ state }) => state).sort()).toEqual(['posted', 'waiting']);
});
