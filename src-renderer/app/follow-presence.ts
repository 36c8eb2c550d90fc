import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { OwnPresence } from '../../src-preload/contract/presence.ts';
import { call } from '../bridge/call.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../bridge/subscriptions.ts';
import type { Stores } from './stores.ts';

/** How long after the last key somebody still types, in milliseconds. */
export const TYPING_MS = 5_000;
/** How long a window that something else has come in front of still counts as looked at, in milliseconds. */
export const BLURRED_MS = 60_000;

/**
 * Tells main what the user has in front of them, for colleagues, and keeps what colleagues have; the answer stops both.
 * A conversation is in front of them while it is open and the window is shown, for a while also without the focus.
 */
export function followPresence(
  { app, inbox }: Pick<Stores, 'app' | 'inbox'>,
  { bridge }: StoreDependencies,
): () => void {
  let told: OwnPresence | null = null;
  let typesIn: ConversationId | null = null;
  let isAway = false;
  let typingEnd: ReturnType<typeof setTimeout> | undefined;
  let blurEnd: ReturnType<typeof setTimeout> | undefined;

  const tell = (): void => {
    const isShown = app.getState().area === 'inbox' && document.visibilityState === 'visible';
    const conversationId = isShown && !isAway ? inbox.getState().selectedId : null;
    const isTyping = conversationId !== null && typesIn === conversationId;
    if (told?.conversationId === conversationId && told.isTyping === isTyping) return;
    told = { conversationId, isTyping };
    // Nobody is waiting for it, and main hears the next change.
    call(bridge, 'presence.tell', told).catch(() => {});
  };

  /** Somebody is here: for the time being, where the window has no focus. */
  const noteSign = (): void => {
    isAway = false;
    clearTimeout(blurEnd);
    if (document.hasFocus()) return;
    blurEnd = setTimeout(() => {
      isAway = true;
      tell();
    }, BLURRED_MS);
  };

  const noteKey = (conversationId: ConversationId, text: string): void => {
    clearTimeout(typingEnd);
    // What was sent or thrown away is not being written.
    typesIn = text === '' ? null : conversationId;
    if (typesIn === null) return;
    typingEnd = setTimeout(() => {
      typesIn = null;
      tell();
    }, TYPING_MS);
  };

  const noteFocus = (): void => {
    noteSign();
    tell();
  };

  const stop = joinSubscriptions(
    app.subscribe(tell),
    inbox.subscribe((state, before) => {
      const { selectedId } = state;
      if (selectedId !== before.selectedId) {
        typesIn = null;
        noteSign();
      } else if (selectedId !== null) {
        const text = state.drafts.get(selectedId) ?? '';
        if (text !== (before.drafts.get(selectedId) ?? '')) {
          noteSign();
          noteKey(selectedId, text);
        }
      }
      tell();
    }),
    bridge.subscribe('presence.changed', ({ colleagues }) =>
      inbox.getState().receivePresences(colleagues),
    ),
    listen(document, 'visibilitychange', noteFocus),
    listen(window, 'focus', noteFocus),
    listen(window, 'blur', noteFocus),
  );
  noteFocus();
  void inbox.getState().loadPresences();
  return () => {
    clearTimeout(typingEnd);
    clearTimeout(blurEnd);
    stop();
  };
}

function listen(target: EventTarget, event: string, listener: () => void): () => void {
  target.addEventListener(event, listener);
  return () => target.removeEventListener(event, listener);
}
