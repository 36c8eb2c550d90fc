import { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Stores } from '../../../src-renderer/app/stores.ts';
import { sampleConversations, sampleMessages, uuid } from './sample-data.ts';
import type { MainScreen } from './screens.ts';

const first = ConversationId.parse(uuid(1));

function open(stores: Stores): void {
  void stores.inbox.getState().openConversation(first);
}

/** What is written, what goes with it, and how that is set. */
export const composerScreens: Readonly<Record<string, MainScreen>> = {
  'thread-answer': {
    fillings: ['full'],
    goThere: (stores) => {
      open(stores);
      const inbox = stores.inbox.getState();
      const [asked] = sampleConversations(1, Date.now(), 1).flatMap((conversation) =>
        sampleMessages(conversation, 1, Date.now()),
      );
      if (asked === undefined) return;
      inbox.replyTo(asked);
      inbox.attach(asked.conversationId, [new File(['x'], 'price list 2026.pdf')]);
    },
  },
  'thread-attached': {
    fillings: ['full'],
    goThere: (stores) => {
      open(stores);
      const inbox = stores.inbox.getState();
      inbox.attach(first, [
        new File(['x'.repeat(48_000)], 'price list 2026.pdf'),
        // More than one piece: in the preview the second one never comes.
        new File([new Uint8Array(2_500_000)], 'the workshop.mp4', { type: 'video/mp4' }),
        new File(['x'.repeat(9_000)], 'مواعيد التوصيل.xlsx'),
      ]);
      inbox.attach(first, [new File(['x'], 'voice-note.ogg', { type: 'audio/ogg' })], {
        duration: 23,
      });
      const [, film] = stores.inbox.getState().extras.get(first)?.files ?? [];
      if (film) inbox.captionFile(first, film.key, 'How we make them');
      inbox.setDraft(first, 'Here is all that you asked for.');
    },
  },
  'thread-no-microphone': {
    fillings: ['full'],
    goThere: open,
    press: /Record a voice note|Grabar una nota de voz/,
  },
  'settings-writing': {
    fillings: ['full'],
    goThere: ({ app }) => app.getState().goTo('settings'),
    scrollTo: /^(Writing|Escritura)$/,
  },
};
