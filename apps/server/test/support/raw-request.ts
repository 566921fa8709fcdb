import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request as begin } from 'node:http';

/** Where to send to: a socket's path, or an origin. */
export type Door = { socketPath: string } | { origin: string };

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** Sends a request with its path exactly as it is: neither decoded nor folded. */
export async function rawRequest(door: Door, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<RawAnswer> {
  const to = 'origin' in door ? { host: new URL(door.origin).hostname, port: new URL(door.origin).port } : door;
  const request = begin({ ...to, path, method, headers: { host: 'xuexi.test', ...headers }, agent: false });
  request.end();
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return { status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) };
}
