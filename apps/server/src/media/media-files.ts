import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyBaseLogger } from 'fastify';
import { Clock } from '../platform/clock.js';
import { Problem } from '../platform/errors/problem.js';
import { asProblem } from '../platform/errors/problem.filter.js';
import { FileAbsent, Storage } from '../platform/storage/storage.js';
import { headOf } from './media-answer.js';
import { MediaCache, type MediaFile } from './media-cache.js';
import { MediaLinks } from './media-links.js';

const PREFIX = '/media/';
/** What is sent of smaller files after they ceased to be kept is not worth counting. */
const SMALL_BYTES = 65_536;

/**
 * Serves signed media from the storage, as docker/nginx does in production. Requests are answered before they reach the
 * framework, which takes several times as long for each as the answer itself; what comes by another way meets the route.
 */
export function serveMediaFiles(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  const files = new MediaFiles(app.get(MediaLinks), new MediaCache(app.get(Storage), app.get(Clock)), app.get(Storage), fastify.log);
  fastify.addHook('preClose', (done) => {
    files.stop();
    done();
  });
  fastify.get('/media/*', (request, reply) => {
    reply.hijack();
    files.answer(request.raw, reply.raw);
  });
  const server: Server = app.getHttpServer();
  const framework = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url!.startsWith(PREFIX)) files.answer(request, response);
    else for (const listener of framework) listener.call(server, request, response);
  });
}

/** Answers requests below `/media/`. Neither the path nor the cookie of a request is ever logged: together they open the file. */
class MediaFiles {
  private stopping = false;

  constructor(
    private readonly links: MediaLinks,
    private readonly cache: MediaCache,
    private readonly storage: Storage,
    private readonly log: FastifyBaseLogger,
  ) {}

  /** Connections are closed after the answer under way. */
  stop(): void {
    this.stopping = true;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.stopping) response.setHeader('connection', 'close');
    if (request.method !== 'GET' && request.method !== 'HEAD') return this.refuse(request, response, new Problem('method_not_allowed'), 'method');
    const opened = this.links.open(request.url!, request.headers.cookie);
    if (typeof opened === 'string') return this.refuse(request, response, new Problem('not_found'), opened);
    const key = `media/${opened.mediaId}/${opened.file}`;
    const known = this.cache.known(key);
    if (known) return this.send(request, response, known);
    this.cache.find(key).then(
      (found) => (found ? this.send(request, response, found) : this.refuse(request, response, new Problem('not_found'), 'absent')),
      (error: unknown) => (error instanceof FileAbsent ? this.refuse(request, response, new Problem('not_found'), 'absent') : this.fail(request, response, key, error)),
    );
  }

  private send(request: IncomingMessage, response: ServerResponse, file: MediaFile): void {
    const { status, headers, part } = headOf(request, file);
    this.log.debug({ method: request.method, key: file.key, status }, 'answered media');
    // Node's types know only lists that may change.
    response.writeHead(status, headers as string[]);
    if (part === null) return void response.end();
    if (file.content === null) return void this.stream(request, response, file, part);
    if (file.bytes > SMALL_BYTES) response.once('close', this.cache.lend(file));
    response.end(status === 200 ? file.content : file.content.subarray(part.start, part.end + 1));
  }

  private async stream(request: IncomingMessage, response: ServerResponse, { key }: MediaFile, part: { start: number; end: number }): Promise<void> {
    let source: Readable | undefined;
    try {
      source = await this.storage.read(key, part);
      await pipeline(source, response);
    } catch (error) {
      // A pipeline into an answer that is gone already never touches its source.
      source?.destroy();
      // Who goes away in the middle is nobody's fault; whoever is still there sees the connection end.
      if (!request.socket.destroyed) this.log.warn({ err: error, key }, 'media broke off');
      response.destroy();
    }
  }

  private fail(request: IncomingMessage, response: ServerResponse, key: string, error: unknown): void {
    this.log.error({ err: error, key }, 'media not read');
    this.refuse(request, response, asProblem(error), 'failed');
  }

  private refuse({ method }: IncomingMessage, response: ServerResponse, problem: Problem, reason: string): void {
    this.log.info({ method, statusCode: problem.status, reason }, 'refused media');
    const body = JSON.stringify(problem);
    response.writeHead(problem.status, { 'content-type': 'application/problem+json', 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', ...(problem.status === 405 && { allow: 'GET, HEAD' }) });
    response.end(method === 'HEAD' ? undefined : body);
  }
}
