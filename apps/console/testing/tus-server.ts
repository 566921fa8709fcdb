import type { HttpRequest, HttpResponse, HttpStack } from 'tus-js-client';

import type { ApiProblem } from '@xuexi/api-client';

/** What happens to a request instead of its answer. */
export type Fault = { status: number; problem?: ApiProblem } | 'broken';

/**
 * A tus server in memory that a client talks to instead of the network: creation, standing, pieces. `fault` is asked before
 * each request, by its method and place in order.
 */
export class TusServer implements HttpStack {
  readonly log: string[] = [];
  readonly uploads = new Map<string, { length: number; offset: number; metadata: string }>();
  /** The SHA-256 that each piece said. */
  readonly hashes: (string | undefined)[] = [];
  fault: (method: string, index: number) => Fault | undefined = () => undefined;

  getName(): string {
    return 'TusServer';
  }

  createRequest(method: string, url: string): HttpRequest {
    const headers = new Map<string, string>();
    return {
      getMethod: () => method,
      getURL: () => url,
      setHeader: (name, value) => void headers.set(name.toLowerCase(), value),
      getHeader: (name) => headers.get(name.toLowerCase()),
      setProgressHandler: () => undefined,
      send: async (body: Blob | null) => this.answer(method, url, headers, body?.size ?? 0),
      abort: async () => undefined,
      getUnderlyingObject: () => undefined,
    };
  }

  private answer(method: string, url: string, headers: Map<string, string>, size: number): HttpResponse {
    const index = this.log.push(`${method} ${url.split('/').at(-1)}`) - 1;
    const fault = this.fault(method, index);
    if (fault === 'broken') throw new Error('the line is broken');
    if (fault !== undefined) return response(fault.status, {}, JSON.stringify(fault.problem ?? ''));
    const id = url.split('/').at(-1) ?? '';
    if (method === 'POST') {
      const created = `media-${this.uploads.size + 1}`;
      this.uploads.set(created, { length: Number(headers.get('upload-length')), offset: 0, metadata: headers.get('upload-metadata') ?? '' });
      return response(201, { location: `/api/uploads/${created}` });
    }
    const upload = this.uploads.get(id);
    if (upload === undefined) return response(404, {});
    if (method === 'PATCH') {
      upload.offset += size;
      this.hashes.push(headers.get('upload-sha256'));
    }
    return response(method === 'HEAD' ? 200 : 204, { 'upload-offset': String(upload.offset), 'upload-length': String(upload.length) });
  }
}

function response(status: number, headers: Record<string, string>, body = ''): HttpResponse {
  return { getStatus: () => status, getHeader: (name) => headers[name.toLowerCase()], getBody: () => body, getUnderlyingObject: () => undefined };
}
