import type { SessionId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import { isPersonId } from '../domain/whatsapp-id.ts';
import { noteBlocked } from '../ingest/note-blocked.ts';
import type { Handlers } from './handlers.ts';

/** Blocks people on WhatsApp itself, each through the account that is to hear of them no more. */
export function blockHandlers(
  workplace: () => Workplace,
): Pick<Handlers, 'contact.setBlocked' | 'conversation.setBlocked'> {
  const block = async (
    sessionId: SessionId,
    whatsappIds: readonly WhatsAppId[],
    isBlocked: boolean,
  ): Promise<void> => {
    const { isRunHere, clientOf } = workplace();
    if (!isRunHere(sessionId)) {
      throw new AppError('not_allowed', 'The account is on another desktop');
    }
    const client = clientOf(sessionId);
    if (!client) throw new AppError('whatsapp_not_connected', 'The account is not connected');
    for (const whatsappId of whatsappIds) await client.setBlocked(whatsappId, isBlocked);
    // WhatsApp tells it as well; whoever asked is to see it at once.
    await noteBlocked(workplace(), sessionId, whatsappIds, isBlocked);
  };
  return {
    'contact.setBlocked': async ({ contactId, sessionId, isBlocked }) => {
      const { contacts } = workplace().stores;
      const known = (await contacts.accounts(contactId)).filter(
        (each) => each.sessionId === sessionId,
      );
      if (known.length === 0) throw new AppError('not_found', 'The account does not know them');
      const ids = known.map(({ whatsappId }) => whatsappId);
      await block(sessionId, ids, isBlocked);
      return contacts.card(contactId);
    },

    'conversation.setBlocked': async ({ conversationId, isBlocked }) => {
      const found = await workplace().stores.conversations.find(conversationId);
      if (!found) throw new AppError('not_found', 'There is no such conversation');
      const ids = [found.chatId, ...(found.otherChatIds ?? [])];
      if (!ids.every(isPersonId)) throw new AppError('not_allowed', 'A group cannot be blocked');
      await block(found.sessionId, ids, isBlocked);
      return null;
    },
  };
}
