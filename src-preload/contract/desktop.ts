import { z } from 'zod';
import { ConversationId, LabelId, LeadId, Timestamp } from './ids.ts';
import { windowCommands } from './shortcuts.ts';

/** A time of day on this computer's clock, `22:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM');

/** Which messages this computer announces, and how. Kept on this computer, not shared with the team. */
export const NotificationSettings = z.object({
  enabled: z.boolean(),
  /** Whether the text of a message is shown, or only that there is one and from whom. */
  showText: z.boolean(),
  sound: z.boolean(),
  /** Every day from one time to the other, over midnight where `to` is the earlier one; null for never. */
  quietHours: z.object({ from: TimeOfDay, to: TimeOfDay }).nullable(),
  /** Nothing is announced before this moment. */
  pausedUntil: Timestamp.nullable(),
  mutedConversations: z.array(ConversationId).max(1000),
  /** A conversation with one of these labels of the team is not announced. By their ids: names change, on any desktop. */
  mutedLabels: z.array(LabelId).max(100),
});
export type NotificationSettings = z.infer<typeof NotificationSettings>;

export const defaultNotifications: NotificationSettings = {
  enabled: true,
  showText: true,
  sound: true,
  quietHours: null,
  pausedUntil: null,
  mutedConversations: [],
  mutedLabels: [],
};

/** How the app behaves as a guest of the system's desktop. */
export const DesktopSettings = z.object({
  /** Closing the main window hides it, and the app goes on receiving; otherwise it ends the app. */
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
  /** At login the app starts in the tray, without a window. */
  startHidden: z.boolean(),
});
export type DesktopSettings = z.infer<typeof DesktopSettings>;

export const defaultDesktop: DesktopSettings = {
  closeToTray: true,
  startAtLogin: false,
  startHidden: true,
};

/** What a pause of an hour is, in milliseconds. */
export const HOUR = 60 * 60_000;
/** When "until tomorrow" ends: the hour at which a working day begins. */
const MORNING_HOUR = 8;

/** The coming morning, in milliseconds: of the next day, also shortly after midnight. */
export function tomorrow(now: number): number {
  const time = new Date(now);
  return new Date(time.getFullYear(), time.getMonth(), time.getDate() + 1, MORNING_HOUR).getTime();
}

const none = z.object({});

/** A conversation, or the page of a lead, that a notification or a link asks for. */
export const OpenRequest = z.union([
  z.object({
    conversationId: ConversationId,
    /** What was written into the notification and could not be sent, for the field; null for nothing. */
    text: z.string().nullable(),
  }),
  z.object({ leadId: LeadId }),
]);
export type OpenRequest = z.infer<typeof OpenRequest>;

/** What this system does with notifications. */
export const NotificationService = z.object({
  /** None is shown: no service for them runs, or they are turned off. Told as soon as one could not be shown. */
  isMissing: z.boolean(),
  /** Whether the app can say that one makes no sound; where not, the system alone decides. */
  takesSilence: z.boolean(),
});
export type NotificationService = z.infer<typeof NotificationService>;

export const desktopCommands = {
  /** Tells which conversation is open, or null: what is in view is not announced. */
  'desktop.view': {
    input: z.object({ conversationId: ConversationId.nullable() }),
    output: z.null(),
  },
  /** What a notification or a link asked to open, each once, oldest first; null when there is nothing more. */
  'desktop.takeOpenRequest': {
    input: none,
    output: OpenRequest.nullable(),
  },
  /** `unavailable` when this system shows no notifications. */
  'desktop.testNotification': { input: none, output: z.enum(['shown', 'unavailable']) },
  'desktop.notificationService': { input: none, output: NotificationService },
} as const;

export const desktopEvents = {
  /** Something waits for `desktop.takeOpenRequest`. */
  'desktop.openRequested': none,
  /** Something was chosen from the application menu; what is about the open conversation does nothing without. */
  'desktop.commandChosen': z.object({ command: z.enum(windowCommands) }),
  /** How far something is that takes long, for the taskbar; it has ended, well or not, when `done` is `total`. */
  'desktop.taskProgressed': z.object({
    task: z.enum(['archive', 'import', 'export']),
    done: z.number().int().nonnegative(),
    /** Null where nobody can tell. */
    total: z.number().int().nonnegative().nullable(),
  }),
} as const;
