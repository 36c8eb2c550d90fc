import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer, type RawData } from 'ws';
import { frameText } from '../protocol/frame-text.ts';
import { SimulatorError } from '../simulator-error.ts';
import type { LocalPort } from './local-port.ts';
import {
  controlPath,
  maxControlPayload,
  requestFrameSchema,
  type ControlFrame,
} from './loopback-frames.ts';

export interface ControlAddress {
  /** `ws://127.0.0.1:…` */
  readonly url: string;
  /** Whoever has it may do everything with the simulator. */
  readonly token: string;
}

function send(socket: WebSocket, frame: ControlFrame): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function describe(error: unknown): { code: SimulatorError['code'] | null; message: string } {
  return {
    code: error instanceof SimulatorError ? error.code : null,
    message: error instanceof Error ? error.message : String(error),
  };
}

/** Offers the control API to other processes of this machine that know the token. */
export class ControlServer {
  readonly address: ControlAddress;
  readonly #port: LocalPort;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: maxControlPayload });
  readonly #stopListening: () => void;

  static async start(port: LocalPort): Promise<ControlServer> {
    const server = createServer((_request, response) => response.writeHead(426).end());
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return new ControlServer(port, server);
  }

  private constructor(port: LocalPort, server: Server) {
    const { port: number } = server.address() as AddressInfo;
    this.address = {
      url: `ws://127.0.0.1:${number}${controlPath}`,
      token: randomBytes(32).toString('base64url'),
    };
    this.#port = port;
    this.#server = server;
    server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    this.#stopListening = port.events.onAny((event, data) => {
      for (const client of this.#sockets.clients) send(client, { event, data });
    });
  }

  async stop(): Promise<void> {
    this.#stopListening();
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (request.url !== controlPath || !this.#isAuthorised(request)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => this.#serve(client));
  }

  #isAuthorised({ headers }: IncomingMessage): boolean {
    const given = Buffer.from(headers.authorization ?? '');
    const expected = Buffer.from(`Bearer ${this.address.token}`);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  #serve(client: WebSocket): void {
    // A connection that breaks in the middle of a frame is closed by ws; there is nothing to add.
    client.on('error', () => client.terminate());
    client.on('message', (data) => void this.#answer(client, data));
    send(client, { launchArgs: [...this.#port.launchArgs] });
  }

  async #answer(client: WebSocket, data: RawData): Promise<void> {
    let id = 0;
    try {
      const request = requestFrameSchema.parse(JSON.parse(frameText(data)));
      id = request.id;
      const result = await this.#port.callUnchecked(request.command, request.params);
      send(client, { id, result });
    } catch (error) {
      send(client, { id, error: describe(error) });
    }
  }
}
