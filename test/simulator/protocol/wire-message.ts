import { z } from 'zod';

const keySchema = z.object({
  fromMe: z.boolean(),
  remote: z.string(),
  /** The stanza id: the same message has it on every device. */
  id: z.string(),
  participant: z.string().optional(),
});

const wireReactionSchema = z.object({
  key: keySchema,
  from: z.string(),
  /** Empty when it was taken back. */
  text: z.string(),
  /** Milliseconds. */
  t: z.number(),
});
export type WireReaction = z.infer<typeof wireReactionSchema>;

const wireVoteSchema = z.object({
  key: keySchema,
  from: z.string(),
  /** Local ids; none when it was taken back. */
  options: z.array(z.number()),
  /** Milliseconds. */
  t: z.number(),
});
export type WireVote = z.infer<typeof wireVoteSchema>;

/** A message as it travels between the simulator's server and its page. Ids are strings, `t` is in seconds. */
export const wireMessageSchema = z.object({
  key: keySchema,
  from: z.string(),
  to: z.string(),
  author: z.string().optional(),
  senderPn: z.string().optional(),
  senderLid: z.string().optional(),
  type: z.string(),
  subtype: z.string().optional(),
  body: z.string().optional(),
  caption: z.string().optional(),
  t: z.number().int(),
  /** -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played. */
  ack: z.number().int(),
  notifyName: z.string().optional(),
  filename: z.string().optional(),
  mimetype: z.string().optional(),
  filehash: z.string().optional(),
  encFilehash: z.string().optional(),
  directPath: z.string().optional(),
  mediaKey: z.string().optional(),
  mediaKeyTimestamp: z.number().optional(),
  size: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  duration: z.union([z.string(), z.number()]).optional(),
  isGif: z.boolean().optional(),
  isViewOnce: z.boolean().optional(),
  isForwarded: z.boolean().optional(),
  star: z.boolean().optional(),
  hasReaction: z.boolean().optional(),
  quotedMsg: z.record(z.string(), z.unknown()).optional(),
  quotedStanzaID: z.string().optional(),
  quotedParticipant: z.string().optional(),
  vcardFormattedName: z.string().optional(),
  vcardList: z.array(z.unknown()).optional(),
  lat: z.number().optional(),
  lng: z.number().optional(),
  loc: z.string().optional(),
  isLive: z.boolean().optional(),
  latestEditSenderTimestampMs: z.number().optional(),
  mentionedJidList: z.array(z.string()).optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  matchedText: z.string().optional(),
  canonicalUrl: z.string().optional(),
  pollName: z.string().optional(),
  pollOptions: z.array(z.object({ name: z.string(), localId: z.number().int() })).optional(),
  pollSelectableOptionsCount: z.number().int().optional(),
  callOutcome: z.string().optional(),
  callDuration: z.number().optional(),
  isVideoCall: z.boolean().optional(),
  eventName: z.string().optional(),
  /** Of a group's notice: whom it concerns. */
  recipients: z.array(z.string()).optional(),
  /** What people left on it; the page keeps them in a table of their own. */
  reactions: z.array(wireReactionSchema).optional(),
  /** What people chose in a poll, each person's newest; likewise. */
  votes: z.array(wireVoteSchema).optional(),
});

export type WireMessage = z.infer<typeof wireMessageSchema>;

/** A person WhatsApp knows. `pn` and `lid` are whole ids (`…@c.us`, `…@lid`); `addressing` says which one chats use. */
export interface WireContact {
  readonly pn: string;
  readonly lid: string;
  readonly addressing: 'pn' | 'lid';
  /** Pages are not to know which number the LID has. */
  readonly hidesNumber: boolean;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly pushname?: string | undefined;
  readonly isBusiness: boolean;
  readonly hasPicture: boolean;
}

export interface WireGroupMetadata {
  readonly subject: string;
  readonly creation: number;
  readonly owner: string;
  readonly desc: string;
  readonly announce: boolean;
  readonly participants: readonly {
    readonly id: string;
    readonly isAdmin: boolean;
    readonly isSuperAdmin: boolean;
  }[];
}

/** A chat without its messages. */
export interface WireChat {
  readonly id: string;
  readonly name?: string | undefined;
  readonly t: number;
  readonly unreadCount: number;
  readonly archive: boolean;
  /** Since when it is pinned, in seconds; 0 while it is not. */
  readonly pin: number;
  readonly groupMetadata?: WireGroupMetadata | undefined;
}

/** The owner of the phone. */
export interface WireOwner {
  readonly pn: string;
  readonly lid: string;
  readonly pushname: string;
  readonly platform: string;
}
