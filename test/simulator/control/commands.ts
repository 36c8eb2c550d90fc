import { z } from 'zod';
import { quirksSchema } from '../quirks.ts';
import { mediaKinds } from '../world/compose-message.ts';
import { bookMessageSchema, bookSchema } from '../world/book.ts';
import { contentSchema } from './content.ts';
import { dialogueSchema, loadOptionsSchema, replayOptionsSchema } from './dialogues.ts';
import { groupChangeSchema } from './group-change.ts';

export const customerSchema = z.object({
  /** As people write it: `+34 600 111 222`. */
  number: z.string(),
  lid: z.string().optional(),
  /** Whether the person's chat is found under the phone number or under the LID. */
  addressing: z.enum(['pn', 'lid']).optional(),
  /** Linked devices know the person by the LID alone until this is taken back. */
  hidesNumber: z.boolean().optional(),
  /** Under which the person can be found on WhatsApp. */
  username: z.string().optional(),
  /** As in the owner's address book; without it the person is a stranger. */
  name: z.string().optional(),
  /** As the person calls themselves. */
  pushname: z.string().optional(),
  isBusiness: z.boolean().optional(),
  hasPicture: z.boolean().optional(),
});

const writingSchema = z.object({
  /** Seconds; now if left out. */
  at: z.number().int().optional(),
  /** Stanza id of the message that is answered. */
  quotes: z.string().optional(),
  forwarded: z.boolean().optional(),
  /** People named in the text: phone numbers or ids. */
  mentions: z.array(z.string()).optional(),
});

const customerWritingSchema = writingSchema.extend({
  /** The group it is written to, instead of the person's own chat. */
  group: z.string().optional(),
  device: z.enum(['android', 'ios', 'web']).optional(),
  /** The message says the writer's other id: the number to a LID, the LID to a number. */
  tellsOtherId: z.boolean().optional(),
});

export const customerSayingSchema = customerWritingSchema.extend({
  /** The page gets the message unreadable and can read it so many milliseconds later. */
  deciphersAfterMs: z.number().nonnegative().optional(),
});

const mediaTroubleSchema = z.object({
  gone: z.union([z.literal(404), z.literal(410), z.null()]).optional(),
  slowMs: z.number().nonnegative().optional(),
  isCorrupt: z.boolean().optional(),
});

const fileSchema = z.object({
  base64: z.base64(),
  mimetype: z.string(),
  filename: z.string().optional(),
  caption: z.string().optional(),
  kind: z.enum(mediaKinds).optional(),
  duration: z.number().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  isGif: z.boolean().optional(),
  isViewOnce: z.boolean().optional(),
  /** A small JPEG in base64. */
  thumbnail: z.string().optional(),
  announcedSize: z.number().optional(),
  trouble: mediaTroubleSchema.optional(),
});

const nothing = z.object({});
const device = z.object({ deviceId: z.string() });
const message = z.object({ id: z.string() });
const changed = z.object({ changed: z.number().int() });
const counts = z.object({
  dialogues: z.number().int(),
  customerTurns: z.number().int(),
  agentTurns: z.number().int(),
  messages: z.number().int(),
});

/** Everything that can be asked of a simulator, in the process and over loopback alike. */
export const commandSchemas = {
  'phone.scan': { params: z.object({ qr: z.string().optional() }), result: device },
  'phone.entersPairingCode': { params: z.object({ code: z.string() }), result: device },
  'phone.unlinks': { params: nothing, result: nothing },
  'phone.says': {
    params: writingSchema.extend({ chat: z.string(), text: z.string() }),
    result: message,
  },
  'phone.sends': {
    params: writingSchema.extend({ chat: z.string(), file: fileSchema }),
    result: message,
  },
  'phone.shares': {
    params: writingSchema.extend({ chat: z.string(), content: contentSchema }),
    result: message,
  },
  'phone.edits': { params: message.extend({ text: z.string() }), result: nothing },
  'phone.revokes': { params: message, result: nothing },
  'phone.reacts': { params: message.extend({ text: z.string() }), result: nothing },
  'phone.votes': { params: message.extend({ options: z.array(z.string()) }), result: nothing },
  'phone.reads': { params: z.object({ chat: z.string().optional() }), result: changed },
  'phone.archives': { params: z.object({ chat: z.string(), on: z.boolean() }), result: nothing },
  'phone.pins': { params: z.object({ chat: z.string(), on: z.boolean() }), result: nothing },
  'phone.blocks': { params: z.object({ customer: z.string(), on: z.boolean() }), result: nothing },
  'phone.keepsArchived': { params: z.object({ on: z.boolean() }), result: nothing },
  /** The phone deletes what is older than this second; linked devices are never given it again. */
  'phone.forgets': {
    params: z.object({ chat: z.string(), before: z.number().int() }),
    result: nothing,
  },
  'customer.meets': {
    params: z.object({ customer: customerSchema }),
    result: z.object({ chatId: z.string(), pn: z.string(), lid: z.string() }),
  },
  'customer.says': {
    params: customerSayingSchema.extend({ customer: customerSchema, text: z.string() }),
    result: message,
  },
  'customer.sends': {
    params: customerWritingSchema.extend({ customer: customerSchema, file: fileSchema }),
    result: message,
  },
  'customer.shares': {
    params: customerWritingSchema.extend({ customer: customerSchema, content: contentSchema }),
    result: message,
  },
  'customer.votes': {
    params: message.extend({ customer: customerSchema, options: z.array(z.string()) }),
    result: nothing,
  },
  'customer.plays': { params: z.object({ customer: customerSchema }), result: changed },
  'customer.receives': { params: z.object({ customer: customerSchema }), result: changed },
  'customer.reads': { params: z.object({ customer: customerSchema }), result: changed },
  'customer.edits': { params: message.extend({ text: z.string() }), result: nothing },
  'customer.revokes': { params: message, result: nothing },
  'customer.reacts': {
    params: message.extend({ customer: customerSchema, text: z.string() }),
    result: nothing,
  },
  'customer.calls': { params: z.object({ customer: customerSchema }), result: message },
  'group.create': {
    params: z.object({ id: z.string(), subject: z.string(), members: z.array(customerSchema) }),
    result: z.object({ chatId: z.string() }),
  },
  'group.changes': {
    params: z.object({
      chat: z.string(),
      /** Who does it; the owner if left out. */
      by: customerSchema.optional(),
      change: groupChangeSchema,
    }),
    result: message,
  },
  'network.drop': {
    params: z.object({ milliseconds: z.number().nonnegative().optional() }),
    result: nothing,
  },
  'network.restore': { params: nothing, result: nothing },
  'page.reload': { params: nothing, result: nothing },
  'page.crash': { params: nothing, result: nothing },
  'page.hang': { params: z.object({ milliseconds: z.number().positive() }), result: nothing },
  'page.grow': {
    params: z.object({ megabytes: z.number().int().positive() }),
    result: nothing,
  },
  'page.detachFrame': { params: nothing, result: nothing },
  'page.state': { params: z.object({ state: z.string() }), result: nothing },
  'page.replaceState': { params: nothing, result: nothing },
  'page.keeps': {
    params: z.object({ items: z.record(z.string(), z.string().nullable()) }),
    result: nothing,
  },
  'page.navigateInFrame': { params: nothing, result: nothing },
  'quirks.set': { params: quirksSchema, result: nothing },
  'quirks.clear': { params: nothing, result: nothing },
  /** Changes what is wrong with the file of a message; what is left out stays. */
  'media.trouble': { params: message.extend({ trouble: mediaTroubleSchema }), result: nothing },
  'history.load': {
    params: z.object({ dialogues: z.array(dialogueSchema), options: loadOptionsSchema }),
    result: counts,
  },
  'history.replay': {
    params: z.object({ dialogues: z.array(dialogueSchema), options: replayOptionsSchema }),
    result: counts,
  },
  book: { params: nothing, result: bookSchema },
  message: { params: message, result: bookMessageSchema },
  file: { params: message, result: z.object({ base64: z.base64() }) },
  status: {
    params: nothing,
    result: z.object({
      linkedDevices: z.number().int(),
      /** Linked devices that are connected now. */
      onlineDevices: z.number().int(),
      isQrOffered: z.boolean(),
    }),
  },
  missingModules: { params: nothing, result: z.array(z.string()) },
} as const;

export type CommandName = keyof typeof commandSchemas;

export type CommandParams = {
  [Name in CommandName]: z.infer<(typeof commandSchemas)[Name]['params']>;
};

export type CommandResults = {
  [Name in CommandName]: z.infer<(typeof commandSchemas)[Name]['result']>;
};

export type CommandHandlers = {
  [Name in CommandName]: (
    params: CommandParams[Name],
  ) => CommandResults[Name] | Promise<CommandResults[Name]>;
};

export type CustomerProfile = z.infer<typeof customerSchema>;
export type CustomerSaying = z.infer<typeof customerSayingSchema>;
export type CustomerWriting = z.infer<typeof customerWritingSchema>;
export type Writing = z.infer<typeof writingSchema>;
export type ReplayCounts = z.infer<typeof counts>;

export const isCommandName = (name: string): name is CommandName =>
  Object.hasOwn(commandSchemas, name);
