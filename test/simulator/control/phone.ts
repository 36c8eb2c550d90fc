import type { Writing } from './commands.ts';
import type { Content } from './content.ts';
import type { ControlPort } from './control-port.ts';
import { fileForTransfer, type OutgoingFile } from './file-for-transfer.ts';
import type { GroupChange } from './group-change.ts';

/** The owner's phone. A chat is named by its id, by any id of its person, or by a phone number. */
export class Phone {
  readonly #port: ControlPort;

  constructor(port: ControlPort) {
    this.#port = port;
  }

  /**
   * Links the page that shows this QR; without one, the page that shows any. Returns the device id.
   * Rejects with `qr-expired`, `qr-not-offered`, `qr-malformed` or `devices-full`.
   */
  async scan(qr?: string): Promise<string> {
    return (await this.#port.call('phone.scan', { qr })).deviceId;
  }

  /** Links the page that shows this code. Rejects with `unknown-pairing-code` or `devices-full`. */
  async entersPairingCode(code: string): Promise<string> {
    return (await this.#port.call('phone.entersPairingCode', { code })).deviceId;
  }

  /** The owner writes on the phone. Returns the stanza id. */
  async says(chat: string, text: string, options: Writing = {}): Promise<string> {
    return (await this.#port.call('phone.says', { ...options, chat, text })).id;
  }

  async sends(chat: string, file: OutgoingFile, options: Writing = {}): Promise<string> {
    const params = { ...options, chat, file: fileForTransfer(file) };
    return (await this.#port.call('phone.sends', params)).id;
  }

  /** Something that is neither text nor a file. */
  async shares(chat: string, content: Content, options: Writing = {}): Promise<string> {
    return (await this.#port.call('phone.shares', { ...options, chat, content })).id;
  }

  async edits(id: string, text: string): Promise<void> {
    await this.#port.call('phone.edits', { id, text });
  }

  async revokes(id: string): Promise<void> {
    await this.#port.call('phone.revokes', { id });
  }

  /** An empty text takes the reaction back. */
  async reacts(id: string, text: string): Promise<void> {
    await this.#port.call('phone.reacts', { id, text });
  }

  /** Options by their names; none takes the vote back. */
  async votes(id: string, options: readonly string[]): Promise<void> {
    await this.#port.call('phone.votes', { id, options: [...options] });
  }

  /** The owner changes a group. Returns the stanza id of WhatsApp's notice. */
  async changesGroup(chat: string, change: GroupChange): Promise<string> {
    return (await this.#port.call('group.changes', { chat, change })).id;
  }

  /** The owner reads one chat, or all, on the phone. Returns how many had something unread. */
  async reads(chat?: string): Promise<number> {
    return (await this.#port.call('phone.reads', { chat })).changed;
  }

  /** The owner archives a chat on the phone, or takes it back. */
  async archives(chat: string, on = true): Promise<void> {
    await this.#port.call('phone.archives', { chat, on });
  }

  /** The owner pins a chat on the phone, or unpins it; a fourth one stays as it is. */
  async pins(chat: string, on = true): Promise<void> {
    await this.#port.call('phone.pins', { chat, on });
  }

  /** The owner blocks a customer on the phone, or takes it back. */
  async blocks(customer: string, on = true): Promise<void> {
    await this.#port.call('phone.blocks', { customer, on });
  }

  /** WhatsApp's setting "Keep chats archived", on at first: whether new messages leave a chat where it is. */
  async keepsArchived(on: boolean): Promise<void> {
    await this.#port.call('phone.keepsArchived', { on });
  }

  /** Deletes what is older than this second: linked devices that start anew are not given it. */
  async forgets(chat: string, before: number): Promise<void> {
    await this.#port.call('phone.forgets', { chat, before });
  }

  /** Removes all linked devices. */
  async unlinks(): Promise<void> {
    await this.#port.call('phone.unlinks', {});
  }
}
