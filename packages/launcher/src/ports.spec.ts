import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type Server } from 'node:net';
import { freePort, isPortFree } from './ports.ts';

describe('freePort', () => {
  let server: Server | undefined;

  const occupy = (host: string): Promise<number> =>
    new Promise((resolve) => {
      const listening = createServer().listen(0, host, () => {
        const address = listening.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
      server = listening;
    });

  afterEach(() => void server?.close());

  it.each(['127.0.0.1', '0.0.0.0'])('passes over a port that is taken on %s', async (host) => {
    const taken = await occupy(host);
    expect(await isPortFree(taken)).toBe(false);
    expect(await freePort(taken)).not.toBe(taken);
  });

  it('keeps the preferred port where it is free', async () => {
    const port = await freePort();
    expect(await freePort(port)).toBe(port);
  });
});
