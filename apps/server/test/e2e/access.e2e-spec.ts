import { ROLES, type Role, roleCan } from '@xuexi/domain';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Public } from '../../src/platform/auth/access.js';
import { type DeclaredRoute, declaredRoutes } from '../../src/platform/auth/declared-access.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { createHttpApp } from '../../src/platform/http/app.js';
import { createLogger } from '../../src/platform/logging/logger.js';
import { type Someone, aColleague, aPerson, confirmed } from '../factories/persons.js';
import { type City, aCity } from '../factories/regions.js';
import type { Agent, RawRequest } from '../support/agent.js';
import { expectProblem } from '../support/expect-problem.js';
import { testConfig } from '../support/test-config.js';
import { type World, createWorld } from '../support/world.js';

let world: World;
let city: City;
let routes: DeclaredRoute[];
const holders = new Map<Role, Someone>();

beforeAll(async () => {
  world = await createWorld();
  city = await aCity(world);
  routes = declaredRoutes(world.api.app);
  for (const role of ROLES) {
    const holder = role === 'learner' ? await aPerson(world, { region: city.communities[0]! }) : await aColleague(world, role, city.communities[0]!, city.city);
    holders.set(role, await confirmed(world, holder));
  }
});
afterAll(() => world.close());

/** A request of a route that names nothing that exists. */
function ask(agent: Agent, { method, path }: DeclaredRoute) {
  return agent.send({ method: method as RawRequest['method'], path: `/api/${path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')}` });
}

describe('every route', () => {
  test('is found in the router', () => {
    expect(routes.length).toBeGreaterThanOrEqual(40);
    expect(routes.map((route) => `${route.method} ${route.path}`)).toEqual(expect.arrayContaining(['POST accounts', 'GET reports/region', 'POST play-sessions/:id/reports', 'PATCH uploads/:id']));
  });

  test('declares who may call it', () => {
    expect(routes.filter((route) => !route.access)).toEqual([]);
  });

  test('asks for a session unless it is public', async () => {
    for (const route of routes) {
      const answer = await ask(world.api.guest, route);
      if (route.access?.kind === 'public') expect({ route, status: answer.status }).not.toEqual({ route, status: 401 });
      else if (route.method === 'HEAD') expect(answer.status).toBe(401);
      else expectProblem(answer, 'not_signed_in');
    }
  });

  test('asks for its permission, of each role', async () => {
    const asked: string[] = [];
    for (const route of routes) {
      const { access } = route;
      if (access?.kind !== 'permission') continue;
      for (const [role, { agent }] of holders) {
        const { status } = await ask(agent, route);
        expect({ route: `${route.method} ${route.path}`, role, refused: status === 403 }).toEqual({ route: `${route.method} ${route.path}`, role, refused: !roleCan(role, access.permission) });
        expect(status).toBeLessThan(500);
        asked.push(role);
      }
    }
    expect(asked.length).toBeGreaterThan(150);
  });

  test('refuses a session that was made up, as none', async () => {
    for (const route of routes.filter(({ access, method }) => access?.kind !== 'public' && method !== 'HEAD')) {
      const answer = await world.api.guest.send({
        method: route.method as RawRequest['method'],
        path: `/api/${route.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')}`,
        headers: { cookie: `session=${'x'.repeat(43)}` },
      });
      expectProblem(answer, 'not_signed_in');
    }
  });

  test('that changes something refuses a page of another site, signed in or not', async () => {
    const { agent } = holders.get('platform_admin')!;
    for (const route of routes.filter(({ method }) => !['GET', 'HEAD', 'OPTIONS'].includes(method))) {
      const request: RawRequest = {
        method: route.method as RawRequest['method'],
        path: `/api/${route.path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000')}`,
        headers: { origin: 'https://evil.example', 'content-type': 'text/plain' },
        payload: '{}',
      };
      expectProblem(await agent.send(request), 'foreign_origin');
      expectProblem(await world.api.guest.send(request), 'foreign_origin');
    }
    expect((await agent.get('/api/me')).status).toBe(200);
  });
});

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
