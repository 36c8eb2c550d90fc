import type { JournalEntry, PageOrder, ServerFrame } from '../protocol/page-events.ts';
import type { PageMethod, PageParams, PageResults } from '../protocol/page-requests.ts';

/** The request did not reach the server, or its answer did not come back. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
}

interface PendingRequest {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

export interface ConnectionListeners {
  readonly opened: () => void;
  readonly closed: () => void;
  readonly entry: (entry: JournalEntry) => void;
  readonly order: (order: PageOrder) => void;
}

const firstRetryMs = 200;
const longestRetryMs = 5_000;

/** The page's one WebSocket: requests with answers, and what the server pushes. Comes back after every loss. */
export class ServerConnection {
  #socket: WebSocket | null = null;
  #listeners: ConnectionListeners | null = null;
  #lastId = 0;
  #retryMs = firstRetryMs;
  #leaving = false;
  readonly #pending = new Map<number, PendingRequest>();

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  open(listeners: ConnectionListeners): void {
    this.#listeners = listeners;
    this.#connect();
  }

  /** Breaks the connection; a new one follows. */
  reconnect(): void {
    this.#socket?.close();
  }

  /** The document is about to go: no connection after this one. */
  leave(): void {
    this.#leaving = true;
  }

  request<Method extends PageMethod>(
    method: Method,
    params: PageParams[Method],
  ): Promise<PageResults[Method]> {
    return new Promise((resolve, reject) => {
      if (this.#socket?.readyState !== WebSocket.OPEN) {
        reject(new OfflineError('not connected'));
        return;
      }
      this.#lastId += 1;
      this.#pending.set(this.#lastId, { resolve, reject });
      this.#socket.send(JSON.stringify({ id: this.#lastId, method, params }));
    });
  }

  /** For requests whose failure changes nothing: the page shows its connection state anyway. */
  tell<Method extends PageMethod>(method: Method, params: PageParams[Method]): void {
    this.request(method, params).catch((error: unknown) => console.debug(method, error));
  }

  #connect(): void {
    const socket = new WebSocket(`wss://${location.host}/ws/chat`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#retryMs = firstRetryMs;
      this.#listeners?.opened();
    };
    socket.onmessage = (event: MessageEvent<string>) => this.#receive(event.data);
    socket.onclose = () => {
      for (const { reject } of this.#pending.values()) reject(new OfflineError('connection lost'));
      this.#pending.clear();
      if (this.#leaving) return;
      this.#listeners?.closed();
      setTimeout(() => this.#connect(), this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
    };
  }

  #receive(text: string): void {
    // Page and server are one program, typed by the same protocol files.
    const frame = JSON.parse(text) as ServerFrame;
    if ('event' in frame) this.#listeners?.entry(frame);
    else if ('order' in frame) this.#listeners?.order(frame);
    else {
      const pending = this.#pending.get(frame.id);
      this.#pending.delete(frame.id);
      if ('error' in frame) pending?.reject(new Error(frame.error));
      else pending?.resolve(frame.result as never);
    }
  }
}

export const server = new ServerConnection();
