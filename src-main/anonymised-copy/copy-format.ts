import { z } from 'zod';
import { campaignChannels, campaignStates } from '../../src-preload/contract/campaign.ts';
import {
  conversationStatuses,
  priorities,
} from '../../src-preload/contract/conversation-filter.ts';
import { LeadStage } from '../../src-preload/contract/lead.ts';
import { Currency } from '../../src-preload/contract/money.ts';
import { Call, groupEvents, messageTypes } from '../../src-preload/contract/message-content.ts';
import { messageStatuses } from '../../src-preload/contract/message.ts';
import { RESPONSE_CLASSES } from '../../src-preload/contract/response-classes.ts';
import { isEdge } from './k-anonymous-amounts.ts';
import { timeUnits } from './k-anonymous-times.ts';
import { fileKinds, sizeClasses } from './placeholder-file.ts';

/**
 * The files of an anonymised copy, one JSON object a line. Objects are strict: what is not named here cannot be in a copy.
 * Ids are new ones, of this copy alone. `text` and names are made up.
 */

const Id = z.uuid();
const Place = z.number().int().nonnegative();
const Text = z.string();
/** The beginning of an hour, a day, or a week, UTC; shifted by as many whole weeks as everything in the copy. */
const Time = z
  .strictObject({
    unit: z.enum(timeUnits),
    from: z.string().regex(/^\d{4}-\d\d-\d\d(?:T\d\d:00Z)?$/),
  })
  .nullable();
const Edge = z.number().int().refine(isEdge, 'expected the edge of a class');
/** In the smallest unit of the currency; `to` is left out of it. */
const Amount = z.strictObject({ currency: Currency, from: Edge, to: Edge }).nullable();

const Person = z.strictObject({
  personId: Id,
  name: Text,
  phoneNumber: z
    .string()
    .regex(/^\+\d{1,3}0001\d{7}$/)
    .nullable(),
  isBusiness: z.boolean(),
  hasEmail: z.boolean(),
  company: Text,
  title: Text,
  notes: Text,
  metAt: Time,
});

const Colleague = z.strictObject({ userId: Id, name: Text });

const Campaign = z.strictObject({
  campaignId: Id,
  name: Text,
  code: Text,
  channel: z.enum(campaignChannels),
  status: z.enum(campaignStates),
});

const Conversation = z.strictObject({
  conversationId: Id,
  /** Through which of the accounts. */
  accountId: Id,
  businessId: Id.nullable(),
  isGroup: z.boolean(),
  /** Null for a group. */
  personId: Id.nullable(),
  name: Text,
  /** Those that at least `k` people have. */
  labels: z.array(Text),
  status: z.enum(conversationStatuses),
  priority: z.enum(priorities),
  assigneeId: Id.nullable(),
  campaignId: Id.nullable(),
  isArchived: z.boolean(),
  isWaiting: z.boolean(),
  lastMessageAt: Time,
});

const File = z.strictObject({
  /** In the folder `media`, with the ending of its kind; null where it was not stored. */
  fileId: Id.nullable(),
  kind: z.enum(fileKinds),
  /** The first of these that the original was not larger than, in bytes. */
  upTo: z.union(sizeClasses.map((size) => z.literal(size))),
});

const Details = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('location'), isLive: z.boolean() }),
  z.strictObject({ kind: z.literal('contact'), cards: Place }),
  z.strictObject({
    kind: z.literal('poll'),
    question: Text,
    options: z.array(z.strictObject({ name: Text, votes: Place })),
  }),
  z.strictObject({ kind: z.literal('call'), isVideo: z.boolean(), outcome: Call.shape.outcome }),
  z.strictObject({ kind: z.literal('group_event'), event: z.enum(groupEvents), people: Place }),
]);

const Message = z.strictObject({
  messageId: Id,
  conversationId: Id,
  /** Its place in the conversation, from 0. */
  place: Place,
  direction: z.enum(['incoming', 'outgoing']),
  type: z.enum(messageTypes),
  /** Who wrote it: a person, or a colleague; null for the owner of the account, and where nobody knows. */
  personId: Id.nullable(),
  userId: Id.nullable(),
  text: Text,
  status: z.enum(messageStatuses),
  isForwarded: z.boolean(),
  isEdited: z.boolean(),
  isStarred: z.boolean(),
  hasLinkPreview: z.boolean(),
  leadGenerated: z.boolean(),
  /** Those that at least `k` people have. */
  tags: z.array(Text),
  /** Of the message that it answers, where that is in the copy. */
  replyTo: Id.nullable(),
  mentions: z.array(Id),
  reactions: z.array(z.strictObject({ emoji: Text, personId: Id.nullable() })),
  file: File.nullable(),
  details: Details.nullable(),
  sentAt: Time,
  /** Of an answer: in which class of `responseClassEnds` its response time is, where at least `k` people have it. */
  responseClass: z
    .number()
    .int()
    .min(0)
    .max(RESPONSE_CLASSES - 1)
    .nullable(),
});

const Note = z.strictObject({
  noteId: Id,
  conversationId: Id,
  authorId: Id,
  text: Text,
  writtenAt: Time,
});

const Lead = z.strictObject({
  leadId: Id,
  conversationId: Id.nullable(),
  personId: Id.nullable(),
  campaignId: Id.nullable(),
  ownerId: Id.nullable(),
  stage: LeadStage,
  source: z.enum(['whatsapp', 'import', 'manual', 'other']),
  value: Amount,
  reasons: z.array(Text),
  excerpt: Text,
  notes: Text,
  nextStep: Text,
  lostReason: Text,
  createdAt: Time,
  inStageSince: Time,
});

/** Which lines stand in which file. */
export const copyFiles = {
  people: Person,
  team: Colleague,
  campaigns: Campaign,
  conversations: Conversation,
  messages: Message,
  notes: Note,
  leads: Lead,
} as const;
export type CopyFile = keyof typeof copyFiles;
export type CopyLine<Name extends CopyFile = CopyFile> = z.input<(typeof copyFiles)[Name]>;
export const copyFileNames = Object.keys(copyFiles) as CopyFile[];

export const CopyManifest = z.strictObject({
  format: z.literal('alexia-desk anonymised copy'),
  version: z.literal(1),
  k: z.number().int().positive(),
  lines: z.strictObject(
    Object.fromEntries(copyFileNames.map((name) => [name, Place])) as Record<
      CopyFile,
      typeof Place
    >,
  ),
});
export type CopyManifest = z.infer<typeof CopyManifest>;

/** The shape of every file, as JSON Schema: the same for all copies of this version. */
export function schemaText(): string {
  const files = copyFileNames.map((name) => [
    `${name}.ndjson`,
    z.toJSONSchema(copyFiles[name], { unrepresentable: 'any' }),
  ]);
  return `${JSON.stringify(Object.fromEntries(files), null, 2)}\n`;
}
