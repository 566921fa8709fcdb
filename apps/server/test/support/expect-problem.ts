import { expect } from '@jest/globals';
import { PROBLEMS, type ProblemCode } from '../../src/platform/errors/problems.js';
import type { Answer } from './agent.js';

/** The answer is this refusal, in the form that every refusal has. */
export function expectProblem(answer: Answer<unknown>, code: ProblemCode): void {
  expectRefusal(answer, code);
  expectProblemForm(answer);
}

/** The answer is this refusal, whatever its content type. */
export function expectRefusal(answer: Answer<unknown>, code: ProblemCode): void {
  expect({ status: answer.status, code: (answer.body as { code?: string } | null)?.code }).toEqual({ status: PROBLEMS[code].status, code });
}

/** A refusal of any kind: problem+json with its stable code, and nothing of the inside. */
export function expectProblemForm(answer: Answer<unknown>): void {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const { code } = answer.body as { code: ProblemCode };
  expect(answer.body).toMatchObject({ type: `urn:xuexi:problem:${code}`, status: answer.status, title: PROBLEMS[code]?.title, detail: PROBLEMS[code]?.detail });
  expect(answer.text).not.toMatch(/\bat .+:\d+:\d+|node_modules|SELECT |INSERT |ER_[A-Z]+|QueryFailed/);
}
