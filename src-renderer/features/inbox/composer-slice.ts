import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { MAXIMUM_TEXT_LENGTH } from '../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { EventRecorder } from '../../bridge/event-recorder.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { ComposerSlice, SliceAccess } from './inbox-state.ts';
import type { MessageEvent } from './thread-slice.ts';

/** From how many characters before the limit on the user is told about it. */
const nearLimit = 2_000;

/** How many characters may still be typed, once that is worth telling; negative when the text is too long. */
export function remainingCharacters(text: string): number | null {
  const remaining = MAXIMUM_TEXT_LENGTH - text.length;
  return remaining <= nearLimit ? remaining : null;
}

export function canSend(text: string): boolean {
  return text.trim() !== '' && text.length <= MAXIMUM_TEXT_LENGTH;
}

export function createComposerSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
  recorder: EventRecorder<MessageEvent>,
): ComposerSlice {
  const setDraft = (conversationId: ConversationId, text: string): void => {
    const drafts = new Map(get().drafts);
    if (text === '') {
      drafts.delete(conversationId);
    } else {
      drafts.set(conversationId, text);
    }
    set({ drafts });
  };

  return {
    drafts: new Map(),
    setDraft,

    async sendDraft(conversationId) {
      const text = get().drafts.get(conversationId) ?? '';
      if (!canSend(text)) {
        return;
      }
      setDraft(conversationId, '');
      try {
        const { answer, meanwhile } = await recorder.during(async () => {
          // What is written is shown below the newest message, which must be there for that.
          const [sent] = await Promise.all([
            call(bridge, 'message.send', { conversationId, text }),
            get().showNewest(conversationId),
          ]);
          return sent;
        });
        get().receiveMessage(answer);
        for (const event of meanwhile) {
          if (event.kind === 'changed' && event.message.messageId === answer.messageId) {
            // It went further before the answer was here.
            get().receiveMessage(event.message);
          } else if (event.kind === 'discarded' && event.messageId === answer.messageId) {
            get().removeMessage(conversationId, event.messageId);
          }
        }
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        const typedSince = get().drafts.get(conversationId);
        setDraft(conversationId, typedSince === undefined ? text : `${text}\n${typedSince}`);
      }
    },
  };
}
