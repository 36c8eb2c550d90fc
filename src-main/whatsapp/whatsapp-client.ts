import type { ChangeType } from '../ingest/translators.ts';
import type { FileForm, Place, PollDraft } from '../../src-preload/contract/outgoing.ts';
import type { SessionData } from '../domain/session-data.ts';
import type {
  ChatSnapshot,
  ContactSnapshot,
  Identity,
  LinkedAccount,
  WhatsAppId,
} from '../domain/whatsapp-event.ts';

/**
 * One linked WhatsApp account, as plain data: no live object of whatsapp-web.js or puppeteer passes this port, so the
 * client can move to another process.
 */
export interface WhatsAppClient {
  /**
   * Starts the browser and loads WhatsApp. Resolves when the page is driven (then `qr` or `ready` follows).
   * Rejects with a WhatsAppError; the browser is gone by then. A client is started once.
   */
  start(): Promise<void>;
  /** Ends the browser and waits for its process; the session stays linked. Safe to call at any time, twice too. */
  stop(): Promise<void>;
  /** Unlinks this device at WhatsApp, then stops. */
  logout(): Promise<void>;
  /** Asks the page for new QR codes: after `qr_expired`, or in the place of a pairing code. */
  refreshQr(): Promise<void>;
  /**
   * Asks WhatsApp for a code that the owner types on the phone with this number (digits only); `pairing_code` follows.
   * Rejects with `whatsapp_wait_hours`, or `whatsapp_not_connected` when none came within 15 s.
   */
  requestPairingCode(phoneNumber: string): Promise<void>;
  /** The process of the browser (null before it runs), and when it was last used for more than a probe. */
  vitals(): { readonly pid: number | null; readonly usedAt: number };
  /** Whether the page answers, and what it says of its line. Rejects when it does not answer within 10 s. */
  probe(): Promise<'connected' | 'not_connected'>;
  /** What the page keeps of the credentials of former days; empty on a page of today. Rejects with a WhatsAppError. */
  sessionData(): Promise<SessionData>;

  /**
   * Sends a message under an id chosen beforehand, so that a retry can recognise it. Resolves when WhatsApp's
   * server has accepted it (`sent`) or when the page has it and the server has not answered yet (`pending`).
   * Sends are made one at a time. Rejects with a WhatsAppError: `whatsapp_number_unknown`, `whatsapp_refused`,
   * `whatsapp_not_connected`, `whatsapp_failed`, `quoted_message_missing`.
   */
  send(message: OutgoingMessage): Promise<SendResult>;
  /** Hands the page a piece of a file, in order, before it is sent; `offset` 0 begins it anew. */
  stageFile(piece: { fileId: string; offset: number; bytes: Uint8Array }): Promise<void>;
  /**
   * Changes something of a message that WhatsApp has. Rejects with `whatsapp_not_connected`,
   * `whatsapp_no_longer_allowed`, `not_found` (WhatsApp no longer has the message) or `whatsapp_failed`.
   */
  change(change: MessageChange): Promise<void>;
  /** The raw message of our own with this id, or null when WhatsApp has none: asked before anything is sent again. */
  findOwnMessage(input: { chatId: WhatsAppId; messageId: string }): Promise<unknown>;
  /** Tells WhatsApp that the chat was seen (blue ticks for the customer, 0 unread here). */
  markSeen(chatId: WhatsAppId): Promise<void>;
  /**
   * Pins or archives chats of one person, or takes that back; what they are then comes as an event of its own. Rejects
   * with a WhatsAppError: `whatsapp_not_connected`, `whatsapp_read_only`, `whatsapp_pins_full`, `whatsapp_failed`.
   */
  placeChats(chatIds: readonly WhatsAppId[], placing: ChatPlacing): Promise<void>;

  /**
   * Blocks a person, or no longer; of one who is so already nothing is asked. Rejects with a WhatsAppError:
   * `whatsapp_not_connected`, `whatsapp_read_only`, `whatsapp_number_unknown`, `whatsapp_failed`.
   */
  setBlocked(whatsappId: WhatsAppId, isBlocked: boolean): Promise<void>;

  chats(): Promise<ChatSnapshot[]>;
  contacts(): Promise<ContactSnapshot[]>;
  contact(whatsappId: WhatsAppId): Promise<ContactSnapshot | null>;
  /** The other id of one person, asked of WhatsApp's server when the page does not know it; null for nobody's id. */
  identity(whatsappId: WhatsAppId): Promise<Identity | null>;
  /**
   * Raw messages of a chat in WhatsApp's order, oldest first, messages of the same second included in their true
   * order. Reads back from `before` (milliseconds, exclusive; the newest when it is left out) until `since`
   * (inclusive: the whole second is read) or the chat's beginning, but about `limit` messages, the newest, for a second
   * is never divided. `end` says what ended it.
   */
  history(input: HistoryQuestion): Promise<HistoryAnswer>;

  /**
   * Fetches the file of a message. Rejects with a WhatsAppError when it may work another time: `whatsapp_failed`,
   * `whatsapp_not_connected`, `whatsapp_incompatible`.
   */
  downloadMedia(request: MediaRequest): Promise<MediaDownload>;
  /** The profile picture of a person or group, a small JPEG; null when there is none that we may see. */
  profilePicture(whatsappId: WhatsAppId): Promise<Uint8Array | null>;

  /** Calls the listener for every event, in the order in which they happened, until the returned function is called. */
  listen(listener: (event: ClientEvent) => void): () => void;
}

/** What can be sent. */
export type OutgoingContent =
  | { kind: 'text'; text: string }
  /** The bytes are staged: see `stageFile`. */
  | {
      kind: 'file';
      fileId: string;
      form: FileForm;
      fileName: string;
      mimeType: string;
      fileSize: number;
      caption: string;
    }
  | ({ kind: 'location' } & Place)
  | { kind: 'contact'; cards: { name: string; vcard: string }[] }
  | ({ kind: 'poll' } & PollDraft);

export interface OutgoingMessage {
  chatId: WhatsAppId;
  messageId: string;
  content: OutgoingContent;
  /** The `messageId` of the message that this one answers. */
  quotedMessageId?: string;
  mentions?: readonly WhatsAppId[];
  isForwarded?: boolean;
}

export type MessageChange = {
  chatId: WhatsAppId;
  /** Other chats of the same person: the message may be in one of them. */
  otherChatIds?: readonly WhatsAppId[];
  messageId: string;
} & (
  | { kind: 'edit'; text: string }
  /** Deleted for everybody. */
  | { kind: 'revoke' }
  /** An empty emoji takes ours back. */
  | { kind: 'react'; emoji: string }
  /** Sent again to another chat, as forwarded. */
  | { kind: 'forward'; to: WhatsAppId }
);
/** What is done to a chat: WhatsApp has at most three pinned ones, and pins nothing that is archived. */
export type ChatPlacing = 'pin' | 'unpin' | 'archive' | 'unarchive';

export interface HistoryQuestion {
  chatId: WhatsAppId;
  since: number;
  before?: number | undefined;
  limit: number;
}

export interface HistoryAnswer {
  messages: unknown[];
  /** `stuck`: WhatsApp had more and gave what it had given before. */
  end: 'since' | 'limit' | 'beginning' | 'stuck';
}

export type SendResult = 'sent' | 'pending';

export interface MediaRequest {
  chatId: WhatsAppId;
  messageId: string;
  fromMe: boolean;
  /** In groups, who wrote it. */
  author: WhatsAppId | null;
  /** Bytes; a larger file is not fetched. */
  limit: number;
}

export type MediaDownload =
  /** `bytes` are read once, as fast as they are wanted; `drop` lets the file go when nobody wants them. */
  | { state: 'ready'; size: number; bytes: AsyncIterable<Uint8Array>; drop(): Promise<void> }
  /** WhatsApp does not have it any more, or not now: the phone may bring it back. */
  | { state: 'gone' }
  | { state: 'too_large'; size: number };

/** What a client says. Payloads named `raw` are JSON values, not yet understood: they are journalled first. */
export type ClientEvent =
  | { kind: 'qr'; qr: string }
  | { kind: 'qr_expired' }
  | { kind: 'pairing_code'; code: string }
  /** WhatsApp asks for a passkey, which nobody can give in a hidden window. */
  | { kind: 'passkey_needed' }
  /** A phone has scanned the code. */
  | { kind: 'scanned' }
  | { kind: 'loading'; percent: number }
  /**
   * Linked and synchronised. May come again after the page reloaded itself. With `problems` from the self-test the
   * account can be read, and nothing may be sent.
   */
  | { kind: 'ready'; account: LinkedAccount; problems?: readonly string[] }
  /** The page's line to WhatsApp; it reconnects by itself. */
  | { kind: 'line'; up: boolean }
  | { kind: 'raw'; event: RawEvent }
  /** The owner has blocked somebody, here or on the phone, or no longer does: all ids of that person. */
  | { kind: 'blocked'; whatsappIds: readonly WhatsAppId[]; isBlocked: boolean }
  /** WhatsApp ended the link, or somebody did on the phone. The client is of no more use. */
  | { kind: 'unlinked' }
  /** Another browser took the session over. */
  | { kind: 'conflict' }
  | { kind: 'banned' }
  /** Modules that whatsapp-web.js asked for and the page does not have. */
  | { kind: 'incompatible'; missing: string[] }
  /** The browser or page died, or stopped answering. The client is of no more use; a new one may do. */
  | { kind: 'dead'; why: string };

/** An event as WhatsApp gave it. `raw` survives JSON. */
export interface RawEvent {
  type: 'message' | 'ack' | 'unread' | 'place' | ChangeType;
  raw: unknown;
}
