import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProblemBody } from '../../src/platform/errors/problem.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** An answer with its body read as JSON; null for none. */
export interface Answer<Body> {
  status: number;
  headers: Record<string, string | string[] | number | undefined>;
  text: string;
  body: Body;
}

/** What a test may send besides a body that becomes JSON. */
export interface RawRequest {
  method: Method;
  path: string;
  payload?: string | Buffer;
  headers?: Record<string, string>;
}

/** A browser: it keeps the session cookie that the api sets. */
export class Agent {
  cookies = new Map<string, string>();

  constructor(private readonly app: NestFastifyApplication) {}

  get<Body = ProblemBody>(path: string): Promise<Answer<Body>> {
    return this.send({ method: 'GET', path });
  }

  post<Body = ProblemBody>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('POST', path, body);
  }

  patch<Body = ProblemBody>(path: string, body?: unknown): Promise<Answer<Body>> {
    return this.json('PATCH', path, body);
  }

  delete<Body = ProblemBody>(path: string): Promise<Answer<Body>> {
    return this.send({ method: 'DELETE', path });
  }

  async send<Body = ProblemBody>({ method, path, payload, headers = {} }: RawRequest): Promise<Answer<Body>> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.app.inject({ method, url: path, payload, headers: { ...(cookie && { cookie }), ...headers } });
    for (const { name, value, expires } of response.cookies) {
      if (expires && expires.getTime() === 0) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const text = response.payload;
    return { status: response.statusCode, headers: response.headers, text, body: (isJson(text) ? JSON.parse(text) : null) as Body };
  }

  private json<Body>(method: Method, path: string, body: unknown): Promise<Answer<Body>> {
    if (body === undefined) return this.send({ method, path });
    return this.send({ method, path, payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }
}

function isJson(text: string): boolean {
  return /^[[{]/.test(text);
}
