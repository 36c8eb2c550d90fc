import { beforeEach, describe, expect, it } from 'vitest';
import { DesktopPresence, type TrayState } from '../../../src-main/desktop/desktop-presence.ts';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import type { ShownProgress } from '../../../src-main/desktop/taskbar-progress.ts';
import type { NotificationActions } from '../../../src-main/desktop/notifier.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import {
  defaultNotifications,
  HOUR,
  type NotificationSettings,
  tomorrow,
} from '../../../src-preload/contract/desktop.ts';
import { LabelId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Label } from '../../../src-preload/contract/label.ts';
import {
  objectId,
  sampleColleagues,
  sampleSession,
  uuid,
} from '../../support/preview/sample-data.ts';
import { conversation } from '../renderer/samples.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const START = new Date(2026, 10, 28, 12).getTime();
const account = sampleSession(1, { kind: 'connected', since: START });

let clock: ManualClock;
let settings: NotificationSettings;
let labels: Label[];
let tray: TrayState | undefined;
let badge: number;
let progress: ShownProgress;
let shown: (NotificationActions & { title: string })[];
/** What happened to the window, and to what was written into a notification. */
let told: string[];
let takesReplies: boolean;
let presence: DesktopPresence;

beforeEach(() => {
  clock = new ManualClock(START);
  settings = defaultNotifications;
  labels = [];
  [tray, badge, progress, shown, told, takesReplies] = [undefined, 0, null, [], [], true];
  presence = new DesktopPresence({
    words: () => speechOf('en').words,
    settings: () => settings,
    isMainFocused: () => false,
    showMain: () => told.push('main is shown'),
    readUnread: () => Promise.resolve([]),
    readAccounts: () => [account],
    readLabels: () => Promise.resolve(labels),
    readRules: () => Promise.resolve([]),
    readWaiting: () => Promise.reject(new Error('Without a target nothing is read')),
    time: String,
    readMention: () => Promise.resolve(null),
    notify: ({ title }, actions) => {
      const one = { title, ...actions };
      shown.push(one);
      return { close: () => (shown = shown.filter((each) => each !== one)) };
    },
    send: (conversationId, text) => {
      told.push(`send "${text}" to ${conversationId}`);
      return Promise.resolve(takesReplies);
    },
    showTray: (state) => (tray = state),
    showBadge: (count) => (badge = count),
    showProgress: (fraction) => (progress = fraction),
    onOpenRequested: () => told.push('something is to be opened'),
    clock,
    log: silentLog(),
  });
  const [user] = sampleColleagues();
  if (!user) throw new Error('There are colleagues');
  presence.onEvent('app.stateChanged', { phase: 'ready', user });
});

function written(number: number, change: Partial<ConversationSummary> = {}): ConversationSummary {
  const timestamp = clock.now();
  return {
    ...conversation(number, timestamp, {
      sessionId: account.sessionId,
      assigneeId: null,
      unreadCount: 1,
      lastMessage: {
        direction: 'incoming',
        type: 'text',
        preview: 'Hello',
        status: 'delivered',
        timestamp,
      },
    }),
    ...change,
  };
}

describe('a pause of notifications', () => {
  const pause = (pausedUntil: number): void => {
    settings = { ...settings, pausedUntil };
    presence.wake();
  };

  it('ends in the tray when its hour is over', async () => {
    pause(START + HOUR);
    await clock.advance(HOUR - 1);
    expect(tray?.pausedUntil).toBe(START + HOUR);
    await clock.advance(1);
    expect(tray?.pausedUntil).toBeNull();
    expect(clock.waiting).toBe(0);
  });

  it('until tomorrow has ended when the computer wakes up after the night', async () => {
    pause(tomorrow(START));
    presence.onEvent('conversation.changed', written(1));
    expect(shown).toEqual([]);
    presence.sleep();
    clock.sleep(21 * HOUR);
    presence.wake();
    expect(tray?.pausedUntil).toBeNull();
    await clock.advance(1_000);
    presence.onEvent('conversation.changed', written(2));
    expect(shown).toHaveLength(1);
  });

  it('still lasts after a short sleep, and ends by the clock on the wall', async () => {
    pause(START + HOUR);
    presence.sleep();
    clock.sleep(HOUR / 2);
    presence.wake();
    expect(tray?.pausedUntil).toBe(START + HOUR);
    await clock.advance(HOUR / 2);
    expect(tray?.pausedUntil).toBeNull();
  });

  it('ends within half a minute where the system tells of no sleep', async () => {
    pause(START + HOUR);
    clock.sleep(2 * HOUR);
    await clock.advance(30_000);
    expect(tray?.pausedUntil).toBeNull();
  });
});

describe('a label that is not announced', () => {
  const spam: Label = { labelId: LabelId.parse(objectId(1)), name: 'Spam', colour: 'teal' };

  beforeEach(async () => {
    settings = { ...settings, mutedLabels: [spam.labelId] };
    labels = [spam];
    presence.onEvent('label.changed', {});
    await settle();
  });

  it('is not, whatever its capitals, and follows whoever gives it another name', async () => {
    presence.onEvent('conversation.changed', written(1, { labels: ['new', 'SPAM'] }));
    expect(shown).toEqual([]);
    labels = [{ ...spam, name: 'noise' }];
    presence.onEvent('label.changed', {});
    await settle();
    presence.onEvent('conversation.changed', written(2, { labels: ['noise'] }));
    expect(shown).toEqual([]);
    // Somebody else's, which only has the name that it had.
    presence.onEvent('conversation.changed', written(3, { labels: ['spam'] }));
    expect(shown).toHaveLength(1);
  });

  it('is forgotten with the label', async () => {
    labels = [];
    presence.onEvent('changes.missed', { conversationId: null });
    await settle();
    presence.onEvent('conversation.changed', written(1, { labels: ['spam'] }));
    expect(shown).toHaveLength(1);
  });
});

describe('an answer out of a notification', () => {
  it('is sent, and the window stays where it is', async () => {
    presence.onEvent('conversation.changed', written(1));
    shown[0]?.onReply?.('On our way!');
    await settle();
    expect(told).toEqual([`send "On our way!" to ${uuid(1)}`]);
    expect(presence.takeOpenRequest()).toBeNull();
  });

  it('that cannot be sent waits in the field of its conversation, whatever is opened besides', async () => {
    takesReplies = false;
    for (const number of [1, 2]) {
      presence.onEvent('conversation.changed', written(number));
      shown[0]?.onReply?.(`Answer ${number}`);
      await settle();
    }
    presence.onEvent('conversation.changed', written(3));
    shown[0]?.onClick();
    presence.onEvent('conversation.changed', written(4));
    shown[0]?.onClick();
    expect(told).toContain('main is shown');
    const requests = [1, 2, 3, 4].map(() => presence.takeOpenRequest());
    expect(requests).toEqual([
      { conversationId: uuid(1), text: 'Answer 1' },
      { conversationId: uuid(2), text: 'Answer 2' },
      { conversationId: uuid(4), text: null },
      null,
    ]);
  });
});

describe('badge, tray and taskbar', () => {
  it('count the conversations that are not read, and nothing at the end', () => {
    presence.onEvent('conversation.changed', written(1));
    presence.onEvent('conversation.changed', written(2));
    presence.onEvent(
      'conversation.changed',
      written(3, { assigneeId: UserId.parse('7'.repeat(24)) }),
    );
    expect([badge, tray?.unread]).toEqual([2, 2]);
    presence.onEvent('conversation.changed', written(2, { unreadCount: 0 }));
    expect([badge, tray?.unread]).toEqual([1, 1]);
    presence.stop();
    expect([badge, shown]).toEqual([0, []]);
  });

  it('show how far the history of all accounts is, until it is there', () => {
    const other = sampleSession(2, { kind: 'syncing', percent: 10 });
    const tell = (sessionId: typeof account.sessionId, done: number, total: number): void =>
      presence.onEvent('session.syncProgress', { sessionId, step: 'history', done, total });
    tell(account.sessionId, 10, 100);
    expect(progress).toBe(0.1);
    tell(other.sessionId, 50, 100);
    expect(progress).toBe(0.3);
    tell(account.sessionId, 100, 100);
    expect(progress).toBe(0.75);
    tell(other.sessionId, 100, 100);
    expect(progress).toBeNull();
  });

  it('show no history of an account that is not connected any more', () => {
    const { sessionId } = account;
    presence.onEvent('session.syncProgress', { sessionId, step: 'history', done: 1, total: 4 });
    presence.onEvent('session.changed', sampleSession(1, { kind: 'syncing', percent: 10 }));
    expect(progress).toBe(0.25);
    presence.onEvent('session.changed', sampleSession(1, { kind: 'reconnecting', attempt: 1 }));
    expect(progress).toBeNull();
  });

  it('show the key that is renewed, and nothing when that failed', () => {
    presence.onEvent('workspace.rotationProgress', { done: 1, total: 4 });
    expect(progress).toBe(0.25);
    presence.onEvent('workspace.rotationProgress', { done: 1, total: 4, hasFailed: true });
    expect(progress).toBeNull();
  });

  it('show files that are taken in and written, and the archive, until they have ended', () => {
    presence.onEvent('desktop.taskProgressed', { task: 'export', done: 0, total: null });
    expect(progress).toBe('unknown');
    presence.onEvent('desktop.taskProgressed', { task: 'import', done: 200, total: 400 });
    expect(progress).toBe(0.5);
    presence.onEvent('desktop.taskProgressed', { task: 'export', done: 90, total: 90 });
    presence.onEvent('desktop.taskProgressed', { task: 'archive', done: 0, total: 9 });
    presence.onEvent('desktop.taskProgressed', { task: 'import', done: 400, total: 400 });
    presence.onEvent('desktop.taskProgressed', { task: 'archive', done: 9, total: 9 });
    expect(progress).toBeNull();
  });

  it('show nothing that was under way when the databases are left', () => {
    presence.onEvent('desktop.taskProgressed', { task: 'archive', done: 1, total: 2 });
    presence.onEvent('app.stateChanged', { phase: 'locked' });
    expect(progress).toBeNull();
  });
});
