import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CancellationContext, ERRORS, Server, type Upload } from '@tus/server';
import { Problem } from '../platform/errors/problem.js';
import { asProblem } from '../platform/errors/problem.filter.js';
import type { ProblemCode } from '../platform/errors/problems.js';
import { ChunkBody } from './chunk-body.js';

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

/**
 * A tus server whose every refusal is a problem: the body that `onResponseError` made, or one for a status that tus answers by itself. The bodies of chunks reach its store as they come from the
 * socket: through the web streams that tus reads them with, they would cost several times what all the rest does.
 */
export class ProblemSpeakingTus extends Server {
  private readonly incoming = new AsyncLocalStorage<IncomingMessage>();

  constructor(options: ConstructorParameters<typeof Server>[0]) {
    super(options);
    // The classes of the handlers are not exported; without this nothing at all would be stored.
    const writeToStore = (_body: null, upload: Upload, _mostBytes: number, context: CancellationContext): Promise<number> => this.receive(upload, context.signal);
    for (const handler of [this.handlers.PATCH, this.handlers.POST]) Object.assign(handler, { writeToStore });
  }

  override handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    return this.incoming.run(request, async () => send(response, await this.handleWeb(withoutBody(request))));
  }

  override async write(context: CancellationContext, headers: Headers, status: number, body = ''): ReturnType<Server['write']> {
    if (status < 400) return super.write(context, headers, status, body);
    headers.set('content-type', 'application/problem+json');
    headers.set('cache-control', 'no-store');
    if (body.startsWith('{')) return super.write(context, headers, status, body);
    const problem = new Problem(CODE_OF_STATUS[status] ?? 'malformed_request');
    return super.write(context, headers, problem.status, JSON.stringify(problem));
  }

  /** A request that waits for a lock stops when its line breaks. */
  protected override createContext(): ReturnType<Server['createContext']> {
    const context = super.createContext();
    this.incoming.getStore()?.once('error', context.abort);
    return context;
  }

  /** @returns the new offset */
  private async receive(upload: Upload, signal: AbortSignal): Promise<number> {
    const request = this.incoming.getStore();
    if (!request || signal.aborted) throw ERRORS.ABORTED;
    const body = new ChunkBody(request, signal);
    // The line may break before the store reads, which then hears of it.
    body.on('error', () => undefined);
    try {
      return await this.datastore.write(body, upload.id, upload.offset);
    } finally {
      body.destroy();
    }
  }
}

function withoutBody({ url, method, headers: given }: IncomingMessage): Request {
  const headers = Object.entries(given).flatMap(([name, values = []]) => [values].flat().map((value): [string, string] => [name, value]));
  return new Request(new URL(url ?? '/', 'http://upload'), { ...(method && { method }), headers });
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  const body = await answer.text();
  if (response.destroyed) return;
  response.writeHead(answer.status, [...answer.headers].flat()).end(body);
}
