import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type FastifyInstance, fastify } from 'fastify';
import { refuseForeignOrigins } from './origin-check.js';

let app: FastifyInstance;

beforeAll(async () => {
  app = fastify();
  app.addHook('onRequest', refuseForeignOrigins(new URL('https://xuexi.example')));
  app.route({ method: ['GET', 'POST', 'PATCH', 'DELETE', 'PUT'], url: '/', handler: async () => 'done' });
  await app.ready();
});
afterAll(() => app.close());

const CHANGES = ['POST', 'PATCH', 'PUT', 'DELETE'] as const;

describe.each(CHANGES)('%s', (method) => {
  const statusFor = async (headers: Record<string, string>) => (await app.inject({ method, url: '/', headers: { host: 'localhost:8080', ...headers } })).statusCode;

  test.each([
    ['the public address', 'https://xuexi.example'],
    ['the address that was asked', 'http://localhost:8080'],
  ])('from %s is taken', async (_, origin) => {
    expect(await statusFor({ origin })).toBe(200);
  });

  test('from a program that names no origin is taken', async () => {
    expect(await statusFor({})).toBe(200);
  });

  test.each(['https://evil.example', 'http://xuexi.example', 'https://xuexi.example:8443', 'https://xuexi.example.evil.example', 'https://evil.example/https://xuexi.example', 'null', '', 'http://localhost:8081'])(
    'from %j is refused',
    async (origin) => {
      const answer = await app.inject({ method, url: '/', headers: { host: 'localhost:8080', origin } });
      expect(answer.statusCode).toBe(403);
      expect(answer.json()).toMatchObject({ code: 'foreign_origin' });
    },
  );
});

test('reading changes nothing, so any page may', async () => {
  expect((await app.inject({ method: 'GET', url: '/', headers: { origin: 'https://evil.example' } })).statusCode).toBe(200);
});
