/**
 * What the page scripts touch of WhatsApp Web: foreign code, described here once, by what whatsapp-web.js 1.34.7
 * itself relies on. Nothing is promised by these types; every page script fails as an ordinary error when a module is
 * gone, and everything a script returns is parsed on arrival.
 */
export interface PageWid {
  readonly user: string;
  readonly server: string;
  toString(): string;
}

export interface PageMessageKey {
  readonly id: string;
  readonly fromMe: boolean;
  readonly remote: PageWid;
  /** The whole key as text. */
  toString(): string;
}

export interface PageMessage {
  readonly id: PageMessageKey;
  readonly t: number;
  readonly ack: number;
  readonly type: string;
  readonly hasReaction: boolean | undefined;
  readonly latestEditSenderTimestampMs?: number | undefined;
}

export interface PagePollVote {
  /** Null when the page does not have the poll. */
  readonly parentMessage: { readonly pollOptions: unknown } | null;
}

/** A row of the table of votes. */
export interface PageVoteRow {
  readonly sender: unknown;
  readonly selectedOptionLocalIds: ArrayBuffer | readonly number[];
  readonly senderTimestampMs: number;
}

/** The reactions to one message, by emoji. */
export interface PageReactions {
  readonly reactions: { serialize(): { readonly senders: readonly unknown[] }[] };
}

/** A message with a file; what names the file to WhatsApp's servers is passed on as it is. */
export interface PageMediaMessage extends PageMessage {
  readonly mediaData?: { readonly mediaStage: string };
  readonly size?: number;
  readonly directPath?: string;
  readonly encFilehash?: unknown;
  readonly filehash?: unknown;
  readonly mediaKey?: unknown;
  readonly mediaKeyTimestamp?: unknown;
  downloadMedia(how: { downloadEvenIfExpensive: true; rmrReason: 1 }): Promise<unknown>;
}

export interface PageCollection<Model> {
  get(id: PageWid | string): Model | undefined;
  getModelsArray(): Model[];
}

export interface PageChat {
  readonly id: PageWid & { isGroup(): boolean; isLid(): boolean };
  readonly t: number | undefined;
  readonly formattedTitle: string | undefined;
  readonly unreadCount: number | undefined;
  readonly archive: boolean | undefined;
  readonly pin: number | undefined;
  readonly groupMetadata:
    { readonly desc?: string; readonly isLidAddressingMode?: boolean } | undefined;
  readonly msgs: PageCollection<PageMessage> & { remove(message: PageMessage): unknown };
}

export interface PageContact {
  readonly id: PageWid;
  readonly phoneNumber: PageWid | undefined;
  readonly username?: string | undefined;
  readonly isBusiness: boolean | undefined;
  readonly isContactBlocked: boolean | undefined;
}

export interface PageModules {
  WAWebSocketModel: { Socket: { readonly state: string; readonly hasSynced: boolean } };
  WAWebAltDeviceLinkingApi: {
    setPairingType(type: string): void;
    initializeAltDeviceLinking(): Promise<void>;
    startAltLinkingFlow(phoneNumber: string, showNotification: boolean): Promise<string>;
    initializeQRLinking(): Promise<void>;
  };
  WAWebCmd: {
    Cmd: {
      refreshQR(): unknown;
      archiveChat(chat: PageChat, on: boolean): Promise<unknown>;
      pinChat(chat: PageChat, on: boolean): Promise<unknown>;
      sendRevokeMsgs(
        chat: PageChat,
        messages: { list: PageMessage[]; type: 'message' },
        options: { clearMedia: boolean },
      ): Promise<unknown>;
    };
  };
  WAWebLaunchSocketUtils: { refreshQR(): unknown };
  WAWebWidFactory: {
    createWid(id: string): PageWid;
    asUserWidOrThrow(wid: PageWid | undefined): PageWid;
  };
  WAWebMsgKey: new (
    parts:
      | { fromMe: boolean; remote: PageWid; id: string }
      | {
          from: PageWid | undefined;
          to: PageWid;
          id: string;
          participant: PageWid | undefined;
          selfDir: 'out';
        },
  ) => PageMessageKey;
  WAWebApiContact: {
    getAlternateUserWid(id: PageWid): PageWid | undefined;
    getPhoneNumber(id: PageWid): PageWid | undefined;
  };
  WAWebUserPrefsMeUser: {
    getMaybeMePnUser(): PageWid | undefined;
    getMaybeMeLidUser(): PageWid | undefined;
  };
  WAWebBlockContactUtils: {
    getContactToBlockOnlyUseIfNoAssociatedChat(contact: PageContact, from: string): PageContact;
  };
  WAWebBlockContactAction: {
    blockContact(of: { contact: PageContact }): Promise<unknown>;
    unblockContact(contact: PageContact): Promise<unknown>;
  };
  WAWebMsgActionCapability: Record<
    'canSenderRevokeMsg' | 'canAdminRevokeMsg' | 'canEditText' | 'canEditCaption',
    (message: PageMessage) => boolean
  >;
  WAWebSendReactionMsgAction: {
    sendReactionToMsg(message: PageMessage, emoji: string): Promise<unknown>;
  };
  WAWebQueryExistsJob: { queryWidExists(id: PageWid): Promise<unknown> };
  WAWebChatLoadMessages: {
    loadEarlierMsgs(input: { chat: PageChat }): Promise<PageMessage[] | undefined>;
  };
  WAWebPollsVotesSchema: {
    getTable(): {
      equals(fields: readonly ['parentMsgKey'], key: string): Promise<readonly PageVoteRow[]>;
    };
  };
  WAWebContactGetters: Record<
    'getName' | 'getShortName' | 'getPushname' | 'getVerifiedLevel' | 'getIsUser',
    (contact: PageContact) => unknown
  >;
  WAWebDownloadManager: {
    downloadManager: {
      downloadAndMaybeDecrypt(file: Readonly<Record<string, unknown>>): Promise<ArrayBuffer>;
    };
  };
  WAWebContactProfilePicThumbBridge: {
    requestProfilePicFromServer(of: { id: PageWid }): Promise<{ eurl?: string } | undefined>;
  };
  WAWebCollections: {
    Chat: PageCollection<PageChat> & {
      on(event: 'change:archive' | 'change:pin', listener: (chat: PageChat) => void): void;
    };
    Contact: PageCollection<PageContact> & { find(id: PageWid): Promise<PageContact> };
    Blocklist: PageCollection<unknown> & {
      on(event: 'add' | 'remove', listener: (blocked: { readonly id: PageWid }) => void): void;
    };
    Reactions: { find(messageId: string): Promise<PageReactions | undefined> };
    Msg: PageCollection<PageMediaMessage> & {
      remove(message: PageMessage): unknown;
      getMessagesById(keys: readonly string[]): Promise<{ messages: PageMediaMessage[] }>;
    };
  };
}

export interface WhatsAppPage {
  require<Name extends keyof PageModules>(name: Name): PageModules[Name];
  /** whatsapp-web.js' own helpers, there after the first synchronisation. */
  WWebJS: {
    getMessageModel(message: PageMessage): Record<string, unknown>;
    editMessage(message: PageMessage, text: string, options: object): Promise<unknown>;
    forwardMessage(chatId: string, messageId: string): Promise<unknown>;
  };
  /** Files that are about to be sent: see `stage-file.ts`. */
  __deskFiles?: Map<string, Uint8Array<ArrayBuffer>[]>;
}
