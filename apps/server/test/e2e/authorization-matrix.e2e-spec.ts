import { ROLES, type Role, roleCan } from '@xuexi/domain';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONFIRMED, Public } from '../../src/platform/auth/access.js';
import { type DeclaredRoute, declaredRoutes } from '../../src/platform/auth/declared-access.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { createHttpApp } from '../../src/platform/http/app.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { type Someone, signedIn } from '../factories/persons.js';
import type { Aim, Row } from '../matrix/row.js';
import { RAW_ROUTES, ROWS } from '../matrix/rows.js';
import { type Belongings, INSIDE, RELATIONS, type Relation, type Subject, Terrain } from '../matrix/terrain.js';
import type { Agent, Answer, RawRequest } from '../support/agent.js';
import { expectProblem, expectRefusal } from '../support/expect-problem.js';
import { withItsRouter } from '../support/router.js';
import { tableChecksums } from '../support/table-checksums.js';
import { startApi } from '../support/test-api.js';
import { testConfig } from '../support/test-config.js';
import { type World, createWorld } from '../support/world.js';

/** What a refusal may write: that it happened, and how often. */
const WRITTEN_BY_REFUSALS = ['audit_entry', 'audit_head', 'rate_limit'];

/** No session, and one that was made up. */
const GUESTS: Record<string, string>[] = [{}, { cookie: `session=${'x'.repeat(43)}` }];

type ScopedRow = Extract<Row, { kind: 'scoped' }>;

/** One line of the matrix: a route, and one thing that is expected of it. */
interface Line {
  name: string;
  row: Row;
}

const LINES: Line[] = Object.entries(ROWS).flatMap(([name, rows]) => [rows].flat().map((row: Row) => ({ name, row })));

let world: World;
let terrain: Terrain;
let routes: Map<string, DeclaredRoute>;
const holders = new Map<Role, Someone>();
const subjects = new Map<Relation, Subject>();
let belongings: Belongings;
let absent: Belongings;
/** Subjects that a request uses up, by line, role and relation. */
const spent = new Map<string, Subject>();

beforeAll(async () => {
  world = await createWorld();
  terrain = await Terrain.lay(world);
  routes = new Map(declaredRoutes(world.api.app).map((route) => [`${route.method} ${route.path}`, route]));
  for (const role of ROLES) holders.set(role, await terrain.holder(role));
  for (const [i, { name, row }] of LINES.entries()) {
    if (row.kind !== 'scoped' || !row.consumes) continue;
    for (const role of rolesThatCan(name)) for (const relation of insideOf(role)) spent.set(`${i} ${role} ${relation}`, await terrain.subject(relation, { claim: name.includes('real-name-claims') }));
  }
  for (const relation of RELATIONS) subjects.set(relation, await terrain.subject(relation));
  belongings = await terrain.belongings();
  absent = terrain.absent();
  await terrain.move();
}, 180_000);
afterAll(() => world.close());

const rolesThatCan = (name: string): Role[] => ROLES.filter((role) => may(role, routes.get(name)!));
const insideOf = (role: Role): readonly Relation[] => (role === 'platform_admin' ? RELATIONS : INSIDE);
const outsideOf = (role: Role): Relation[] => RELATIONS.filter((relation) => !insideOf(role).includes(relation));

function may(role: Role, { access }: DeclaredRoute): boolean {
  return access?.kind !== 'permission' || roleCan(role, access.permission);
}

/** Sends what a row aims at. */
function send(agent: Agent, name: string, { params = {}, query = {}, body }: Aim): Promise<Answer<unknown>> {
  const { method, path } = routes.get(name)!;
  const filled = path.replaceAll(/:(\w+)/g, (_, parameter: string) => params[parameter] ?? absent.person);
  const search = new URLSearchParams(query).toString();
  return agent.send({
    method: method as RawRequest['method'],
    path: `/api/${filled}${search && `?${search}`}`,
    ...(body !== undefined && { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
}

/** What a row aims at in a region. */
const aimAt = (row: Row, subject: Subject): Aim => row.aim({ ...belongings, ...subject });

function expectAbsent(answer: Answer<unknown>, ofAbsent: Answer<unknown>, about: object): void {
  expect({ ...about, status: answer.status, text: answer.text }).toEqual({ ...about, status: 404, text: ofAbsent.text });
}

function expectTaken(answer: Answer<unknown>, about: object): void {
  expect({ ...about, text: answer.text, taken: answer.status < 500 && ![401, 403].includes(answer.status) }).toEqual({ ...about, text: answer.text, taken: true });
}

describe('the rows of the matrix', () => {
  test('are one for each route, and no others', () => {
    expect(Object.keys(ROWS).toSorted()).toEqual([...routes.keys()].toSorted());
  });

  test('say open of what declares itself public, and only of that', () => {
    for (const { name, row } of LINES) expect({ name, open: row.kind === 'open' }).toEqual({ name, open: routes.get(name)?.access?.kind === 'public' });
  });

  test('leave out nothing that the router has', async () => {
    const { api, routes: real } = await withItsRouter(() => startApi({ ...world.config, webRoot: import.meta.dirname, consoleRoot: import.meta.dirname }, world.clock));
    await api.close();
    const declared = [...routes.values()].map(({ method, path }) => `${method} /api/${path}`);
    // Fastify answers HEAD wherever it answers GET, by the same handler and behind the same guard.
    const isHeadOfGet = (route: string) => route.startsWith('HEAD ') && real.has(route.replace('HEAD', 'GET'));
    expect([...real].filter((route) => !isHeadOfGet(route) || declared.includes(route)).toSorted()).toEqual([...declared, ...Object.keys(RAW_ROUTES)].toSorted());
  });
});

describe('refused, and nothing is written', () => {
  let before: Record<string, string>;
  beforeAll(async () => void (before = await tableChecksums(world, WRITTEN_BY_REFUSALS)));

  /** Since it was last asked, so that one row's write is held against that row only. */
  async function expectNothingWritten(): Promise<void> {
    const [was, is] = [before, await tableChecksums(world, WRITTEN_BY_REFUSALS)];
    before = is;
    expect(is).toEqual(was);
  }

  describe.each(LINES)('$name ($row.kind)', ({ name, row }) => {
    const guarded = row.kind !== 'open';

    test('for want of a session, of a permission, of the region', async () => {
      const route = routes.get(name)!;
      const cells: Promise<void>[] = [];
      const cell = (work: () => Promise<void>) => void cells.push(work());
      if (guarded) {
        for (const headers of GUESTS) cell(() => refusesGuest(route, row.aim(belongings), headers));
        for (const role of ROLES.filter((one) => !may(one, route))) {
          for (const relation of RELATIONS) cell(async () => refusal(await send(holders.get(role)!.agent, name, aimAt(row, subjects.get(relation)!)), 'not_permitted', route));
        }
      }
      for (const role of rolesThatCan(name)) cell(() => refusesOutside(role, name, row));
      await Promise.all(cells);
      await expectNothingWritten();
    });

    test('to a page of another site', async () => {
      const { method, path } = routes.get(name)!;
      if (['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
      const request: RawRequest = { method: method as RawRequest['method'], path: `/api/${path.replaceAll(/:\w+/g, absent.person)}`, headers: { origin: 'https://evil.example', 'content-type': 'text/plain' }, payload: '{}' };
      for (const agent of [holders.get('platform_admin')!.agent, world.api.guest]) expectProblem(await agent.send(request), 'foreign_origin');
    });
  });

  test('without a fresh confirmation, where one is demanded', async () => {
    const demanding = [...routes].filter(([, { controller, name }]) => Reflect.getMetadata(CONFIRMED, Object.getOwnPropertyDescriptor(controller.prototype, name)!.value) === true);
    expect(demanding.length).toBeGreaterThan(0);
    for (const [name] of demanding) {
      const [role] = rolesThatCan(name);
      expectProblem(await send(await signedIn(world, holders.get(role!)!.accountId), name, {}), 'confirmation_needed');
    }
    await world.db.query('DELETE FROM session WHERE confirmed_at IS NULL AND account_id IN (?)', [[...holders.values()].map(({ accountId }) => accountId)]);
    await expectNothingWritten();
  });
});

/** A HEAD has no body to tell more with. */
function refusal(answer: Answer<unknown>, code: 'not_signed_in' | 'not_permitted', { method }: DeclaredRoute): void {
  if (method === 'HEAD') expect(answer.status).toBe(code === 'not_signed_in' ? 401 : 403);
  else expectRefusal(answer, code);
}

async function refusesGuest(route: DeclaredRoute, aim: Aim, headers: Record<string, string>): Promise<void> {
  const path = `/api/${route.path.replaceAll(/:(\w+)/g, (_, name: string) => aim.params?.[name] ?? absent.person)}`;
  refusal(await world.api.guest.send({ method: route.method as RawRequest['method'], path, headers }), 'not_signed_in', route);
}

/** What lies outside, or belongs to someone else, is answered as what is not. */
async function refusesOutside(role: Role, name: string, row: Row): Promise<void> {
  const { agent } = holders.get(role)!;
  const isTheirs = row.kind === 'theirs' || (row.kind === 'scoped' && row.by !== undefined && !roleCan(role, row.by));
  if (row.kind !== 'found' && row.kind !== 'scoped' && !isTheirs) return;
  const ofAbsent = await send(agent, name, row.aim(absent));
  if (row.kind === 'found') {
    for (const relation of outsideOf(role)) expect((await send(agent, name, aimAt(row, subjects.get(relation)!))).text).toBe(ofAbsent.text);
    return;
  }
  if (isTheirs) expectAbsent(await send(agent, name, row.aim(belongings)), ofAbsent, { role });
  else for (const relation of outsideOf(role)) expectAbsent(await send(agent, name, aimAt(row, subjects.get(relation)!)), ofAbsent, { role, relation });
}

describe('allowed', () => {
  test.each(LINES.map((line, i) => ({ ...line, i })))('$name ($row.kind)', async ({ name, row, i }) => {
    const roles = rolesThatCan(name);
    expect(roles.length).toBeGreaterThan(0);
    if (row.kind === 'open') expectTaken(await send(world.api.guest, name, row.aim(belongings)), { role: 'guest' });
    await Promise.all(roles.map((role) => allows(role, name, row, i)));
  });
});

async function allows(role: Role, name: string, row: Row, i: number): Promise<void> {
  const { agent } = holders.get(role)!;
  if (row.kind === 'open' || row.kind === 'permitted') {
    const caller = row.spends ? (await terrain.holder(role)).agent : agent;
    expectTaken(await send(caller, name, row.aim(belongings)), { role });
  } else if (row.kind === 'scoped') {
    if (!row.by || roleCan(role, row.by)) for (const relation of insideOf(role)) await reaches(role, relation, name, row, i);
  } else if (row.kind === 'found') {
    for (const relation of insideOf(role)) expect((await send(agent, name, row.aim(subjects.get(relation)!))).text).toContain(row.shows(subjects.get(relation)!));
  } else if (row.kind === 'listed') {
    const text = await readThrough(agent, name, row.aim(belongings));
    const shown = RELATIONS.filter((relation) => text.includes(row.shows(subjects.get(relation)!)));
    expect({ role, shown: shown.toSorted() }).toEqual({ role, shown: insideOf(role).toSorted() });
  }
}

/** A list to its end, where it leads on by a cursor or has pages. */
async function readThrough(agent: Agent, name: string, aim: Aim): Promise<string> {
  let text = '';
  for (let on: Record<string, string> | null = {}; on; ) {
    const answer = await send(agent, name, { ...aim, query: { ...aim.query, ...on } });
    text += answer.text;
    const { nextCursor, total = 0, page = 1, pageSize = 1 } = answer.body as { nextCursor?: string | null; total?: number; page?: number; pageSize?: number };
    on = nextCursor ? { cursor: nextCursor } : page * pageSize < total ? { page: String(page + 1) } : null;
  }
  return text;
}

async function reaches(role: Role, relation: Relation, name: string, row: ScopedRow, i: number): Promise<void> {
  const subject = spent.get(`${i} ${role} ${relation}`) ?? subjects.get(relation)!;
  const answer = await send(holders.get(role)!.agent, name, row.aim(subject));
  expectTaken(answer, { role, relation });
  expect({ role, relation, text: answer.text, status: answer.status }).not.toMatchObject({ status: 404 });
  if (row.shows) expect(answer.text).toContain(row.shows(subject));
}

describe('an application with a route that declares no access', () => {
  @Controller('careless')
  class CarelessController {
    @Get()
    @Public()
    declared() {
      return {};
    }

    @Post('forgotten')
    forgotten() {
      return {};
    }
  }

  @Module({ imports: [DiscoveryModule], controllers: [CarelessController] })
  class CarelessModule {}

  test('does not boot, and says which route', async () => {
    const config = testConfig({ databaseUrl: 'mysql://127.0.0.1:1/none', storageDir: '/nowhere' });
    const module = { module: CarelessModule, imports: [ConfigModule.with(config)] };
    await expect(createHttpApp(module, createLogger('api', 'silent'))).rejects.toThrow('CarelessController.forgotten');
  });
});
