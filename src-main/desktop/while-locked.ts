import type { NotificationActions, NotificationContent, ShownNotification } from './notifier.ts';

type Show = (content: NotificationContent, actions: NotificationActions) => ShownNotification;

/**
 * Shows notifications; while the desktop is locked, only that there is something: who wrote, what, and every way to
 * answer wait for the password.
 */
export function whileLocked(input: {
  isLocked(): boolean;
  show: Show;
  /** What is said in the place of everything. */
  words(): string;
  showMain(): void;
}): Show {
  return (content, actions) =>
    input.isLocked()
      ? input.show(
          { title: 'Alexia Desk', body: input.words(), silent: content.silent },
          { onClick: () => input.showMain() },
        )
      : input.show(content, actions);
}
