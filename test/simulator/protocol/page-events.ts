import type { Quirks } from '../quirks.ts';
import type {
  WireChat,
  WireContact,
  WireMessage,
  WireOwner,
  WireReaction,
  WireVote,
} from './wire-message.ts';

export interface Credentials {
  readonly deviceId: string;
  readonly me: WireOwner;
}

/** What a page gets when it starts from nothing: every chat, but only the newest messages of each. */
export interface Bootstrap {
  readonly me: WireOwner;
  readonly contacts: readonly WireContact[];
  readonly chats: readonly WireChat[];
  readonly messages: readonly WireMessage[];
  /** Whom the owner has blocked. */
  readonly blocked: readonly string[];
  /** The journal position this picture was taken at; later entries come as events. */
  readonly seq: number;
}

/** Changes of the world. They are journalled, so that a page can ask for those it missed. */
export interface WorldEvents {
  message: {
    readonly message: WireMessage;
    readonly chat: WireChat;
    readonly contact?: WireContact | undefined;
  };
  ack: { readonly id: string; readonly ack: number };
  /** `at` in milliseconds. */
  edit: { readonly id: string; readonly text: string; readonly at: number };
  revoke: { readonly id: string };
  decrypted: { readonly id: string; readonly type: string; readonly body: string };
  reaction: WireReaction & { readonly parent: WireMessage['key'] };
  vote: WireVote & { readonly parent: WireMessage['key'] };
  seen: { readonly chatId: string };
  /** A chat was archived or pinned, or is so no longer. */
  place: { readonly chatId: string } & Pick<WireChat, 'archive' | 'pin'>;
  /** The owner has blocked somebody, or no longer does. */
  blocked: { readonly id: string; readonly on: boolean };
}

/** Orders to one page or to all of them; not journalled. */
export interface PageOrders {
  ref: { readonly ref: string };
  idle: Record<string, never>;
  paired: { readonly credentials: Credentials; readonly bootstrap: Bootstrap };
  unauthorized: Record<string, never>;
  state: { readonly state: string };
  reload: Record<string, never>;
  crash: Record<string, never>;
  hang: { readonly milliseconds: number };
  grow: { readonly megabytes: number };
  detach: Record<string, never>;
  replaceState: Record<string, never>;
  iframe: Record<string, never>;
  /** What the page's local storage has under these names from now on; null for nothing. */
  storage: { readonly items: Readonly<Record<string, string | null>> };
  call: { readonly id: string; readonly from: string };
  /** Answered by the request `receipt` once it is in force. */
  quirks: { readonly quirks: Quirks; readonly receipt: number };
}

export type WorldEventName = keyof WorldEvents;
export type PageOrderName = keyof PageOrders;

/** One journalled change, as pushed to a linked page. */
export type JournalEntry = {
  [Name in WorldEventName]: {
    readonly seq: number;
    readonly event: Name;
    readonly data: WorldEvents[Name];
  };
}[WorldEventName];

export type PageOrder = {
  [Name in PageOrderName]: { readonly order: Name; readonly data: PageOrders[Name] };
}[PageOrderName];

/** Everything the server sends: the answer to a request, a change of the world, or an order. */
export type ServerFrame =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string }
  | JournalEntry
  | PageOrder;
