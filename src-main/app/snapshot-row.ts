import { z } from 'zod';
import { User } from '../../src-preload/contract/app.ts';
import { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import { type ConversationId, SessionId } from '../../src-preload/contract/ids.ts';
import { Message } from '../../src-preload/contract/message.ts';
import type { DeviceDatabase, SealedTable } from '../journal/device-database.ts';

/** The key of the row that says who works here. */
export const USER_KEY = 'user';

const Session = z.object({
  sessionId: SessionId,
  /** Milliseconds. */
  createdAt: z.number(),
  /** Whether it is connected again without a person; older versions did not remember it. */
  autoReconnect: z.boolean().optional(),
  account: z.object({
    whatsappId: z.string(),
    phoneNumber: z.string(),
    pushname: z.string(),
    platform: z.string(),
  }),
});

/** A conversation as it was last seen. */
const Conversation = z.object({
  kind: z.literal('conversation'),
  summary: ConversationSummary,
  /** Where to send to; null until the database has told. */
  chatId: z.string().nullable(),
});

/** The end of its thread, a row of its own: the list is read at each start, and threads are most of what there is. */
const Thread = z.object({
  kind: z.literal('thread'),
  /** The newest, in their order; none of them is still in the outbox. */
  messages: z.array(Message),
  /** Whether the database has older ones. */
  hasOlder: z.boolean(),
});
export type RememberedThread = Omit<z.infer<typeof Thread>, 'kind'>;

/** One row of what this computer remembers for a start without the databases. */
const SnapshotRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), user: User }),
  z.object({ kind: z.literal('sessions'), sessions: z.array(Session) }),
  Conversation,
  Thread,
]);
export type SnapshotRow = z.infer<typeof SnapshotRow>;
export type RememberedSession = z.infer<typeof Session>;

export function snapshotTable(database: DeviceDatabase): SealedTable<SnapshotRow> {
  return database.table('snapshot', SnapshotRow);
}

/** Of these come all before any thread: what is read at a start are the first keys. */
export function conversationKey(conversationId: ConversationId): string {
  return `conversation/${conversationId}`;
}

export function threadKey(conversationId: ConversationId): string {
  return `thread/${conversationId}`;
}

/** The person who works here, as this computer remembers them; null when it does not. */
export async function rememberedUser(database: DeviceDatabase): Promise<User | null> {
  const row = await snapshotTable(database).get(USER_KEY);
  return row === null || row instanceof Error || row.kind !== 'user' ? null : row.user;
}
