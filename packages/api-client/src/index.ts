import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

/** The shapes of the API by their names in the document, e.g. `Api['Course']`. */
export type Api = components['schemas'];

/** An RFC 9457 refusal: a stable code, what is wrong and what to do, in Chinese. */
export type ApiProblem = Api['Problem'];

/** Thrown for every answer that is not a success; `problem` is null when the server could not be reached. */
export class ApiError extends Error {
  /** After how many seconds it is worth trying again, where the API says so (Retry-After). */
  readonly retryAfterSeconds: number | null;

  constructor(
    readonly problem: ApiProblem | null,
    { retryAfterSeconds = null, ...options }: ErrorOptions & { retryAfterSeconds?: number | null } = {},
  ) {
    super(problem?.code ?? 'unreachable', options);
    this.name = 'ApiError';
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const refuse: Middleware = {
  async onResponse({ response }) {
    if (response.ok) return;
    const problem = (await response.clone().json().catch(() => null)) as ApiProblem | null;
    const seconds = Number(response.headers.get('retry-after') ?? 'none');
    throw new ApiError(problem, { retryAfterSeconds: Number.isInteger(seconds) ? seconds : null });
  },
  onError({ error }) {
    return new ApiError(null, { cause: error });
  },
};

/** A client of the API at the page's own address. Every call resolves to data or throws an ApiError. */
export function createApiClient(options: { baseUrl?: string; fetch?: (request: Request) => Promise<Response> } = {}): Client<paths> {
  const client = createClient<paths>({ baseUrl: '/', credentials: 'same-origin', ...options });
  client.use(refuse);
  return client;
}
