import { createServer } from 'node:net';

/** `preferred` when nobody listens there, else any free port of the loopback interface. */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined) {
    const taken = await listenOn(preferred);
    if (taken !== null) return taken;
  }
  const port = await listenOn(0);
  if (port === null) throw new Error('No free port on the loopback interface');
  return port;
}

function listenOn(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(address && typeof address === 'object' ? address.port : null));
    });
  });
}
