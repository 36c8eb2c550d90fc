import { WebSocket } from 'ws';
import type { PageOrderName, PageOrders, ServerFrame } from '../protocol/page-events.ts';
import type { Quirks } from '../quirks.ts';
import { newQrRef } from '../world/random-ids.ts';

const receiptTimeoutMs = 2_000;

export interface QrSchedule {
  readonly intervalMs: number;
  readonly maxRefs: number;
  readonly onOffered: (ref: string) => void;
}

/** One page's connection: who it is, and the QR it shows while it is nobody. */
export class PageSession {
  deviceId: string | null = null;
  pairingCode: string | null = null;
  /** Scanned, and not linked before the page has got its passkey. */
  unconfirmedDeviceId: string | null = null;
  readonly #socket: WebSocket;
  readonly #qr: QrSchedule;
  readonly #receipts = new Map<number, () => void>();
  #lastReceipt = 0;
  #ref: string | null = null;
  #refsOffered = 0;
  #refTimer: NodeJS.Timeout | null = null;

  constructor(socket: WebSocket, qr: QrSchedule) {
    this.#socket = socket;
    this.#qr = qr;
    socket.on('close', () => {
      this.stopOfferingQr();
      for (const number of [...this.#receipts.keys()]) this.acceptReceipt(number);
    });
  }

  /** The part of the QR that is valid now. */
  get offeredRef(): string | null {
    return this.#ref;
  }

  send(frame: ServerFrame): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  order<Name extends PageOrderName>(order: Name, data: PageOrders[Name]): void {
    // TypeScript cannot see that name and data of one generic pair match one member of the union.
    this.send({ order, data } as ServerFrame);
  }

  /** Resolves when the page has them in force, is gone, or does not react because it hangs. */
  setQuirks(quirks: Quirks): Promise<void> {
    this.#lastReceipt += 1;
    const receipt = this.#lastReceipt;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.acceptReceipt(receipt), receiptTimeoutMs);
      this.#receipts.set(receipt, () => {
        clearTimeout(timer);
        resolve();
      });
      this.order('quirks', { quirks, receipt });
    });
  }

  acceptReceipt(number: number): void {
    this.#receipts.get(number)?.();
    this.#receipts.delete(number);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  /** Begins a new round of QRs and returns the first; the page is told of the later ones. */
  startOfferingQr(): string {
    this.stopOfferingQr();
    this.#refsOffered = 0;
    this.#refTimer = setInterval(() => {
      if (this.#refsOffered < this.#qr.maxRefs) {
        this.order('ref', { ref: this.#offerQr() });
      } else {
        this.stopOfferingQr();
        this.order('idle', {});
      }
    }, this.#qr.intervalMs);
    return this.#offerQr();
  }

  stopOfferingQr(): void {
    if (this.#refTimer !== null) clearInterval(this.#refTimer);
    this.#refTimer = null;
    this.#ref = null;
  }

  #offerQr(): string {
    const ref = newQrRef();
    this.#ref = ref;
    this.#refsOffered += 1;
    this.#qr.onOffered(ref);
    return ref;
  }
}
