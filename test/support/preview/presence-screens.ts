import { ConversationId } from '../../../src-preload/contract/ids.ts';
import { Message, nothingButText } from '../../../src-preload/contract/message.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { objectId, uuid } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

const accounts: MainScreen['accounts'] = [{ kind: 'connected', since: 1_750_000_000_000 }];

function open(number: number) {
  return ({ inbox }: Stores): void => {
    void inbox.getState().openConversation(ConversationId.parse(uuid(number)));
  };
}

/** Somebody answered while this was written. */
function answerMeanwhile({ inbox }: Stores): void {
  const state = inbox.getState();
  const conversationId = ConversationId.parse(uuid(1));
  void state.openConversation(conversationId).then(() => {
    state.setDraft(conversationId, 'Yes, we deliver on Saturdays, too.');
    state.receiveMessage(
      Message.parse({
        ...nothingButText,
        messageId: 'ANSWERED',
        conversationId,
        direction: 'outgoing',
        type: 'text',
        content:
          'Good morning! On Saturdays we deliver until two, without any extra charge at all.',
        senderName: null,
        sentBy: objectId(2),
        status: 'delivered',
        statusUpdates: [],
        outbox: null,
        leadGenerated: false,
        timestamp: Date.now(),
        sequence: 0,
      }),
    );
    void state.sendDraft(conversationId);
  });
}

/** Colleagues in the same conversations. */
export const presenceScreens: Readonly<Record<string, MainScreen>> = {
  'presence-typing': { fillings: ['full'], accounts, goThere: open(1) },
  'presence-looking': { fillings: ['full'], accounts, goThere: open(3) },
  'presence-answered': { fillings: ['full'], accounts, goThere: answerMeanwhile },
  'presence-many': { fillings: ['full'], accounts, goThere: open(4) },
};
