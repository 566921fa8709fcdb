import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { ChunkBody } from './chunk-body.js';

const aRequest = (): IncomingMessage => new IncomingMessage(new Socket());
const { signal: never } = new AbortController();

async function piecesOf(body: ChunkBody): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of body as AsyncIterable<Buffer>) pieces.push(piece.toString());
  return pieces;
}

describe('the body of a chunk', () => {
  test('is had piece by piece, none put together with another', async () => {
    const request = aRequest();
    const body = new ChunkBody(request, never);
    for (const piece of ['起', '势', null]) request.push(piece === null ? null : Buffer.from(piece));
    expect(await piecesOf(body)).toEqual(['起', '势']);
  });

  test('ends where it is told to stop, and leaves the request to be answered', async () => {
    const request = aRequest();
    const stop = new AbortController();
    const body = new ChunkBody(request, stop.signal);
    stop.abort();
    expect(await piecesOf(body)).toEqual([]);
    expect(request.destroyed).toBe(false);
  });

  test.each(['before', 'after'])('fails when the line breaks %s it is read', async (when) => {
    const request = aRequest();
    if (when === 'before') request.destroy();
    const body = new ChunkBody(request, never);
    body.on('error', () => undefined);
    if (when === 'after') request.destroy();
    await expect(piecesOf(body)).rejects.toMatchObject({ status_code: 400 });
  });
});
