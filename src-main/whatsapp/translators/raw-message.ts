import { z } from 'zod';
import { MessageId } from '../../../src-preload/contract/ids.ts';

/** A text that WhatsApp also sends as null, or leaves out. */
const text = z.string().nullish();

/** What only adorns a message: in a shape that nobody foresaw it is as if it were not there, and the message stays. */
function adornment<S extends z.ZodType>(schema: S): z.ZodCatch<z.ZodOptional<z.ZodNullable<S>>> {
  return schema.nullish().catch(undefined);
}

/** The largest that a moment can be, in milliseconds; no honest size or length comes near it. */
export const LARGEST_AMOUNT = 8.64e15;
const amount = adornment(z.coerce.number().nonnegative().max(LARGEST_AMOUNT));

/** The end of the year 9999, in seconds: what is later has no month among the partitions, and would stay on top for ever. */
const LATEST = 253_402_300_799;
/** WhatsApp's moments, in whole seconds. */
export const Seconds = z
  .number()
  .positive()
  .max(LATEST)
  .transform((seconds) => Math.ceil(seconds));

/** What is read of a message as WhatsApp gives it. */
export const RawMessage = z.object({
  id: z.unknown(),
  type: z.string().min(1),
  subtype: adornment(z.string()),
  t: Seconds,
  ack: z.number().nullish(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
  author: z.unknown().optional(),
  body: text,
  caption: text,
  pollName: text,
  eventName: text,
  loc: text,
  vcardFormattedName: text,
  notifyName: text,
  isForwarded: z.boolean().nullish(),
  quotedStanzaID: adornment(MessageId),
  decryptionFailed: z.boolean().optional(),
  /** Of a revoked message: the key that it had before. */
  protocolMessageKey: z.unknown().optional(),
  latestEditSenderTimestampMs: amount,
  mentionedJidList: adornment(z.array(z.unknown())),

  filename: adornment(z.string()),
  mimetype: adornment(z.string()),
  size: amount,
  /** Seconds. */
  duration: amount,
  width: amount,
  height: amount,
  isGif: adornment(z.boolean()),
  isViewOnce: adornment(z.boolean()),

  title: adornment(z.string()),
  description: adornment(z.string()),
  matchedText: adornment(z.string()),
  canonicalUrl: adornment(z.string()),

  lat: adornment(z.number()),
  lng: adornment(z.number()),
  isLive: adornment(z.boolean()),

  vcardList: adornment(
    z.array(z.object({ displayName: adornment(z.string()), vcard: z.string() })),
  ),

  pollOptions: adornment(
    z.array(z.object({ name: z.string(), localId: adornment(z.number().int()) })),
  ),
  pollSelectableOptionsCount: amount,

  callOutcome: adornment(z.union([z.string(), z.number()])),
  callDuration: amount,
  isVideoCall: adornment(z.boolean()),

  /** Of a group's notice: whom it concerns. */
  recipients: adornment(z.array(z.unknown())),

  /** The other id of a person: see `read-identities.ts`. */
  senderPn: z.unknown().optional(),
  senderLid: z.unknown().optional(),
  participantPn: z.unknown().optional(),
  participantLid: z.unknown().optional(),
  authorPn: z.unknown().optional(),
  authorLid: z.unknown().optional(),
  recipientPn: z.unknown().optional(),
  recipientLid: z.unknown().optional(),
  peerRecipientPn: z.unknown().optional(),
  peerRecipientLid: z.unknown().optional(),

  /** Added by `read-history.ts`. */
  deskReactions: adornment(z.array(z.unknown())),
  deskVotes: adornment(z.array(z.unknown())),
});
export type RawMessage = z.infer<typeof RawMessage>;
