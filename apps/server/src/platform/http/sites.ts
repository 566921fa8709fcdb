import { extname } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config/config.js';
import { Problem } from '../errors/problem.js';
import { sendProblem } from '../errors/problem.filter.js';

/** Headers of every page; docker/nginx/page-headers.conf repeats them where nginx serves the sites (media-serving.e2e-spec.ts compares them). */
export const PAGE_HEADERS = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; worker-src 'self' blob:; style-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
};

/** Serves the built sites from the api itself: the console at /console/, the learner site at everything else. */
export function serveSites(app: NestFastifyApplication, config: Config): void {
  const fastify = app.getHttpAdapter().getInstance();
  const { webRoot, consoleRoot } = config;
  if (consoleRoot) {
    fastify.get('/console', (_request, reply) => reply.redirect('/console/'));
    fastify.get('/console/*', (request, reply) => sendSiteFile(request, reply, consoleRoot));
  }
  if (webRoot) fastify.get('/*', (request, reply) => sendSiteFile(request, reply, webRoot));
}

function sendSiteFile(request: FastifyRequest, reply: FastifyReply, root: string): FastifyReply {
  if (request.url.startsWith('/api/') || request.url.startsWith('/media/')) return sendProblem(reply, new Problem('not_found'));
  const path = (request.params as { '*': string })['*'];
  // A path without an extension is a page of the site's own router.
  const file = extname(path) === '' ? 'index.html' : path;
  const hashed = path.startsWith('assets/');
  return reply.headers(PAGE_HEADERS).sendFile(file, root, hashed ? { maxAge: '365d', immutable: true } : { maxAge: 0, cacheControl: true });
}
