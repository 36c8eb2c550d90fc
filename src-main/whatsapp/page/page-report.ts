import { z } from 'zod';

/** The name of the function by which `harden-page.ts` speaks to this process. */
export const REPORT_FUNCTION = '__deskReport';

/** What the page tells by itself, beside the events of whatsapp-web.js. */
export const PageReport = z.discriminatedUnion('kind', [
  /** The state of the page's socket changed. */
  z.object({ kind: z.literal('state'), state: z.string() }),
  /** WhatsApp says that this device is no longer linked. */
  z.object({ kind: z.literal('logged_out') }),
  /** whatsapp-web.js could not take over after a synchronisation. */
  z.object({ kind: z.literal('takeover_failed'), message: z.string() }),
  /** WhatsApp asks for a passkey. */
  z.object({ kind: z.literal('passkey_needed') }),
  z.object({ kind: z.literal('unread'), chatId: z.string(), unreadCount: z.number() }),
  /** A chat is archived or pinned now, or is so no longer. */
  z.object({
    kind: z.literal('place'),
    chatId: z.string(),
    isArchived: z.boolean(),
    isPinned: z.boolean(),
  }),
  /** The owner has blocked somebody, or no longer does: the ids of that person. */
  z.object({
    kind: z.literal('blocked'),
    whatsappIds: z.array(z.string()),
    isBlocked: z.boolean(),
  }),
  /** Somebody has chosen in a poll; as it is, to be understood later. */
  z.object({ kind: z.literal('vote'), vote: z.unknown() }),
]);
export type PageReport = z.infer<typeof PageReport>;
