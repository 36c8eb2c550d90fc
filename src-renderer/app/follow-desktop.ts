import { call } from '../bridge/call.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../bridge/subscriptions.ts';
import { joinTexts } from '../features/inbox/composer/kept-draft.ts';
import type { Stores } from './stores.ts';
import { createWindowCommands, performCommand } from './window-commands.ts';

/**
 * Tells main which conversation is in view, so that it is not announced, and opens the one that a notification or a
 * link asks for, and does what the menu asks for; the answer stops it all.
 */
export function followDesktop(stores: Stores, { bridge }: StoreDependencies): () => void {
  const { app, inbox } = stores;
  const commands = createWindowCommands(stores);
  let told: string | null = null;
  const tell = (): void => {
    const viewed = app.getState().area === 'inbox' ? inbox.getState().selectedId : null;
    if (viewed === told) return;
    told = viewed;
    // Nobody is waiting for it, and main hears the next change.
    call(bridge, 'desktop.view', { conversationId: viewed }).catch(() => {});
  };
  const openRequested = async (): Promise<void> => {
    for (;;) {
      const request = await call(bridge, 'desktop.takeOpenRequest', {});
      if (request === null) return;
      if ('leadId' in request) {
        app.getState().goTo('leads');
        void stores.leads.getState().openLead(request.leadId);
        continue;
      }
      const { conversationId, text } = request;
      const { openConversation, drafts, setDraft } = inbox.getState();
      // First of all: nothing typed is lost.
      if (text !== null) setDraft(conversationId, joinTexts([drafts.get(conversationId), text]));
      app.getState().goTo('inbox');
      await openConversation(conversationId);
    }
  };
  const stop = joinSubscriptions(
    app.subscribe(tell),
    inbox.subscribe(tell),
    bridge.subscribe('desktop.openRequested', () => void openRequested().catch(() => {})),
    bridge.subscribe('desktop.commandChosen', ({ command }) =>
      performCommand(stores, commands, command),
    ),
  );
  // One may have been asked for before the window was there.
  void openRequested().catch(() => {});
  return stop;
}
