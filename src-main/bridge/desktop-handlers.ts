import type { NotificationService, OpenRequest } from '../../src-preload/contract/desktop.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { HandlersOf } from './handlers.ts';

/** What the main window and the system's desktop have to tell each other. */
export interface DesktopLink {
  view(conversationId: ConversationId | null): void;
  takeOpenRequest(): OpenRequest | null;
  testNotification(): Promise<'shown' | 'unavailable'>;
  notificationService(): NotificationService;
}

/** Whether the window may use the microphone. */
export interface MicrophoneLink {
  allow(): Promise<'allowed' | 'refused'>;
  release(): void;
}

export function desktopHandlers(
  desktop: DesktopLink,
  microphone: MicrophoneLink,
): HandlersOf<'desktop'> {
  return {
    'desktop.view': ({ conversationId }) => {
      desktop.view(conversationId);
      return Promise.resolve(null);
    },
    'desktop.takeOpenRequest': () => Promise.resolve(desktop.takeOpenRequest()),
    'desktop.testNotification': () => desktop.testNotification(),
    'desktop.notificationService': () => Promise.resolve(desktop.notificationService()),
    'desktop.allowMicrophone': () => microphone.allow(),
    'desktop.releaseMicrophone': () => {
      microphone.release();
      return Promise.resolve(null);
    },
  };
}
