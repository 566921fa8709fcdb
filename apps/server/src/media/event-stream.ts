import type { ServerResponse } from 'node:http';

const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  // nginx hands each event on at once.
  'x-accel-buffering': 'no',
};
/** When a browser comes back after the stream has ended. */
const RETRY_MS = 3000;

/**
 * A stream of server-sent events about states: each event replaces the one before it of the same key, so that a reader that is
 * slow or was away misses nothing by missing some.
 */
export class EventStream {
  /** What was last sent, by its key. */
  private readonly sent = new Map<string, string>();

  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, HEADERS);
    response.write(`retry: ${RETRY_MS}\n\n`);
  }

  /**
   * Sends a state, unless it is the last one that was sent.
   * @returns false when the reader does not keep up, and has to be told later
   */
  send(event: string, key: string, state: object): boolean {
    if (this.response.writableNeedDrain) return false;
    const data = JSON.stringify(state);
    if (this.sent.get(key) !== data) this.response.write(`event: ${event}\ndata: ${data}\n\n`);
    this.sent.set(key, data);
    return true;
  }

  /** Keeps proxies from closing a stream in which nothing happens, and shows a reader that is gone. */
  beat(): void {
    this.response.write(':\n\n');
  }

  end(): void {
    this.response.end();
  }
}
