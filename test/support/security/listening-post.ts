import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that an attack would call home to, on this machine: what arrives there has got out. */
export interface ListeningPost {
  /** Such as `http://127.0.0.1:4711`. */
  readonly origin: string;
  /** Method and path of everything that was asked for, and upgrades. */
  readonly heard: readonly string[];
  close(): Promise<void>;
}

/** Answers everything with a script, for whoever would run it, that says so in `window.pwned`. */
export async function listeningPost(): Promise<ListeningPost> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.writeHead(200, {
      'content-type': 'text/javascript',
      'access-control-allow-origin': '*',
    });
    response.end('globalThis.pwned = "remote script"');
  });
  server.on('upgrade', (request, socket) => {
    heard.push(`UPGRADE ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    heard,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
