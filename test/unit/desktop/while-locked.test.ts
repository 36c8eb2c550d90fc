import { expect, it } from 'vitest';
import type {
  NotificationActions,
  NotificationContent,
} from '../../../src-main/desktop/notifier.ts';
import { whileLocked } from '../../../src-main/desktop/while-locked.ts';

const content = { title: 'Ana Gil', body: 'My address is …', silent: true };

function desktop(isLocked: boolean) {
  const shown: { content: NotificationContent; actions: NotificationActions }[] = [];
  const done: string[] = [];
  const state = { isLocked };
  const show = whileLocked({
    isLocked: () => state.isLocked,
    show: (content, actions) => {
      shown.push({ content, actions });
      return { close: () => done.push('closed') };
    },
    words: () => 'There is something new',
    showMain: () => done.push('window'),
  });
  const notification = show(content, {
    onClick: () => done.push('conversation'),
    onReply: (text) => done.push(text),
  });
  return { shown, done, state, show, notification };
}

it('a notification of a locked desktop says neither who nor what, and takes no answer', () => {
  const { shown, done, notification } = desktop(true);
  expect(shown.map((each) => each.content)).toEqual([
    { title: 'Alexia Desk', body: 'There is something new', silent: true },
  ]);
  expect(shown[0]?.actions.onReply).toBeUndefined();
  shown[0]?.actions.onClick();
  notification.close();
  // The window asks for the password; the conversation is not opened behind it.
  expect(done).toEqual(['window', 'closed']);
});

it('a notification of an unlocked one is as it is, from the moment on', () => {
  const { shown, done, state, show } = desktop(true);
  state.isLocked = false;
  show(content, { onClick: () => done.push('conversation'), onReply: (text) => done.push(text) });
  expect(shown[1]?.content).toEqual(content);
  shown[1]?.actions.onClick();
  shown[1]?.actions.onReply?.('Yes');
  expect(done).toEqual(['conversation', 'Yes']);
});
