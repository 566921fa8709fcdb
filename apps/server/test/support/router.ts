import { FastifyAdapter } from '@nestjs/platform-fastify';
import { jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { TestApi } from './test-api.js';

/** Starts an api and notes every route that its router really has, however it came there: `GET /api/courses/:id`. */
export async function withItsRouter(start: () => Promise<TestApi>): Promise<{ api: TestApi; routes: Set<string> }> {
  const routes = new Set<string>();
  const hooked = new WeakSet<object>();
  const getInstance = Object.getOwnPropertyDescriptor(FastifyAdapter.prototype, 'getInstance')!.value as () => FastifyInstance;
  const spy = jest.spyOn(FastifyAdapter.prototype, 'getInstance').mockImplementation(function <T>(this: FastifyAdapter): T {
    const instance = getInstance.call(this);
    if (!hooked.has(instance)) {
      hooked.add(instance);
      instance.addHook('onRoute', ({ method, url }) => [method].flat().forEach((one) => routes.add(`${one} ${url}`)));
    }
    return instance as T;
  });
  try {
    return { api: await start(), routes };
  } finally {
    spy.mockRestore();
  }
}
