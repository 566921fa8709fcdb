import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { ROLES } from '@xuexi/domain';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Course } from '../../src/catalog/course.entity.js';
import type { TaughtCourseDetailDto } from '../../src/catalog/teaching.dto.js';
import type { PlaySessionDto } from '../../src/learning/learning.dto.js';
import { aPublishedCourse } from '../factories/courses.js';
import { aPosting, post } from '../factories/ledger.js';
import type { ProblemBody } from '../../src/platform/errors/problem.js';
import { type Someone, aPerson, confirmed, newIdNumber } from '../factories/persons.js';
import { aRegistration } from '../factories/sign-in.js';
import { type City, aCity } from '../factories/regions.js';
import type { Answer, RawRequest } from '../support/agent.js';
import { expectProblem, expectProblemForm } from '../support/expect-problem.js';
import { type Schema, hostileJson, hostileString, nearly } from '../support/from-schema.js';
import { type World, createWorld } from '../support/world.js';

interface Operation {
  operationId: string;
  parameters?: { in: 'path' | 'query'; name: string; schema: Schema }[];
  requestBody?: { content: { 'application/json': { schema: Schema } } };
}

const document = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};
const { schemas } = document.components;

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase() as RawRequest['method'], path, operation })),
);
const withBody = operations.filter(({ operation }) => operation.requestBody);

const CASES = 40;
const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
const TEN_MEGABYTES = 10 * 1024 * 1024;
const MEGABYTE = 1024 * 1024;

let world: World;
let city: City;
let closingId: string;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  const { agent } = await everyRole();
  closingId = (await agent.post<{ id: string }>('/api/closings', { year: 2024 })).body.id;
});
afterAll(() => world.close());

/** A confirmed caller with every role, so that no check of permissions stands before the input. */
async function everyRole(): Promise<Someone> {
  const someone = await aPerson(world, { region: city.communities[0]!, verifiedAt: null, grants: ROLES.filter((role) => role !== 'learner').map((role) => ({ role, region: null })) });
  return confirmed(world, someone);
}

/** What a caller owns, by the part of an address that it stands behind, so that requests come further than the lookup. */
async function belongings(someone: Someone): Promise<Record<string, string>> {
  const { agent, personId } = someone;
  const course = await aPublishedCourse(world, someone, [60]);
  const inReview = await aPublishedCourse(world, someone, [60]);
  await world.db.manager.update(Course, { id: inReview.courseId }, { state: 'in_review' });
  const draft = await agent.post<TaughtCourseDetailDto>('/api/teaching/courses', { title: '草稿', categoryCode: 'arts' });
  const withChapter = await agent.post<TaughtCourseDetailDto>(`/api/teaching/courses/${draft.body.id}/chapters`, { title: '章' });
  const chapters = withChapter.body.chapters[0]!.id;
  const withLesson = await agent.post<TaughtCourseDetailDto>(`/api/teaching/chapters/${chapters}/lessons`, { title: '课' });
  const [lesson] = course.lessons;
  const opened = await agent.post<PlaySessionDto>('/api/play-sessions', { lessonVersionId: lesson!.lessonVersionId });
  const entry = await post(world, personId, aPosting(36_000, '2026-02-01'));
  return {
    'teaching/courses': draft.body.id,
    chapters,
    lessons: withLesson.body.chapters[0]!.lessons[0]!.id,
    courses: course.courseId,
    reviews: inReview.courseId,
    media: lesson!.mediaId,
    'play-sessions': opened.body.playSessionId,
    closings: closingId,
    entries: entry!.id,
    lessonVersion: lesson!.lessonVersionId,
    region: city.communities[0]!.id,
  };
}

/** Addresses with Chinese in one place each: columns of ascii cannot be compared with it. */
function chineseAddresses(path: string, { parameters = [] }: Operation): string[] {
  const chinese = encodeURIComponent('王秀英');
  const withId = path.replaceAll(/\{\w+\}/g, city.communities[0]!.id);
  const asked = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `${withId}?${name}=${chinese}`);
  return path === withId ? asked : [path.replaceAll(/\{\w+\}/g, chinese), ...asked];
}

/** Neither the server's fault nor a word of its inside. */
function expectCivil(answer: Answer<unknown>): void {
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400) expectProblemForm(answer);
}

describe.each(operations)('$name', ({ method, path, operation }) => {
  test('takes anything for its input and never fails', async () => {
    const caller = await everyRole();
    for (const address of chineseAddresses(path, operation)) expectCivil(await caller.agent.send({ method, path: address }));
    const owned = await belongings(caller);
    const mine = Object.values(owned);
    const right = Object.entries(owned).find(([place]) => path.includes(`/${place}/{`))?.[1] ?? '';
    const pathId = fc
      .oneof({ weight: 5, arbitrary: fc.constant(right) }, fc.constantFrom(...mine, caller.personId), fc.uuid(), hostileString)
      .map((id) => encodeURIComponent(id.toWellFormed()));
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'query');
    const asked = fc.record(Object.fromEntries(parameters.map(({ name, schema }) => [name, nearly(schema, { schemas, ids: [owned.region!] })])), { requiredKeys: [] });
    const besides = fc.array(fc.tuple(fc.constantFrom('page', 'sort', ...parameters.map(({ name }) => name)), hostileString), { maxLength: 1 });
    const query = fc.tuple(asked, besides).map(([values, more]) => [...Object.entries(values), ...more].map(([name, value]): [string, string] => [name, typeof value === 'string' ? value.toWellFormed() : JSON.stringify(value)]));
    const body = operation.requestBody?.content['application/json'].schema;
    const bodies = fc.oneof({ weight: 5, arbitrary: body ? nearly(body, { schemas, ids: mine }) : hostileJson }, { weight: 1, arbitrary: hostileJson }).map((value) => JSON.stringify(value));
    const payload = method === 'GET' || method === 'DELETE' ? fc.constant(undefined) : fc.oneof({ weight: 9, arbitrary: fc.option(bodies, { nil: undefined }) }, { weight: 1, arbitrary: hostileString });
    const contentType = fc.oneof({ weight: 9, arbitrary: fc.constant('application/json') }, { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'application/json; charset=utf-16', 'x') });
    await fc.assert(
      fc.asyncProperty(fc.array(pathId, { minLength: 3, maxLength: 3 }), query, payload, contentType, async (ids, pairs, sent, type) => {
        let next = 0;
        const filled = path.replaceAll(/\{\w+\}/g, () => ids[next++]!);
        const search = new URLSearchParams(pairs).toString();
        expectCivil(await caller.agent.send({ method, path: search ? `${filled}?${search}` : filled, payload: sent, headers: sent === undefined ? {} : { 'content-type': type } }));
      }),
      { numRuns: CASES },
    );
  });
});

describe.each(withBody)('$name', ({ method, path }) => {
  let caller: Someone;
  beforeAll(async () => void (caller = await everyRole()));

  const target = path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
  const send = (payload: string, type = 'application/json') => caller.agent.send({ method, path: target, payload, headers: { 'content-type': type } });

  test('refuses what is too large, too deep, broken or of another type', async () => {
    expectProblem(await send(JSON.stringify({ title: 'x'.repeat(1_000_000) })), 'payload_too_large');
    for (const payload of ['', '{', '{"a":1,}', '{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{}}}', '\ufeff{}', deep, `{"title":${deep},"ranges":${deep}}`, '1', '"x"', 'null', '[]']) {
      const answer = await send(payload);
      expectCivil(answer);
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
    expectProblem(await send('<a/>', 'application/xml'), 'unsupported_content_type');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp', 'application/json5']) {
      expectProblem(await send('title=x', type), 'unsupported_content_type');
    }
  });

  test('refuses a name given twice, nesting without end, bytes that are no UTF-8 and text that cannot be stored', async () => {
    for (const payload of ['{"title":"a","title":"b"}', '{"x":{"y":1,"\\u0079":2}}', deep, `{"title":${deep}}`]) expectProblem(await send(payload), 'malformed_request');
    expectProblem(await caller.agent.send({ method, path: target, payload: Buffer.from('{"title":"\xd6\xd0"}', 'latin1'), headers: { 'content-type': 'application/json' } }), 'malformed_request');
    for (const text of ['a\0b', '\ud800', '\u001b[2J']) {
      const answer = await send(JSON.stringify({ title: text, name: text }));
      expectProblem(answer, 'invalid_input');
      expect(answer.body.fields).toEqual([{ field: expect.stringMatching(/^(title|name)$/), message: expect.stringMatching(/[\u4e00-\u9fff]/) }]);
    }
  });
});

describe('a body of 10 MB', () => {
  const json = Buffer.from(JSON.stringify({ title: 'x'.repeat(TEN_MEGABYTES) }));
  let origin: string;
  beforeAll(async () => void (origin = await world.api.listen()));

  test.each([
    ['that says so beforehand', { 'content-length': String(json.byteLength) }],
    ['that comes in pieces', { 'transfer-encoding': 'chunked' }],
  ])('%s is refused without being kept, however many come at once', async (_, length) => {
    const { agent } = await everyRole();
    const before = process.memoryUsage();
    const answers = await Promise.all(Array.from({ length: 50 }, () => sendWhole(`${origin}/api/teaching/courses`, { ...length, 'content-type': 'application/json', cookie: agent.cookieHeader() })));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    for (const answer of answers) expect(answer).toMatchObject({ status: 413, code: 'payload_too_large' });
    // 50 bodies that were kept would be 500 MB.
    expect(heapUsed + arrayBuffers - before.heapUsed - before.arrayBuffers).toBeLessThan(100 * MEGABYTE);
  });

  /** Sends the body over a socket; an answer that comes before its end is the answer. */
  async function sendWhole(url: string, headers: Record<string, string>): Promise<{ status: number | undefined; code: string }> {
    const sent = request(url, { method: 'POST', headers });
    // The api hangs up on what it does not want to read.
    sent.on('error', () => undefined);
    sent.end(json);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const { code } = JSON.parse(await textOf(answer)) as ProblemBody;
    sent.destroy();
    return { status: answer.statusCode, code };
  }
});

describe('what people type', () => {
  const tables = ['person', 'account', 'role_grant', 'course'];
  const rows = async () => Promise.all(tables.map((table) => world.db.query(`CHECKSUM TABLE ${table} EXTENDED`)));

  test.each([
    ['SQL', "王'; DROP TABLE person; --"],
    ['HTML', '<b>王秀英</b>'],
    ['emoji', '王秀英😀'],
    ['a lone surrogate', '王\ud842'],
    ['a zero byte', '王\0秀英'],
    ['text that runs backwards', '王\u202e英秀'],
  ])('as a real name is refused and not stored where it holds %s', async (_, name) => {
    const { agent } = await aPerson(world, { region: city.communities[0]!, verifiedAt: null });
    const before = await rows();
    const answer = await agent.post('/api/me/real-name', { documentKind: 'resident_id', name, idNumber: newIdNumber(), number: newIdNumber(), consent: true });
    expectProblem(answer, 'invalid_input');
    expect(answer.body.fields?.some(({ field, message }) => field === 'name' && /[\u4e00-\u9fff]/.test(message))).toBe(true);
    expect(await rows()).toEqual(before);
  });

  test('finds nobody, and nothing else happens', async () => {
    const { agent } = await everyRole();
    const before = await rows();
    for (const q of ["' OR 1=1 --", '%', '_', '<script>', '😀', '\\', '\0']) {
      const answer = await agent.get<{ items: unknown[] }>(`/api/learners?q=${encodeURIComponent(q)}`);
      expectCivil(answer);
      if (answer.status === 200) expect(answer.body.items).toEqual([]);
      const found = await agent.post<{ items: unknown[] }>('/api/learners/search', { number: q });
      expectCivil(found);
      if (found.status === 200) expect(found.body.items).toEqual([]);
    }
    expect(await rows()).toEqual(before);
  });
});

describe('an address', () => {
  test.each([
    ['with a broken escape', '/api/courses/%ZZ', 400],
    ['with a broken escape in a query', '/api/courses?q=%ZZ', 200],
    ['that is not UTF-8', '/api/courses/%ff%fe', 400],
    ['of an endless id', `/api/courses/${'a'.repeat(500)}`, 400],
    ['that leads nowhere', '/api/nowhere', 404],
    ['that climbs', '/api/../../etc/passwd', 404],
    ['of a method that a route does not have', '/api/me/real-name', 404],
  ])('%s is refused like everything else', async (_, path, status) => {
    const answer = await world.api.guest.get(path);
    expect(answer.status).toBe(status);
    if (status >= 400) expectProblemForm(answer);
  });
});

test('a failure inside is answered without a word of the inside, and logged without the values', async () => {
  const registration = await aRegistration(world, city.communities[0]!, { password: 'a secret password', displayName: '保密的称呼' });
  await world.db.query('RENAME TABLE account TO account_elsewhere');
  try {
    const answer = await world.api.guest.post('/api/accounts', registration);
    expectProblem(answer, 'internal_error');
    const line = world.api.log.find((one) => one.includes('"level":50') && one.includes(answer.headers.get('x-request-id')!));
    expect(line).toContain('ER_NO_SUCH_TABLE');
    expect(line).not.toMatch(new RegExp(`保密的称呼|${registration.phone}|${String(registration.code)}|a secret password|argon2`));
  } finally {
    await world.db.query('RENAME TABLE account_elsewhere TO account');
  }
});
