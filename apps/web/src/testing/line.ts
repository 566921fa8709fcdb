import type { Api } from '@xuexi/api-client';

/** What was asked of the API, in order. */
interface Asked {
  method: string;
  path: string;
  body: unknown;
}

interface Answer {
  status: number;
  /** A function is given the query. */
  body: unknown;
}

/**
 * The line to the API in a test: answers what the test says, remembers what was asked. Import it before anything that
 * imports the API client, which takes its `fetch` once.
 */
class Line {
  asked: Asked[] = [];
  private answers = new Map<string, Answer>();

  /** Answers `GET /api/me` and the like with a body; undefined is no content. */
  answer(route: string, body?: unknown, status = body === undefined ? 204 : 200): void {
    this.answers.set(route, { status, body });
  }

  /** Refuses a route as the API does. */
  refuse(route: string, problem: Omit<Api['Problem'], 'type'>): void {
    this.answers.set(route, { status: problem.status, body: { type: 'about:blank', ...problem } });
  }

  reset(): void {
    this.asked = [];
    this.answers.clear();
  }

  fetch = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    this.asked.push({ method: request.method, path: pathname, body: text === '' ? undefined : JSON.parse(text) });
    const answer = this.answers.get(`${request.method} ${pathname}`);
    if (answer === undefined) throw new TypeError(`nobody answers ${request.method} ${pathname}`);
    const body: unknown = typeof answer.body === 'function' ? answer.body(searchParams) : answer.body;
    return new Response(body === undefined ? null : JSON.stringify(body), { status: answer.status, headers: { 'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json' } });
  };
}

export const line = new Line();
globalThis.fetch = ((request: Request) => line.fetch(request)) as typeof fetch;
