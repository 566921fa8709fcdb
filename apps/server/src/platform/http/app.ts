import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import fastifyCookie from '@fastify/cookie';
import fastifyStatic from '@fastify/static';
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { Logger } from 'pino';
import { assertAccessDeclared } from '../auth/declared-access.js';
import { CONFIG, type Config } from '../config/config.js';
import { ProblemFilter, asProblem, sendProblem } from '../errors/problem.filter.js';
import { PinoNestLogger } from '../logging/logger.js';
import { withRequestContext } from '../logging/request-context.js';
import { takeFilesAsStreams } from './file-body.js';
import { inputPipe } from './input.pipe.js';
import { takeJsonOnly } from './json-body.js';
import { refuseForeignOrigins } from './origin-check.js';
import { sendOnlyWhatIsDeclared } from './returns.js';

/** No route takes more JSON than this; videos come through the upload protocol. */
const BODY_LIMIT_BYTES = 256 * 1024;
const OPENAPI_FILE = new URL('../../../openapi.json', import.meta.url);

/**
 * Builds the api's HTTP application: hooks, input checks, output allow-lists, problems. It does not listen yet.
 * @param trustedProxies whose X-Forwarded-For is believed: addresses or networks; limits count by what they say
 */
export async function createHttpApp(module: Type | DynamicModule, logger: Logger, trustedProxies: readonly string[] = []): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    forceCloseConnections: 'idle',
    // Addresses that the router itself cannot read never reach the filter.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => void sendProblem(reply, asProblem(error)),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: new PinoNestLogger(logger) });
  const config = app.get<Config>(CONFIG);
  const fastify = adapter.getInstance();

  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id);
    withRequestContext({ requestId: request.id, address: request.ip, device: request.headers['user-agent'] }, done);
  });
  fastify.addHook('onRequest', refuseForeignOrigins(config.publicUrl));
  fastify.addHook('onResponse', (request, reply, done) => {
    const { statusCode, elapsedTime } = reply;
    if (request.url.startsWith('/api/')) logger.info({ req: request, statusCode, ms: Math.round(elapsedTime) }, 'answered');
    done();
  });
  sendOnlyWhatIsDeclared(fastify);
  takeJsonOnly(app, BODY_LIMIT_BYTES);
  takeFilesAsStreams(app);
  await app.register(fastifyCookie);
  await app.register(fastifyStatic, { serve: false, root: import.meta.dirname });

  app.setGlobalPrefix('api');
  app.useGlobalPipes(inputPipe());
  app.useGlobalFilters(new ProblemFilter());
  app.enableShutdownHooks();
  await serveApiDocument(app, config);
  assertAccessDeclared(app);
  return app;
}

/** The committed OpenAPI document at /api/openapi.json, and Swagger UI at /api/docs in development. */
async function serveApiDocument(app: NestFastifyApplication, config: Config): Promise<void> {
  const text = await readFile(OPENAPI_FILE, 'utf8');
  app.getHttpAdapter().getInstance().get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(text));
  if (config.development) {
    const { SwaggerModule } = await import('@nestjs/swagger');
    SwaggerModule.setup('api/docs', app, JSON.parse(text));
  }
}
