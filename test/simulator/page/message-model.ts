import type { WireReaction, WireVote } from '../protocol/wire-message.ts';
import { requireUser } from './account.ts';
import { config } from './config.ts';
import { MessageKey, toWid, type Wid } from './ids.ts';
import { getOrCreateMediaObject, MediaData, probeMedia } from './media.ts';
import { Model } from './model.ts';

export class MessageModel extends Model {
  static override readonly transient = [
    'mediaData',
    'mediaObject',
    'mediaBlob',
    'reactions',
    'votes',
  ];
  declare id: MessageKey;
  declare type: string;
  declare body: string | undefined;
  declare caption: string | undefined;
  declare t: number;
  declare ack: number;
  declare from: Wid;
  declare to: Wid;
  declare author: Wid | undefined;
  declare isNewMsg: boolean;
  declare isNotification: boolean;
  declare isUnsentMedia: boolean | undefined;
  declare directPath: string | undefined;
  declare filehash: string | undefined;
  declare mimetype: string | undefined;
  declare quotedMsg: object | undefined;
  declare quotedStanzaID: string | undefined;
  declare quotedParticipant: unknown;
  declare mentionedJidList: readonly unknown[] | undefined;
  declare recipients: readonly unknown[] | undefined;
  declare pollOptions: readonly object[] | undefined;
  declare hasReaction: boolean | undefined;
  /** The page keeps them in a table of their own: see `collections.ts`. */
  declare reactions: readonly WireReaction[] | undefined;
  /** Likewise: see `addon-tables.ts`. */
  declare votes: readonly WireVote[] | undefined;
  declare mediaData: MediaData | undefined;
  declare mediaObject: object | undefined;

  constructor(attributes: object) {
    super({ isNotification: false, ...attributes });
    this.id = MessageKey.from(this.id);
    this.from = toWid(this.from);
    this.to = toWid(this.to);
    if (this.author) this.author = toWid(this.author);
    this.mentionedJidList = this.mentionedJidList?.map(toWid);
    this.recipients = this.recipients?.map(toWid);
    if (this.directPath !== undefined && this.filehash !== undefined) this.#attachMedia();
  }

  get isSentByMe(): boolean {
    return this.id.fromMe;
  }

  canReply(): boolean {
    return this.type !== 'revoked';
  }

  avParams(): object {
    return {};
  }

  updateAck(ack: number): void {
    this.set({ ack });
  }

  /** What an answer to this message carries along. */
  msgContextInfo(): object {
    const {
      id: _id,
      isNewMsg: _isNewMsg,
      ack: _ack,
      quotedMsg: _quotedMsg,
      quotedStanzaID: _quotedStanzaId,
      quotedParticipant: _quotedParticipant,
      ...quotedMsg
    } = this.serialize();
    const me = requireUser();
    const ownId = this.id.remote.isLid() ? me.lid : me.pn;
    return {
      quotedMsg,
      quotedStanzaID: this.id.id,
      quotedParticipant: this.author ?? (this.id.fromMe ? ownId : this.from),
      quotedRemoteJid: undefined,
    };
  }

  async downloadMedia(): Promise<void> {
    if (this.mediaData === undefined || this.directPath === undefined) return;
    this.mediaData.set({ mediaStage: 'FETCHING' });
    this.mediaData.set({ mediaStage: await probeMedia(this.directPath) });
  }

  #attachMedia(): void {
    const { type, mimetype, filehash } = this;
    if (filehash === undefined) return;
    const isHere = this.id.fromMe || config.autoDownload;
    this.mediaObject = getOrCreateMediaObject(filehash);
    this.mediaData = new MediaData({
      type,
      mimetype,
      filehash,
      mediaStage: isHere ? 'RESOLVED' : 'NEED_POKE',
    });
  }
}
