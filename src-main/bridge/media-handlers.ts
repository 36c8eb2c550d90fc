import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { readSound } from '../media/read-sound.ts';
import { saveMedia } from '../media/save-media.ts';
import type { HandlersOf } from './handlers.ts';

/** What can be done with the file of a message. */
export function mediaHandlers(
  workplace: () => Workplace,
  chooseSavePath: (suggestedName: string) => Promise<string | null>,
): Pick<HandlersOf<'message'>, 'message.retryMedia' | 'message.saveMedia' | 'message.readSound'> {
  return {
    'message.retryMedia': async ({ conversationId, messageId }) => {
      const { stores, media, isRunHere } = workplace();
      const conversation = await stores.conversations.find(conversationId);
      if (!conversation) throw new AppError('not_found', 'There is no such conversation');
      if (!isRunHere(conversation.sessionId)) {
        throw new AppError('not_allowed', 'The account of this conversation is on another desktop');
      }
      return media.want(conversationId, messageId);
    },
    'message.readSound': (place) => readSound(workplace().stores, place),
    'message.saveMedia': (place) => saveMedia(workplace().stores, place, chooseSavePath),
  };
}
