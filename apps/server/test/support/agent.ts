import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProblemBody } from '../../src/platform/errors/problem.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** An answer with its body read as JSON; null for none. */
export interface Answer<Body> {
  status: number;
  headers: Headers;
  text: string;
  body: Body;
}

/** What a test may send besides a body that becomes JSON. */
export interface RawRequest {
  method: Method;
  path: string;
  payload?: string | Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

/** A browser: it keeps the session cookie that the api sets. */
export class Agent {
  cookies = new Map<string, string>();
  private always: Record<string, string> = {};

  /** @param origin where the api listens, to speak to it over a socket; absent: without one */
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly origin?: string,
  ) {}

  /** The same browser over a socket. */
  over(origin: string): Agent {
    const agent = new Agent(this.app, origin);
    agent.cookies = this.cookies;
    return agent;
  }

  /** The same browser, which calls itself so. */
  calledItself(userAgent: string): Agent {
    const agent = new Agent(this.app, this.origin);
    agent.cookies = this.cookies;
    agent.always = { 'user-agent': userAgent };
    return agent;
  }

  get<Body = ProblemBody>(path: string): Promise<Answer<Body>> {
    return this.send({ method: 'GET', path });
  }

  post<Body = ProblemBody>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('POST', path, body);
  }

  patch<Body = ProblemBody>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('PATCH', path, body);
  }

  put<Body = ProblemBody>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('PUT', path, body);
  }

  /** Sends a file as pages do. */
  upload<Body = ProblemBody>(path: string, file: string | Uint8Array<ArrayBuffer>, method: Method = 'POST'): Promise<Answer<Body>> {
    return this.send({ method, path, payload: file, headers: { 'content-type': 'application/octet-stream' } });
  }

  delete<Body = ProblemBody>(path: string): Promise<Answer<Body>> {
    return this.send({ method: 'DELETE', path });
  }

  async send<Body = ProblemBody>(request: RawRequest): Promise<Answer<Body>> {
    const headers = { ...(this.cookies.size > 0 && { cookie: this.cookieHeader() }), ...this.always, ...request.headers };
    const { status, headers: answered, text } = this.origin === undefined ? await this.inject({ ...request, headers }) : await fetched(this.origin, { ...request, headers });
    for (const cookie of answered.getSetCookie()) this.keep(cookie);
    return { status, headers: answered, text, body: (/^[[{]/.test(text) ? JSON.parse(text) : null) as Body };
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  private async inject({ method, path, payload, headers }: RawRequest): Promise<Omit<Answer<unknown>, 'body'>> {
    const response = await this.app.inject({ method, url: path, payload: payload instanceof Uint8Array ? Buffer.from(payload) : payload, headers });
    const pairs = Object.entries(response.headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, String(one)]));
    return { status: response.statusCode, headers: new Headers(pairs), text: response.payload };
  }

  private json<Body>(method: Method, path: string, body: unknown): Promise<Answer<Body>> {
    if (body === undefined) return this.send({ method, path });
    return this.send({ method, path, payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  private keep(cookie: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, decodeURIComponent(value));
  }
}

async function fetched(origin: string, { method, path, payload, headers }: RawRequest): Promise<Omit<Answer<unknown>, 'body'>> {
  const response = await fetch(`${origin}${path}`, { method, body: payload, headers, redirect: 'manual' });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
