import type { CustomerProfile, CustomerSaying, CustomerWriting } from './commands.ts';
import type { Content } from './content.ts';
import type { ControlPort } from './control-port.ts';
import { fileForTransfer, type OutgoingFile } from './file-for-transfer.ts';
import type { GroupChange } from './group-change.ts';

type FileDetails = Partial<Omit<OutgoingFile, 'data'>> & CustomerWriting;

/** A person with a phone of their own. Ids are stanza ids. */
export class Customer {
  readonly profile: CustomerProfile;
  readonly #port: ControlPort;

  constructor(port: ControlPort, profile: CustomerProfile) {
    this.#port = port;
    this.profile = profile;
  }

  /** Adds the person without a message; returns the ids WhatsApp knows them by. */
  meets(): Promise<{ chatId: string; pn: string; lid: string }> {
    return this.#port.call('customer.meets', { customer: this.profile });
  }

  async says(text: string, options: CustomerSaying = {}): Promise<string> {
    return (await this.#port.call('customer.says', { ...options, customer: this.profile, text }))
      .id;
  }

  sendsImage(data: Uint8Array, details: FileDetails = {}): Promise<string> {
    return this.#sends(data, { mimetype: 'image/png', ...details });
  }

  sendsDocument(
    data: Uint8Array,
    details: FileDetails & { readonly filename: string },
  ): Promise<string> {
    return this.#sends(data, { mimetype: 'application/pdf', ...details });
  }

  sendsVoiceNote(data: Uint8Array, details: FileDetails = {}): Promise<string> {
    return this.#sends(data, { mimetype: 'audio/ogg; codecs=opus', ...details });
  }

  /** Any file, as what `mimetype` and `kind` say. */
  sendsFile(
    data: Uint8Array,
    details: FileDetails & { readonly mimetype: string },
  ): Promise<string> {
    return this.#sends(data, details);
  }

  /** Something that is neither text nor a file. */
  async shares(content: Content, options: CustomerWriting = {}): Promise<string> {
    const params = { ...options, customer: this.profile, content };
    return (await this.#port.call('customer.shares', params)).id;
  }

  /** Options by their names; none takes the vote back. */
  async votes(id: string, options: readonly string[]): Promise<void> {
    await this.#port.call('customer.votes', { customer: this.profile, id, options: [...options] });
  }

  /** They have listened to every voice note of ours: ack 4. Returns how many messages changed. */
  async plays(): Promise<number> {
    return (await this.#port.call('customer.plays', { customer: this.profile })).changed;
  }

  /** They change a group. Returns the stanza id of WhatsApp's notice. */
  async changesGroup(chat: string, change: GroupChange): Promise<string> {
    return (await this.#port.call('group.changes', { chat, by: this.profile, change })).id;
  }

  /** Their phone has got everything we wrote to them: ack 2. Returns how many messages changed. */
  async receives(): Promise<number> {
    return (await this.#port.call('customer.receives', { customer: this.profile })).changed;
  }

  /** They have read everything we wrote to them: ack 3. Returns how many messages changed. */
  async reads(): Promise<number> {
    return (await this.#port.call('customer.reads', { customer: this.profile })).changed;
  }

  async edits(id: string, text: string): Promise<void> {
    await this.#port.call('customer.edits', { id, text });
  }

  async revokes(id: string): Promise<void> {
    await this.#port.call('customer.revokes', { id });
  }

  /** An empty text takes the reaction back. */
  async reacts(id: string, text: string): Promise<void> {
    await this.#port.call('customer.reacts', { customer: this.profile, id, text });
  }

  async calls(): Promise<string> {
    return (await this.#port.call('customer.calls', { customer: this.profile })).id;
  }

  async #sends(
    data: Uint8Array,
    details: FileDetails & { readonly mimetype: string },
  ): Promise<string> {
    const { at, quotes, forwarded, mentions, group, device, ...rest } = details;
    const writing = { at, quotes, forwarded, mentions, group, device };
    const file = fileForTransfer({ data, ...rest });
    return (await this.#port.call('customer.sends', { ...writing, customer: this.profile, file }))
      .id;
  }
}
