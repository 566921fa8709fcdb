import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnreachable } from '../database/transaction.js';
import { Problem } from './problem.js';
import type { ProblemCode } from './problems.js';

const CODE_OF_STATUS: Record<number, ProblemCode> = {
  401: 'not_signed_in',
  403: 'not_permitted',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  415: 'unsupported_content_type',
  503: 'unavailable',
};

/** Turns whatever a route throws into an RFC 9457 answer; only what nobody expected is logged as an error. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = asProblem(error);
    if (problem.status >= 500) {
      this.logger.error({ err: error, path: http.getRequest<FastifyRequest>().routeOptions?.url }, problem.code);
    }
    void sendProblem(http.getResponse<FastifyReply>(), problem);
  }
}

/** The refusal that answers an error of any kind. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
  if (status !== undefined && status < 500) return new Problem(CODE_OF_STATUS[status] ?? 'malformed_request', [], { cause: error });
  return new Problem(status === 503 || isUnreachable(error) ? 'unavailable' : 'internal_error', [], { cause: error });
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfterSeconds !== undefined) void reply.header('retry-after', String(problem.retryAfterSeconds));
  return reply.status(problem.status).header('cache-control', 'no-store').type('application/problem+json').send(JSON.stringify(problem));
}
