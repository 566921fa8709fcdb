import { ERRORS, Server } from '@tus/server';
import { Problem } from '../platform/errors/problem.js';
import { asProblem } from '../platform/errors/problem.filter.js';
import type { ProblemCode } from '../platform/errors/problems.js';

/** What tus refuses with a status that can mean only one thing; its other refusals are faults of the request. */
const CODE_OF_STATUS: Record<number, ProblemCode> = {
  404: 'not_found',
  409: 'upload_offset_conflict',
  410: 'upload_gone',
  412: 'upload_version_unsupported',
};

const CODE_OF_ERROR = new Map<object, ProblemCode>([
  [ERRORS.ERR_MAX_SIZE_EXCEEDED, 'upload_too_large'],
  [ERRORS.ERR_SIZE_EXCEEDED, 'upload_overrun'],
  [ERRORS.INVALID_TERMINATION, 'upload_finished'],
  [ERRORS.ERR_LOCK_TIMEOUT, 'upload_busy'],
  [ERRORS.FILE_WRITE_ERROR, 'internal_error'],
]);

type ProtocolError = (typeof ERRORS)[keyof typeof ERRORS];

const isProtocolError = (error: object): error is ProtocolError => 'status_code' in error;

/** The problem that answers what tus, or one of our hooks, throws. */
export function problemOfTusError(error: object): Problem {
  if (!isProtocolError(error)) return asProblem(error);
  return new Problem(CODE_OF_ERROR.get(error) ?? CODE_OF_STATUS[error.status_code] ?? 'malformed_request', [], { cause: error });
}

/** A tus server whose every refusal is a problem: the body that `onResponseError` made, or one for a status that tus answers by itself. */
export class ProblemSpeakingTus extends Server {
  override async write(context: Parameters<Server['write']>[0], headers: Headers, status: number, body = ''): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('content-type', 'application/problem+json');
    headers.set('cache-control', 'no-store');
    if (body.startsWith('{')) return super.write(context, headers, status, body);
    const problem = new Problem(CODE_OF_STATUS[status] ?? 'malformed_request');
    return super.write(context, headers, problem.status, JSON.stringify(problem));
  }
}
