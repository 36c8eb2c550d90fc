import { toWid, type MessageKey, type Wid } from './ids.ts';
import type { MessageModel } from './message-model.ts';
import { Collection, Model } from './model.ts';

export class GroupMetadataModel extends Model {
  declare id: Wid;
  declare announce: boolean;
  declare participants: { id: Wid }[];
}

export class ContactModel extends Model {
  declare id: Wid;
  declare phoneNumber: Wid | undefined;
  declare name: string | undefined;
  declare username: string | undefined;
  declare shortName: string | undefined;
  declare pushname: string | undefined;
  declare isBusiness: boolean | undefined;
  declare isEnterprise: boolean | undefined;
  declare isWAContact: boolean | undefined;
  declare verifiedName: string | undefined;
  declare verifiedLevel: number | undefined;
  declare statusMute: boolean | undefined;

  get isGroup(): boolean {
    return this.id.isGroup();
  }
}

/** Finds the name a chat shows; handed in because contacts live in a collection that chats do not know. */
export type TitleLookup = (id: Wid) => string | undefined;

export class ChatModel extends Model {
  static override readonly transient = ['mute', 'contact', 'groupMetadata', 'titleOf', 'oldest'];
  declare id: Wid;
  declare name: string | undefined;
  declare t: number;
  declare unreadCount: number;
  declare archive: boolean;
  declare pin: number;
  declare lastReceivedKey: MessageKey | undefined;
  declare groupMetadata: GroupMetadataModel | undefined;
  readonly msgs: Collection<MessageModel>;
  readonly mute: Mute;
  readonly titleOf: TitleLookup;
  /** Stanza id from which on every later message of the chat is loaded. */
  oldest: string | null = null;

  constructor(
    attributes: { id: string; groupMetadata?: object | undefined },
    messageClass: unknown,
    titleOf: TitleLookup,
  ) {
    super({
      archive: false,
      pin: 0,
      isLocked: false,
      muteExpiration: 0,
      labels: [],
      endOfHistoryTransferType: 1,
      ...attributes,
    });
    this.id = toWid(attributes.id);
    this.msgs = new Collection<MessageModel>(messageClass);
    this.titleOf = titleOf;
    this.mute = new Mute(this);
    if (attributes.groupMetadata !== undefined) {
      const metadata = new GroupMetadataModel({ ...attributes.groupMetadata, id: this.id });
      metadata.participants = metadata.participants.map((participant) => ({
        ...participant,
        id: toWid(participant.id),
      }));
      this.groupMetadata = metadata;
    }
  }

  get formattedTitle(): string {
    return this.name ?? this.titleOf(this.id) ?? `+${this.id.user}`;
  }

  getMessages(): MessageModel[] {
    return this.msgs.getModelsArray();
  }

  /** What exposed functions get with every change of the unread count: must stay small. */
  override toJSON(): unknown {
    const { msgs: _msgs, ...summary } = this.serialize();
    return summary;
  }
}

/** `chat.mute`: the library calls it and reads `expiration` (seconds, 0 for none). */
class Mute {
  expiration = 0;
  readonly #chat: ChatModel;

  constructor(chat: ChatModel) {
    this.#chat = chat;
  }

  mute({ expiration }: { expiration: number }): Promise<void> {
    this.expiration = expiration;
    this.#chat.set({ muteExpiration: expiration });
    return Promise.resolve();
  }

  unmute(): Promise<void> {
    return this.mute({ expiration: 0 });
  }
}
