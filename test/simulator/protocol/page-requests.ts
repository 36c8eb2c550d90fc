import { z } from 'zod';
import type { Bootstrap, JournalEntry } from './page-events.ts';
import { wireMessageSchema } from './wire-message.ts';
import type { WireChat, WireContact, WireMessage } from './wire-message.ts';

const nothing = z.object({});
const byChat = z.object({ chatId: z.string() });
const byMessage = z.object({ id: z.string() });

/** What a page may ask, checked at the door. */
export const pageRequestSchemas = {
  hello: z.object({
    deviceId: z.string().nullable(),
    /** The last journal entry a live page has seen; `null` from a page that starts from nothing. */
    lastSeq: z.number().int().nullable(),
  }),
  /** The page has the passkey that it asked for. */
  confirmPairing: nothing,
  refreshQr: nothing,
  requestPairingCode: z.object({ phone: z.string(), showNotification: z.boolean() }),
  logout: nothing,
  takeover: nothing,
  presence: z.object({ available: z.boolean() }),
  chatState: z.object({ chatId: z.string(), state: z.string() }),
  missingModule: z.object({ name: z.string() }),
  resend: z.object({ ids: z.array(z.string()) }),
  search: z.object({ query: z.string(), chatId: z.string().nullable(), count: z.number().int() }),
  messages: z.object({ ids: z.array(z.string()) }),
  earlier: z.object({ chatId: z.string(), before: z.string().nullable() }),
  profilePicture: z.object({ id: z.string() }),
  exists: z.object({ id: z.string() }),
  findChat: z.object({ id: z.string() }),
  seen: byChat,
  archive: byChat.extend({ on: z.boolean() }),
  pin: byChat.extend({ on: z.boolean() }),
  block: z.object({ id: z.string(), on: z.boolean() }),
  edit: z.object({ id: z.string(), text: z.string() }),
  revoke: byMessage,
  react: z.object({ id: z.string(), text: z.string() }),
  receipt: z.object({ number: z.number().int() }),
  send: z.object({ message: wireMessageSchema }),
} as const;

export const pageRequestSchema = z.object({
  id: z.number().int(),
  method: z.string(),
  params: z.unknown(),
});

export type PageMethod = keyof typeof pageRequestSchemas;

export type PageParams = {
  [Method in PageMethod]: z.infer<(typeof pageRequestSchemas)[Method]>;
};

export type Welcome =
  | { readonly status: 'unpaired'; readonly ref: string }
  | { readonly status: 'unauthorized' }
  | { readonly status: 'fresh'; readonly bootstrap: Bootstrap }
  | { readonly status: 'resumed'; readonly missed: readonly JournalEntry[] };

/** What a chat is after it was asked to be archived or pinned. */
type Place = Pick<WireChat, 'archive' | 'pin'>;

export interface PageResults {
  hello: Welcome;
  confirmPairing: null;
  refreshQr: null;
  requestPairingCode: { readonly code: string } | { readonly error: string };
  logout: null;
  takeover: null;
  presence: null;
  chatState: null;
  missingModule: null;
  resend: null;
  search: readonly WireMessage[];
  messages: readonly WireMessage[];
  earlier: readonly WireMessage[];
  profilePicture: { readonly eurl: string; readonly id: string } | null;
  exists: { readonly wid: string; readonly pn: string | null; readonly lid: string } | null;
  findChat: { readonly chat: WireChat; readonly contact?: WireContact | undefined } | null;
  seen: null;
  archive: Place;
  pin: Place;
  /** Whether the person is blocked then. */
  block: { readonly id: string; readonly on: boolean };
  edit: null;
  revoke: null;
  react: null;
  receipt: null;
  send: { readonly t: number };
}
