import type { Writing } from './commands.ts';
import type { ControlPort } from './control-port.ts';
import { fileForTransfer, type OutgoingFile } from './file-for-transfer.ts';

/** The owner's phone. A chat is named by its id, by any id of its person, or by a phone number. */
export class Phone {
  readonly #port: ControlPort;

  constructor(port: ControlPort) {
    this.#port = port;
  }

  /**
   * Links the page that shows this QR; without one, the page that shows any. Returns the device id.
   * Rejects with `qr-expired`, `qr-not-offered` or `qr-malformed`.
   */
  async scan(qr?: string): Promise<string> {
    return (await this.#port.call('phone.scan', { qr })).deviceId;
  }

  /** Links the page that shows this code. Rejects with `unknown-pairing-code`. */
  async entersPairingCode(code: string): Promise<string> {
    return (await this.#port.call('phone.entersPairingCode', { code })).deviceId;
  }

  /** The owner writes on the phone. Returns the stanza id. */
  async says(chat: string, text: string, options: Writing = {}): Promise<string> {
    return (await this.#port.call('phone.says', { ...options, chat, text })).id;
  }

  async sends(chat: string, file: OutgoingFile): Promise<string> {
    return (await this.#port.call('phone.sends', { chat, file: fileForTransfer(file) })).id;
  }

  /** The owner reads one chat, or all, on the phone. Returns how many had something unread. */
  async reads(chat?: string): Promise<number> {
    return (await this.#port.call('phone.reads', { chat })).changed;
  }

  /** Removes all linked devices. */
  async unlinks(): Promise<void> {
    await this.#port.call('phone.unlinks', {});
  }
}
