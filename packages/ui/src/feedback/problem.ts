/** A refusal of the API (RFC 9457): `title` says what is wrong, `detail` what to do, both in Chinese without a link to each other. */
export interface Problem {
  code: string;
  title: string;
  detail: string;
  /** What is wrong with single fields of the input. */
  fields?: readonly { field: string; message: string }[];
}

const MINUTE = 60;
const UNREACHABLE = '连不上服务器。请看看网络，再试一次。';

/** The problem that an error of the API client carries; null when there was no answer at all. */
export function problemOf(error: unknown): Problem | null {
  if (typeof error !== 'object' || error === null || !('problem' in error)) return null;
  return isProblem(error.problem) ? error.problem : null;
}

/** What a resident reads about an error: what is wrong and what to do, in the words of the API, or that the line is down. */
export function problemSentence(error: unknown): string {
  const problem = problemOf(error);
  return problem === null ? UNREACHABLE : `${problem.title}。${problem.detail}${waitSentence(error)}`;
}

/** How long to wait, where the API says it. */
function waitSentence(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('retryAfterSeconds' in error) || typeof error.retryAfterSeconds !== 'number') return '';
  const seconds = error.retryAfterSeconds;
  return seconds < MINUTE ? `再过 ${seconds} 秒可以试。` : `再过 ${Math.ceil(seconds / MINUTE)} 分钟可以试。`;
}

/** The sentence about one field of the input, if the problem names it. */
export function fieldProblem(error: unknown, field: string): string | undefined {
  return problemOf(error)?.fields?.find((each) => each.field === field)?.message;
}

/**
 * What is left to say about a refusal when the faults of `fields` are said beside their inputs: null when that is all,
 * the error itself otherwise.
 */
export function errorBeside(error: unknown, fields: readonly string[]): unknown {
  const faults = problemOf(error)?.fields ?? [];
  return faults.length > 0 && faults.every((fault) => fields.includes(fault.field)) ? null : error;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'detail' in value;
}
