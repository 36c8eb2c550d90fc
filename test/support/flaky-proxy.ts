import { createServer, connect, type Server, type Socket } from 'node:net';

/** A line to a server that can be cut and mended: how a test takes a database away. */
export class FlakyProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(target: { host: string; port: number }) {
    this.#server = createServer((near) => {
      if (this.#isCut) {
        near.destroy();
        return;
      }
      const far = connect(target.port, target.host);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#sockets.add(socket);
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
        // A broken line ends in `close`, which is all that matters here.
        socket.on('error', () => socket.destroy());
      }
      near.pipe(far).pipe(near);
    });
  }

  /** The same address by way of the proxy. */
  static async before(url: string): Promise<{ proxy: FlakyProxy; url: string }> {
    const address = new URL(url);
    const proxy = new FlakyProxy({ host: address.hostname, port: Number(address.port) });
    await new Promise<void>((resolve) => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    const listening = proxy.#server.address();
    if (!listening || typeof listening === 'string') throw new Error('The proxy has no port');
    address.port = String(listening.port);
    return { proxy, url: address.href };
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The lines that are open now stay open, and nothing comes through them any more. */
  silence(): void {
    for (const socket of this.#sockets) socket.unpipe().pause();
  }

  mend(): void {
    this.#isCut = false;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}
