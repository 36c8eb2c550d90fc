import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { ChatPlacing } from '../whatsapp/whatsapp-client.ts';
import type { HandlersOf } from './handlers.ts';
import { orFromDevice } from './or-from-device.ts';

type PlaceCommand = 'conversation.setPinned' | 'conversation.setArchived';

/** Where it is on WhatsApp; of one that is remembered only, the chat that it is with. */
type ConversationChats = Pick<StoredConversation, 'sessionId' | 'chatId' | 'otherChatIds'>;

/** Pins and archives on WhatsApp itself. Nothing is written here: WhatsApp tells what a chat is, as it does of the phone. */
export function placeHandlers(
  workplace: () => Workplace,
): Pick<HandlersOf<'conversation'>, PlaceCommand> {
  const place = async (conversationId: ConversationId, placing: ChatPlacing): Promise<null> => {
    const { stores, snapshot, isRunHere, clientOf } = workplace();
    const conversation: ConversationChats | null = await orFromDevice(
      workplace(),
      () => stores.conversations.find(conversationId),
      () => snapshot.destination(conversationId),
    );
    if (!conversation) throw new AppError('not_found', 'There is no such conversation');
    const { sessionId, chatId, otherChatIds = [] } = conversation;
    if (!isRunHere(sessionId)) {
      throw new AppError('not_allowed', 'The account of this conversation is on another desktop');
    }
    const client = clientOf(sessionId);
    if (!client) throw new AppError('whatsapp_not_connected', 'The account is not connected');
    // One pinned chat is enough for a person who has several, and WhatsApp has room for few.
    await client.placeChats(placing === 'pin' ? [chatId] : [chatId, ...otherChatIds], placing);
    return null;
  };
  return {
    'conversation.setPinned': ({ conversationId, isPinned }) =>
      place(conversationId, isPinned ? 'pin' : 'unpin'),
    'conversation.setArchived': ({ conversationId, isArchived }) =>
      place(conversationId, isArchived ? 'archive' : 'unarchive'),
  };
}
