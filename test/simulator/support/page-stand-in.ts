import { WebSocket, type RawData } from 'ws';
import { frameText } from '../protocol/frame-text.ts';
import type { ServerFrame } from '../protocol/page-events.ts';
import type { PageMethod, PageParams, PageResults } from '../protocol/page-requests.ts';
import type { SimulatorControl } from '../control/simulator-control.ts';

// Both ends are typed by the same protocol files.
const parseFrame = (data: RawData): ServerFrame => JSON.parse(frameText(data)) as ServerFrame;

/** Speaks to the simulator as its page does, without a browser. */
export class PageStandIn {
  readonly frames: ServerFrame[] = [];
  readonly #socket: WebSocket;
  #lastId = 0;

  static async connect(simulator: SimulatorControl): Promise<PageStandIn> {
    const port = /web\.whatsapp\.com 127\.0\.0\.1:(\d+)/.exec(simulator.launchArgs()[0] ?? '')?.[1];
    const socket = new WebSocket(`wss://127.0.0.1:${port}/ws/chat`, { rejectUnauthorized: false });
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return new PageStandIn(socket);
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.frames.push(parseFrame(data)));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  ask<Method extends PageMethod>(
    method: Method,
    params: PageParams[Method],
  ): Promise<PageResults[Method]> {
    return this.askAnything(method, params) as Promise<PageResults[Method]>;
  }

  /** Rejects with the server's refusal. */
  askAnything(method: string, params: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#socket.on('message', (data) => {
        const frame = parseFrame(data);
        if (!('id' in frame) || frame.id !== id) return;
        if ('error' in frame) reject(new Error(frame.error));
        else resolve(frame.result);
      });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }

  /** The journal entries pushed so far. */
  entries() {
    return this.frames.flatMap((frame) => ('event' in frame ? [frame] : []));
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve));
    this.#socket.close();
    await closed;
  }
}
