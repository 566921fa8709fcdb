import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, connect, createServer } from 'node:net';

/** A way to a server that can be cut and mended. */
export interface TcpProxy {
  port: number;
  /** Breaks every connection and takes no new one. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** @param target host and port that connections are led to */
export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const open = new Set<Socket>();
  let server = newServer();

  function newServer(): Server {
    return createServer((client) => {
      const upstream = connect(target);
      for (const [socket, peer] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        open.add(socket);
        socket.on('error', () => peer.destroy());
        socket.on('close', () => {
          open.delete(socket);
          peer.destroy();
        });
        socket.pipe(peer);
      }
    });
  }

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => void server.close(resolve));
    for (const socket of open) socket.destroy();
    await closed;
  }

  const port = await listen(0);
  return {
    port,
    cut,
    async mend() {
      server = newServer();
      await listen(port);
    },
    close: cut,
  };
}
