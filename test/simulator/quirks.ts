import { z } from 'zod';

/**
 * Troubles of the real page and server that the simulator plays. Those marked *next load* take effect for pages loaded
 * afterwards; all others at once.
 */
export const quirksSchema = z
  .object({
    /** Reports the sync as done without waiting for a listener: "ready never fires". */
    instantSync: z.boolean(),
    neverSync: z.boolean(),
    /** How many extra times hasSynced flips after a sync. */
    doubleSync: z.number().int().nonnegative(),
    syncFlipOnLogout: z.boolean(),
    resyncOnReconnect: z.boolean(),
    reloadAfterPair: z.boolean(),
    /** The page loads but never connects; its state stays OPENING. Next load. */
    noTransport: z.boolean(),
    /** `_serialized` of message keys is called `$1` (July 2026). Next load. */
    minifiedIds: z.boolean(),
    /** The same for user and chat ids. Next load. */
    minifiedWid: z.boolean(),
    sendSeenThrows: z.boolean(),
    /** The page's own send throws this text. */
    sendThrows: z.string(),
    /** The page's own send throws this text after the server has taken the message. */
    sendThrowsAfter: z.string(),
    /** The server takes messages and never answers: they stay without a tick. */
    ackNever: z.boolean(),
    /** Files cannot be uploaded. */
    uploadFails: z.boolean(),
    /** How long an upload takes, in milliseconds. */
    uploadMs: z.number().nonnegative(),
    /** The server refuses every message with this text: ack -1. */
    sendFails: z.string(),
    /** The connection breaks once at the next send, before or after the server has taken the message. */
    dropOnSend: z.enum(['before', 'after']),
    sendIndexedUnderSibling: z.boolean(),
    /** Modules that `require` no longer finds: "WhatsApp changed its page". */
    dropModules: z.array(z.string()),
    unpairedStateOnLogout: z.boolean(),
    noLogoutNavigation: z.boolean(),
    linkPreview: z.boolean(),
    /** The page rewrites its own address while it starts. Next load. */
    replaceStateOnBoot: z.boolean(),
    /** The answer to a request for a pairing code never comes. */
    pairingCodeHangs: z.boolean(),
    /** The page asks for a passkey when it is scanned, and pairs only when it gets one. */
    asksForPasskey: z.boolean(),
    /**
     * How the page tells its listeners of messages that come: each twice, half a second later, those of a quarter of a
     * second in the wrong order, not at all, or with an id and a type that cannot be read. It has them all the same.
     */
    arrivals: z.enum(['twice', 'late', 'reversed', 'lost', 'corrupt']),
    /** Four devices are linked: the phone refuses the next one, and tells nobody but its owner. */
    devicesFull: z.boolean(),
    /** Pairing codes are refused as by WhatsApp's rate limit. */
    pairingCodeRateLimited: z.boolean(),
  })
  .partial();

export type Quirks = z.infer<typeof quirksSchema>;
