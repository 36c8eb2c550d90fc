import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { HandlersOf } from './handlers.ts';

/** What the main window and the system's desktop have to tell each other. */
export interface DesktopLink {
  view(conversationId: ConversationId | null): void;
  takeOpenRequest(): ConversationId | null;
  testNotification(): Promise<'shown' | 'unavailable'>;
}

export function desktopHandlers(desktop: DesktopLink): HandlersOf<'desktop'> {
  return {
    'desktop.view': ({ conversationId }) => {
      desktop.view(conversationId);
      return Promise.resolve(null);
    },
    'desktop.takeOpenRequest': () => Promise.resolve({ conversationId: desktop.takeOpenRequest() }),
    'desktop.testNotification': () => desktop.testNotification(),
  };
}
