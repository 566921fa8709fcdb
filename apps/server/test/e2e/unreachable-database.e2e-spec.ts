import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DeclaredRoute, declaredRoutes } from '../../src/platform/auth/declared-access.js';
import { aPublishedCourse } from '../factories/courses.js';
import { chainOf } from '../factories/ledger.js';
import { type Someone, aColleague, aPerson, signedIn } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { RawRequest } from '../support/agent.js';
import { expectProblem, expectRefusal } from '../support/expect-problem.js';
import { Player } from '../support/player.js';
import { type TcpProxy, startTcpProxy } from '../support/tcp-proxy.js';
import { type TestApi, startApi } from '../support/test-api.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let proxy: TcpProxy;
/** An api whose database lies behind the proxy. */
let api: TestApi;
let instructor: Someone;

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  const direct = new URL(world.config.databaseUrl);
  proxy = await startTcpProxy({ host: direct.hostname, port: Number(direct.port || 3306) });
  const behind = new URL(direct);
  behind.port = String(proxy.port);
  api = await startApi({ ...world.config, databaseUrl: behind.href }, world.clock);
  instructor = await aColleague(world, 'instructor', city.communities[0]!, city.streets[0]!);
});
afterAll(async () => {
  await api.close();
  await proxy.close();
  await world.close();
});

async function whileCut<T>(work: () => Promise<T>): Promise<T> {
  await proxy.cut();
  try {
    return await work();
  } finally {
    await proxy.mend();
  }
}

const READS_NO_DATABASE = ['OPTIONS uploads', 'GET health/live', 'DELETE session'];

describe('without its database', () => {
  test('every route says that the service is away, and none that it is broken', async () => {
    const agent = await signedIn(world, instructor.accountId, api);
    const routes = declaredRoutes(api.app).filter((route) => !READS_NO_DATABASE.includes(`${route.method} ${route.path}`));
    await whileCut(async () => {
      const answers = await Promise.all(routes.map((route) => agent.send(request(route))));
      for (const [i, answer] of answers.entries()) {
        const route = `${routes[i]!.method} ${routes[i]!.path}`;
        expect({ route, status: answer.status }).toEqual({ route, status: 503 });
        if (routes[i]!.method !== 'HEAD') expectRefusal(answer, 'unavailable');
      }
    });
  });

  test('the process is alive and not ready, and ready again when the database is back', async () => {
    await whileCut(async () => {
      expectProblem(await api.guest.get('/api/health/ready'), 'unavailable');
      expect((await api.guest.get('/api/health/live')).status).toBe(200);
    });
    expect((await api.guest.get('/api/health/ready')).status).toBe(200);
  });

  test('nothing that was acknowledged is lost, and what was not is taken when it is sent again', async () => {
    const someone = await aPerson(world, { region: city.communities[0]!, api });
    const { lessons } = await aPublishedCourse(world, instructor, [100]);
    const player = await Player.open(someone.agent, world.clock, lessons[0]!.lessonVersionId);
    world.clock.advance(30);
    await player.report([0, 40]);
    await whileCut(async () => {
      world.clock.advance(30);
      expectProblem((await player.send([[40, 80]], 2)), 'unavailable');
    });
    expect((await player.send([[40, 80]], 2)).body).toMatchObject({ coveredNow: 40, standing: { coverage: [[0, 80]] } });
    world.clock.advance(10);
    expect((await player.send([[80, 90]], 3)).body).toMatchObject({ standing: { completed: { credited: true } } });
    expect((await chainOf(world, someone.personId)).entries).toHaveLength(1);
  });

  test('a connection that breaks in the middle of reports leaves whole reports or none', async () => {
    const { lessons } = await aPublishedCourse(world, instructor, [10]);
    const persons = await Promise.all(Array.from({ length: 12 }, () => aPerson(world, { region: city.communities[0]!, api })));
    const players = await Promise.all(persons.map(({ agent }) => Player.open(agent, world.clock, lessons[0]!.lessonVersionId)));
    world.clock.advance(10);
    const sending = Promise.all(players.map((player) => player.send([[0, 9]], 1)));
    await proxy.cut();
    const answers = await sending;
    await proxy.mend();
    for (const [i, answer] of answers.entries()) {
      expect([200, 503]).toContain(answer.status);
      const { entries } = await chainOf(world, persons[i]!.personId);
      if (answer.status === 200) expect(entries).toHaveLength(1);
      const again = await players[i]!.send([[0, 9]], 1);
      expect(again.body.standing.completed).toMatchObject({ credited: true });
      expect((await chainOf(world, persons[i]!.personId)).entries).toHaveLength(1);
    }
  });

  function request({ method, path }: DeclaredRoute): RawRequest {
    const bodies: Record<string, unknown> = {
      'POST accounts': { phone: '13800000001', password: randomBytes(8).toString('hex'), displayName: '李', regionId: city.communities[0]!.id },
      'POST session': { phone: '13800000001', password: 'some password' },
    };
    const body = bodies[`${method} ${path}`];
    return {
      method: method as RawRequest['method'],
      path: `/api/${path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')}`,
      ...(body !== undefined && { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    };
  }
});
