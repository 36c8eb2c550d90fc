import { connect } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';

/** TLS in front of a server that speaks plain text: to a driver it is a server with TLS. */
export interface TlsProxy {
  /** The server's address by way of the proxy; it says `tls=true`. */
  readonly url: string;
  stop(): Promise<void>;
}

export async function tlsProxy(url: string, options: TlsOptions): Promise<TlsProxy> {
  const target = new URL(url);
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer(options, (near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  server.on('tlsClientError', () => {
    // What the other side thinks of our certificate is the other side's to say.
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const listening = server.address();
  if (!listening || typeof listening === 'string') throw new Error('The proxy has no port');
  const address = new URL(url);
  address.port = String(listening.port);
  address.searchParams.set('tls', 'true');
  return {
    url: address.href,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
