import { Readable } from 'node:stream';
import type { MessageDetails } from '../../src-preload/contract/message-content.ts';
import type { ConversationId, MessageId } from '../../src-preload/contract/ids.ts';
import type { Workplace } from '../app/workplace.ts';
import { AppError } from '../common/app-error.ts';
import { writeWholeFile } from '../common/write-whole-file.ts';
import type { Place } from '../domain/map-address.ts';
import { toVcard } from '../domain/vcard.ts';
import { safeFileName } from '../media/safe-file-name.ts';
import type { HandlersOf } from './handlers.ts';

/** What can be done with the place or the contact cards of a message. */
export function cardHandlers(
  workplace: () => Pick<Workplace, 'stores'>,
  ask: {
    chooseSavePath(suggestedName: string): Promise<string | null>;
    openPlace(place: Place): Promise<'opened' | 'cancelled'>;
  },
): Pick<HandlersOf<'message'>, 'message.openPlace' | 'message.saveCard'> {
  const detailsOf = async (place: {
    conversationId: ConversationId;
    messageId: MessageId;
  }): Promise<MessageDetails | null> => {
    const { messages } = workplace().stores;
    return (await messages.find(place.conversationId, place.messageId))?.details ?? null;
  };
  return {
    'message.openPlace': async (message) => {
      const details = await detailsOf(message);
      if (details?.kind !== 'location') throw new AppError('not_found', 'It has no place');
      const { latitude, longitude } = details;
      return ask.openPlace({ latitude, longitude });
    },

    'message.saveCard': async ({ index, ...message }) => {
      const details = await detailsOf(message);
      const card = details?.kind === 'contact' ? details.cards[index] : undefined;
      if (!card) throw new AppError('not_found', 'It has no such card');
      const name = card.name || (card.phoneNumbers[0] ?? 'contact');
      const path = await ask.chooseSavePath(`${safeFileName(name, 'text/vcard')}.vcf`);
      if (path === null) return 'cancelled';
      // What came from outside is written as a number, whatever else it holds.
      const phoneNumbers = card.phoneNumbers.map((number) => number.replace(/[^\d+() -]/g, ''));
      await writeWholeFile(path, Readable.from([`${toVcard({ name, phoneNumbers })}\n`]));
      return 'saved';
    },
  };
}
