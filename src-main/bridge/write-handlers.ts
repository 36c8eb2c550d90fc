import type { ConversationId, MessageId, SessionId } from '../../src-preload/contract/ids.ts';
import type { QuotedMessage } from '../../src-preload/contract/message-content.ts';
import type { Message } from '../../src-preload/contract/message.ts';
import type { Attachment } from '../../src-preload/contract/outgoing.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { excerpt } from '../domain/excerpt.ts';
import { forwardedPayload } from '../outbox/forwarded-payload.ts';
import type { GatedMessage } from '../outbox/consent-gate.ts';
import type { OutboxPayload } from '../outbox/outbox-item.ts';
import type { WhatsAppClient } from '../whatsapp/whatsapp-client.ts';
import type { HandlersOf } from './handlers.ts';
import { orFromDevice } from './or-from-device.ts';

export type WriteCommand =
  'message.send' | 'message.edit' | 'message.revoke' | 'message.react' | 'message.forward';

/** Where a conversation's messages go. */
interface Destination {
  sessionId: SessionId;
  chatId: string;
  /** Of conversations that are shown as one, the chats of the others: see `StoredConversation`. */
  otherChatIds?: string[];
}

interface Connected {
  client: WhatsAppClient;
  sessionId: SessionId;
  /** Where a message of the conversation may be. */
  chats: Required<Pick<Destination, 'chatId' | 'otherChatIds'>>;
}

/** What writes to WhatsApp: durably through the outbox, or at once where only the connection will do. */
export function writeHandlers(
  workplace: () => Workplace,
  /** For how long a text can be taken back. */
  undoSeconds: () => number = () => 0,
): Pick<HandlersOf<'message'>, WriteCommand> {
  const destinationOf = async (conversationId: ConversationId): Promise<Destination> => {
    const { stores, snapshot, isRunHere } = workplace();
    // The outbox is on this computer: what is written while the database is away waits there like anything else.
    const conversation = await orFromDevice(
      workplace(),
      () => stores.conversations.find(conversationId),
      () => snapshot.destination(conversationId),
    );
    if (!conversation) throw new AppError('not_found', 'There is no such conversation');
    if (!isRunHere(conversation.sessionId)) {
      throw new AppError('not_allowed', 'The account of this conversation is on another desktop');
    }
    return conversation;
  };

  /** The same of a conversation in which something new is written. */
  const recipientOf = async (conversationId: ConversationId): Promise<Destination> => {
    const destination = await destinationOf(conversationId);
    const { sessionId, chatId } = destination;
    const isBlocked = await orFromDevice(
      workplace(),
      () => workplace().stores.contacts.isBlocked(sessionId, [chatId]),
      // The outbox asks once more before it sends.
      () => false,
    );
    if (isBlocked) throw new AppError('whatsapp_contact_blocked', 'The recipient is blocked');
    return destination;
  };

  /** Who wants no advertising is known before anything waits. The outbox asks once more at the moment of sending. */
  const requireWanted = async (message: GatedMessage): Promise<'goes' | 'unknown'> => {
    const wanted = await workplace().consentGate.ask(message);
    if (wanted === 'goes' || wanted === 'unknown') return wanted;
    throw new AppError(wanted, 'The recipient wants no advertising');
  };

  const connected = async (conversationId: ConversationId): Promise<Connected> => {
    const { sessionId, chatId, otherChatIds = [] } = await destinationOf(conversationId);
    const client = workplace().clientOf(sessionId);
    if (!client) throw new AppError('whatsapp_not_connected', 'The account is not connected');
    return { client, sessionId, chats: { chatId, otherChatIds } };
  };

  return {
    'message.send': async ({ conversationId, text, attachment, replyTo, schedule, ...options }) => {
      const { outbox, user } = workplace();
      const { sessionId, chatId } = await recipientOf(conversationId);
      const quoted = replyTo && (await quotedFrom(workplace(), conversationId, replyTo));
      const { isMarketing = false } = options;
      await requireWanted({ conversationId, text, isMarketing });
      const payload = await payloadOf(workplace(), text, attachment);
      // A file that the outbox could not take stays with what was written.
      return outbox.shown(
        await outbox.enqueue(
          {
            conversationId,
            sessionId,
            chatId,
            payload,
            userId: user.userId,
            ...options,
            ...(quoted && { replyTo: quoted }),
            ...(schedule && { schedule }),
          },
          payload.kind === 'text' ? undoSeconds() * 1000 : 0,
        ),
      );
    },

    'message.edit': async ({ conversationId, messageId, text }) => {
      const { client, chats } = await connected(conversationId);
      await client.change({ kind: 'edit', ...chats, messageId, text });
      return null;
    },

    'message.revoke': async ({ conversationId, messageId }) => {
      const { client, chats } = await connected(conversationId);
      await client.change({ kind: 'revoke', ...chats, messageId });
      return null;
    },

    'message.react': async ({ conversationId, messageId, emoji }) => {
      const { client, chats } = await connected(conversationId);
      await client.change({ kind: 'react', ...chats, messageId, emoji: emoji ?? '' });
      return null;
    },

    'message.forward': async ({ conversationId, messageId, to }) => {
      const { user, pace, outbox, clientOf } = workplace();
      const { sessionId, chatId, otherChatIds = [] } = await destinationOf(conversationId);
      const target = await recipientOf(to);
      if (target.sessionId !== sessionId) {
        throw new AppError('not_allowed', 'A message cannot be forwarded by another account');
      }
      const forwarded = await messageAt(workplace(), conversationId, messageId);
      const text = forwarded?.content ?? '';
      const wanted = await requireWanted({ conversationId: to, text, isMarketing: false });
      const { userId } = user;
      const client = clientOf(sessionId);
      // What was written there before goes first, and what cannot be asked now is for the outbox to ask.
      if (client && wanted === 'goes' && !outbox.isBusyIn(to)) {
        const admission = await pace.admit({ sessionId, userId, conversationId: to });
        if (admission.kind !== 'wait') {
          const chats = { chatId, otherChatIds };
          await client.change({ kind: 'forward', ...chats, messageId, to: target.chatId });
          return null;
        }
      }
      if (!(await queueForwarded(workplace(), { conversationId, messageId, to }, target))) {
        throw client
          ? new AppError('sending_limit_reached', 'This message cannot wait to be forwarded')
          : new AppError('whatsapp_not_connected', 'This message cannot wait to be forwarded');
      }
      return null;
    },
  };
}

/** Whether the message can wait in the outbox; then it does, durably. */
async function queueForwarded(
  workplace: Workplace,
  {
    conversationId,
    messageId,
    to,
  }: { conversationId: ConversationId; messageId: MessageId; to: ConversationId },
  { sessionId, chatId }: Destination,
): Promise<boolean> {
  const { outbox, user, files, stores } = workplace;
  const message = await messageAt(workplace, conversationId, messageId);
  if (!message) throw new AppError('not_found', 'The message that is forwarded is not here');
  const payload = await forwardedPayload(stores, files, message);
  if (!payload) return false;
  try {
    await outbox.enqueue({
      conversationId: to,
      sessionId,
      chatId,
      payload,
      userId: user.userId,
      isForwarded: true,
    });
    return true;
  } catch (error) {
    if (payload.kind === 'file') await files.remove(payload.uploadId);
    throw error;
  }
}

async function payloadOf(
  { files }: Workplace,
  text: string,
  attachment: Attachment | undefined,
): Promise<OutboxPayload> {
  if (!attachment) return { kind: 'text', text };
  if (attachment.kind !== 'file') return attachment;
  const { uploadId, form } = attachment;
  return { kind: 'file', uploadId, form, ...(await files.finish(uploadId)), caption: text };
}

/** What is shown of the message that is answered, as far as it is at hand. */
async function quotedFrom(
  workplace: Workplace,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<QuotedMessage> {
  const message = await messageAt(workplace, conversationId, messageId);
  if (!message) throw new AppError('not_found', 'The message that is answered is not here');
  return {
    messageId,
    isOurs: message.direction === 'outgoing',
    senderName: message.senderName,
    type: message.type,
    preview: excerpt(message.content),
  };
}

/** A stored message, or while the database is away what this computer remembers of it. */
async function messageAt(
  workplace: Workplace,
  conversationId: ConversationId,
  messageId: MessageId,
): Promise<Message | null> {
  return orFromDevice(
    workplace,
    () => workplace.stores.messages.find(conversationId, messageId),
    async () =>
      (await workplace.snapshot.thread(conversationId, 200))?.items.find(
        (each) => each.messageId === messageId,
      ) ?? null,
  );
}
