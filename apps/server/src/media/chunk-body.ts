import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { ERRORS } from '@tus/server';

/** What may wait for the store, in pieces of a socket (64 KiB at most). */
const WAITING_PIECES = 16;

/** Where nobody is left to hear the answer. */
class LineBroken extends Error {
  readonly status_code = ERRORS.ABORTED.status_code;
  readonly body = ERRORS.ABORTED.body;
}

/**
 * The body of a request, piece by piece as the socket brings it: each piece is one object, owned by whoever reads it, so that none is copied together with another. It ends early when the
 * signal says so, and fails when the line breaks; neither touches the request, which is still to be answered.
 */
export class ChunkBody extends Readable {
  private readonly stopped = new AbortController();

  constructor(
    private readonly request: IncomingMessage,
    signal: AbortSignal,
  ) {
    super({ objectMode: true, highWaterMark: WAITING_PIECES });
    const { signal: stopped } = this.stopped;
    const take = (piece: Buffer): void => {
      if (!this.push(piece)) request.pause();
    };
    const end = (): void => {
      this.stopped.abort();
      this.push(null);
    };
    const breakOff = (): void => void this.destroy(new LineBroken('the line broke'));
    stopped.addEventListener('abort', () => {
      request.off('data', take).off('end', end).off('close', breakOff).pause();
    });
    request.on('data', take).once('end', end).once('close', breakOff).pause();
    signal.addEventListener('abort', end, { once: true, signal: stopped });
    if (request.destroyed) breakOff();
  }

  override _read(): void {
    if (!this.stopped.signal.aborted) this.request.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.stopped.abort();
    done(error);
  }
}
