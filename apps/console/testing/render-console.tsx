import { render } from '@testing-library/react';

import { type ApiProblem, createApiClient } from '@xuexi/api-client';
import { ConfirmationGate } from '@xuexi/ui';

import { App } from '../src/app/app';
import { createMemoryConsole } from '../src/app/routes';
import { UploadQueue, type UploadTransport } from '../src/features/media/uploads/upload-queue';

import { problem } from './fixtures';

/** What the API answers to one route: data, a problem, or null for 204; thrown errors are a broken line. */
export type Answers = Record<string, (call: { query: URLSearchParams; body: unknown }) => unknown>;

/** A transport that never sends anything. */
const idle: UploadTransport = () => ({ start: () => undefined, pause: () => undefined, discard: () => undefined });

/**
 * The whole console at `url` over answers given by route ("GET /api/me"); a route without one answers 404.
 * Returns every call that was made, as "METHOD path".
 */
export function renderConsole(url: string, answers: Answers, transport: UploadTransport = idle): { calls: string[]; uploads: UploadQueue } {
  const calls: string[] = [];
  const api = createApiClient({
    baseUrl: 'http://console.test/',
    fetch: async (request) => {
      const { pathname, searchParams } = new URL(request.url);
      const route = `${request.method} ${pathname}`;
      calls.push(route);
      const text = await request.text();
      const answer = answers[route]?.({ query: searchParams, body: text === '' ? undefined : JSON.parse(text) }) ?? (route in answers ? null : problem(404, 'not_found'));
      if (answer === null) return new Response(null, { status: 204 });
      return Response.json(answer, { status: isProblem(answer) ? answer.status : 200 });
    },
  });
  const uploads = new UploadQueue({ transport });
  render(<App api={api} gate={new ConfirmationGate()} uploads={uploads} router={createMemoryConsole(url)} />);
  return { calls, uploads };
}

function isProblem(answer: unknown): answer is ApiProblem {
  return typeof answer === 'object' && answer !== null && 'code' in answer && 'status' in answer;
}
