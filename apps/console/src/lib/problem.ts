import { ApiError } from '@xuexi/api-client';

/** Whether nothing came back: the line is down, or the server says that it is away for the moment. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.problem === null || error.problem.code === 'unavailable');
}

/** Whether the session has ended. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === 'not_signed_in';
}

/** Whether what was asked for does not exist, or lies outside of what the caller may see. */
export function isAbsent(error: unknown): boolean {
  return error instanceof ApiError && error.problem?.code === 'not_found';
}

export { errorBeside } from '@xuexi/ui';
