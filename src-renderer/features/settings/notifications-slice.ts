import type { Settings } from '../../../src-preload/contract/app.ts';
import type {
  DesktopSettings,
  NotificationService,
  NotificationSettings,
} from '../../../src-preload/contract/desktop.ts';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';

export interface NotificationsSlice {
  /** Taken back when main could not keep it. */
  readonly setNotifications: (change: Partial<NotificationSettings>) => Promise<void>;
  /** Taken back when main could not keep it. */
  readonly setDesktop: (change: Partial<DesktopSettings>) => Promise<void>;
  readonly setMuted: (conversationId: ConversationId, isMuted: boolean) => Promise<void>;
  /** What came of the last test; null before one. */
  readonly notificationTest: 'shown' | 'unavailable' | null;
  readonly testNotification: () => Promise<void>;
  /** What the system does with notifications; null until it is known. */
  readonly notificationService: NotificationService | null;
  readonly loadNotificationService: () => Promise<void>;
}

export function createNotificationsSlice(
  set: (
    state: Partial<Pick<NotificationsSlice, 'notificationTest' | 'notificationService'>>,
  ) => void,
  settings: () => Settings | undefined,
  change: (wanted: Partial<Settings>) => Promise<void>,
  { bridge, reportFailure }: StoreDependencies,
): NotificationsSlice {
  const setNotifications = async (wanted: Partial<NotificationSettings>): Promise<void> => {
    const now = settings()?.notifications;
    if (now) await change({ notifications: { ...now, ...wanted } });
  };
  const loadNotificationService = async (): Promise<void> => {
    try {
      set({ notificationService: await call(bridge, 'desktop.notificationService', {}) });
    } catch (error) {
      reportFailure(toBridgeFailure(error));
    }
  };
  return {
    setNotifications,
    async setDesktop(wanted) {
      const now = settings()?.desktop;
      if (now) await change({ desktop: { ...now, ...wanted } });
    },
    async setMuted(conversationId, isMuted) {
      const others = (settings()?.notifications.mutedConversations ?? []).filter(
        (each) => each !== conversationId,
      );
      await setNotifications({
        mutedConversations: isMuted ? [...others, conversationId] : others,
      });
    },
    notificationTest: null,
    async testNotification() {
      set({ notificationTest: null });
      try {
        set({ notificationTest: await call(bridge, 'desktop.testNotification', {}) });
        await loadNotificationService();
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
    notificationService: null,
    loadNotificationService,
  };
}
