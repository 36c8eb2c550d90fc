import { type ClientSession, ObjectId, type UpdateFilter } from 'mongodb';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { assertNever } from '../../common/assert-never.ts';
import { conversationSubject } from '../../crypto/key-subjects.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { excerpt } from '../../domain/excerpt.ts';
import type { MessageChange, MessageEdited } from '../../domain/whatsapp-event.ts';
import { giveUpFile, removeFile } from './carried-files.ts';
import { conversationFields } from './conversation-document.ts';
import { MessageDocument } from './documents.ts';
import { fileIdOf } from './media-document.ts';
import { messageFields, searchTokensOf, withoutTokens } from './message-document.ts';
import {
  openDetails,
  searchableText,
  sealReaction,
  sealTextParts,
  sealVote,
} from './message-parts.ts';
import type { MongoContext } from './mongo-context.ts';
import { rewriteTurns } from './read-turns.ts';
import type { SealedFields } from './sealed-fields.ts';

/** How often a message is looked for anew that has just gone to the archive. */
const ATTEMPTS = 5;

const ReadDocument = MessageDocument.omit({ searchTokens: true });
type Stored = ReturnType<typeof ReadDocument.parse>;

interface Update {
  message: UpdateFilter<MessageDocument>;
  /** What the list shows of it now, when it is the conversation's last message. */
  preview?: { content: string; type: MessageDocument['type'] };
}

interface Outcome {
  kind: 'changed' | 'unchanged' | 'moved';
  /** The file of a revoked message, which no other message of the conversation carries. */
  givenUp?: ObjectId;
}

interface ChangeInput {
  conversationId: ConversationId;
  /** `conversations._id`. */
  conversation: ObjectId;
  change: MessageChange;
  /** Which partition a message is in, by its id. */
  locate(messageId: string): Promise<ReadonlyMap<string, string>>;
}

/** See `MessageStore.applyChange`. The message, and what the list shows of it, change in one transaction. */
export async function applyChange(
  context: MongoContext,
  input: ChangeInput,
): Promise<'changed' | 'unchanged' | 'unknownMessage'> {
  const { conversationId, change, locate } = input;
  const key = await context.keys.keyFor(conversationSubject(conversationId));
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const partition = (await locate(change.messageId)).get(change.messageId);
    if (partition === undefined) return 'unknownMessage';
    const outcome = await context.transactions.run(context.client, (session) =>
      applyIn(context, input, key, partition, session),
    );
    if (outcome.kind === 'moved') continue;
    // From the commit on nobody can open it. Should this fail, the bytes go with what was never finished.
    if (outcome.givenUp) await removeFile(context.db, outcome.givenUp).catch(() => undefined);
    return outcome.kind;
  }
  throw new Error('A message that is to be changed is never where it is looked for');
}

async function applyIn(
  context: MongoContext,
  { conversationId, conversation, change }: Omit<ChangeInput, 'locate'>,
  key: DataKey,
  partition: string,
  session: ClientSession,
): Promise<Outcome> {
  const { conversations, partitions, deskId, keys } = context;
  const messages = partitions.collection(partition);
  const filter = { conversationId: conversation, messageId: change.messageId };
  const raw = await messages.findOne(filter, { session, projection: withoutTokens });
  if (!raw) return { kind: 'moved' };
  const fields = messageFields(key, conversationId, change.messageId);
  const stored = ReadDocument.parse(raw);
  const update = updateFor(change, stored, fields, keys.lookup);
  if (!update) return { kind: 'unchanged' };
  const written = { updatedAt: new Date(), updatedBy: deskId };
  const { $set = {}, ...rest } = update.message;
  await messages.updateOne(filter, { ...rest, $set: { ...$set, ...written } }, { session });
  if (update.preview) {
    const { content, type } = update.preview;
    const lastMessageContent = conversationFields(key, conversationId).seal(
      'lastMessageContent',
      excerpt(content),
    );
    await conversations.updateOne(
      { _id: conversation, 'lastMessage.messageId': change.messageId },
      { $set: { lastMessageContent, 'lastMessage.type': type, ...written } },
      { session },
    );
  }
  // What was taken back is no longer waited for, and no longer an answer.
  if (change.kind === 'revoked') {
    const place = await conversations.findOne({ _id: conversation }, { session });
    if (place && !place.isGroup) await rewriteTurns(context, place, session);
  }
  const fileId = change.kind === 'revoked' && stored.media && fileIdOf(stored.media);
  const file = fileId ? new ObjectId(fileId) : null;
  const isGivenUp = file !== null && (await giveUpFile(context, conversation, file, session));
  return { kind: 'changed', ...(isGivenUp && { givenUp: file }) };
}

/** Null when the message is as the change would make it, or beyond. */
function updateFor(
  change: MessageChange,
  stored: Stored,
  fields: SealedFields,
  lookup: Parameters<typeof sealReaction>[2],
): Update | null {
  if (stored.type === 'revoked') return null;
  switch (change.kind) {
    case 'edited':
      return editOf(change, stored, fields, lookup);
    case 'revoked':
      return revocation(fields);
    case 'reaction': {
      const reaction = sealReaction(change, fields, lookup);
      const reactions = withNewest(stored.reactions, reaction);
      if (!reactions) return null;
      const before = stored.reactions?.find(({ from }) => from === reaction.from);
      const isTold =
        before?.timestamp.getTime() === change.at &&
        fields.text(`reactions/${before.from}/emoji`, before.emoji) === change.emoji;
      return isTold ? null : { message: { $set: { reactions } } };
    }
    case 'vote': {
      const vote = sealVote(change, fields, lookup);
      const votes = withNewest(stored.votes, vote);
      const before = stored.votes?.find(({ from }) => from === vote.from);
      const isTold = before?.timestamp.getTime() === change.at;
      return votes && !isTold ? { message: { $set: { votes } } } : null;
    }
    default:
      return assertNever(change);
  }
}

/**
 * One a person. Null when a newer one of theirs is there; of the same moment the later told one stands. What was
 * taken back stays as an empty one, so that an older one that comes late does not take its place.
 */
function withNewest<One extends { from: string; timestamp: Date }>(
  known: readonly One[] = [],
  next: One,
): One[] | null {
  const before = known.find(({ from }) => from === next.from);
  if (before && before.timestamp > next.timestamp) return null;
  return [...known.filter((each) => each !== before), next];
}

function editOf(
  change: MessageEdited,
  stored: Stored,
  fields: SealedFields,
  lookup: Parameters<typeof sealReaction>[2],
): Update | null {
  const { content, mentions, linkPreview, at } = change;
  if (stored.editedAt && stored.editedAt.getTime() >= at) return null;
  const fileName = fields.text('media.fileName', stored.media?.fileName);
  const searchable = searchableText(content, openDetails(stored, fields), fileName);
  return {
    message: {
      $set: {
        content: fields.seal('content', content),
        searchTokens: searchTokensOf(searchable, lookup),
        editedAt: new Date(at),
        ...sealTextParts(change, fields),
      },
      $unset: {
        ...(!mentions && { mentions: '' }),
        ...(!linkPreview && { linkPreview: '' }),
      },
    },
    preview: { content, type: stored.type },
  };
}

/** Nothing of what it said is left. */
function revocation(fields: SealedFields): Update {
  return {
    message: {
      $set: {
        type: 'revoked',
        whatsappType: 'revoked',
        content: fields.seal('content', ''),
        searchTokens: [],
        isForwarded: false,
      },
      $unset: {
        media: '',
        details: '',
        mentions: '',
        linkPreview: '',
        raw: '',
        reactions: '',
        votes: '',
        editedAt: '',
        replyTo: '',
        replyToMessageId: '',
      },
    },
    preview: { content: '', type: 'revoked' },
  };
}
