import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { Problem } from '../errors/problem.js';

/** Bodies of application/octet-stream are files and come as streams: each route that takes one says how many bytes it takes. */
export function takeFilesAsStreams(app: NestFastifyApplication): void {
  app.getHttpAdapter().getInstance().addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
}

/** A body that is a file; empty for any other. */
export function fileOf(request: FastifyRequest): Readable {
  return request.body instanceof Readable ? request.body : Readable.from([]);
}

/** How many bytes are said to come; 0: nobody says. */
export function announcedBytes(request: FastifyRequest): number {
  return Number(request.headers['content-length'] ?? 0);
}

/** The bytes of a small file. @throws Problem payload_too_large */
export async function bytesOf(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  // Refused before it is read, so that the answer arrives.
  if (announcedBytes(request) > maxBytes) throw new Problem('payload_too_large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of fileOf(request) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new Problem('payload_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
