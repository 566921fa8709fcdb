import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';
import { Transform } from 'node:stream';

/** A way to a database on which some statements take their time. */
export interface DelayingProxy extends AsyncDisposable {
  /** The database's address by way of the proxy. */
  databaseUrl: string;
  /** How many statements it has held up. */
  delayed(): number;
}

/**
 * Opens a gap between what a transaction has read and what it writes next, without the server knowing of it.
 * @param statement what the statements that are held up begin with
 * @param delayMs how long each waits
 */
export async function delayingProxy(databaseUrl: string, statement: string, delayMs: () => number): Promise<DelayingProxy> {
  const { hostname: host, port } = new URL(databaseUrl);
  const open = new Set<Socket>();
  let delayed = 0;
  const holdUp = () =>
    new Transform({
      transform(chunk: Buffer, _encoding, done) {
        if (!chunk.includes(statement)) return done(null, chunk);
        delayed++;
        setTimeout(() => done(null, chunk), delayMs());
      },
    });
  const server = createServer((client) => {
    const upstream = connect({ host, port: Number(port || 3306), noDelay: true });
    client.setNoDelay(true);
    for (const [socket, peer] of [[client, upstream], [upstream, client]] as const) {
      open.add(socket);
      socket.on('error', () => peer.destroy());
      socket.on('close', () => {
        open.delete(socket);
        peer.destroy();
      });
    }
    client.pipe(holdUp()).pipe(upstream).pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxied = new URL(databaseUrl);
  proxied.hostname = '127.0.0.1';
  proxied.port = String((server.address() as AddressInfo).port);
  return {
    databaseUrl: proxied.href,
    delayed: () => delayed,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((done) => void server.close(done));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}
