import { Controller, Get, Module, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { ProblemFilter } from '../errors/problem.filter.js';
import { Returns, sendOnlyWhatIsDeclared } from './returns.js';

const card = z.object({ title: z.string() });
const CARD = { title: '书法', secret: '不该出去' };

@Controller()
class Routes {
  @Get('one')
  @Returns(card)
  one() {
    return CARD;
  }

  @Get('many')
  @Returns(z.array(card))
  many() {
    return [CARD];
  }

  @Get('refused')
  @Returns(card)
  refused(@Res({ passthrough: true }) reply: { status(code: number): void }) {
    reply.status(409);
    return CARD;
  }

  @Get('nothing')
  @Returns(card)
  nothing() {
    return null;
  }

  @Get('another')
  @Returns(card)
  another() {
    return { secret: CARD.secret };
  }
}

@Module({ controllers: [Routes] })
class RoutesModule {}

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(RoutesModule, new FastifyAdapter(), { logger: false });
  sendOnlyWhatIsDeclared(app.getHttpAdapter().getInstance());
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
});
afterAll(() => app.close());

describe('of what a route answers', () => {
  test.each([
    ['one', 200, { title: '书法' }],
    ['many', 200, [{ title: '书法' }]],
    ['refused', 409, { title: '书法' }],
  ])('%s leaves with the fields of its schema alone', async (path, status, body) => {
    const answer = await app.inject({ url: `/${path}` });
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual(body);
  });

  test.each(['nothing', 'another'])('%s that is not as declared leaves as a failure that tells nothing', async (path) => {
    const answer = await app.inject({ url: `/${path}` });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'internal_error' });
    expect(answer.body).not.toContain(CARD.secret);
  });
});
