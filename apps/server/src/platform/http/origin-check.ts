import type { FastifyReply, FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import { Problem } from '../errors/problem.js';
import { sendProblem } from '../errors/problem.filter.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes that another site's page asks for (reliability.md, requirement 18). Browsers name the page's origin
 * on every such request; programs that send no cookie of a browser name none.
 */
export function refuseForeignOrigins(publicUrl: URL) {
  return (request: FastifyRequest, reply: FastifyReply, done: HookHandlerDoneFunction): void => {
    const { origin, host } = request.headers;
    if (SAFE.has(request.method) || origin === undefined || origin === publicUrl.origin || isSameHost(origin, host)) {
      done();
    } else {
      void sendProblem(reply, new Problem('foreign_origin'));
    }
  };
}

function isSameHost(origin: string, host: string | undefined): boolean {
  return URL.canParse(origin) && new URL(origin).host === host;
}
