import { beforeEach, describe, expect, it } from 'vitest';
import { DesktopPresence } from '../../../src-main/desktop/desktop-presence.ts';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import type { ResponseRule } from '../../../src-preload/contract/business-hours.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import {
  defaultNotifications,
  type NotificationSettings,
} from '../../../src-preload/contract/desktop.ts';
import { BusinessId, LabelId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Label } from '../../../src-preload/contract/label.ts';
import { objectId, sampleColleagues, uuid } from '../../support/preview/sample-data.ts';
import { conversation } from '../renderer/samples.ts';
import { ManualClock, settle } from '../whatsapp/support/manual-clock.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

/** A Friday, ten minutes before it closes. */
const START = Date.parse('2026-11-27T16:50:00Z');
const MINUTE = 60_000;
const nine = [{ begin: 540, end: 1_080 }];
const hours = {
  timeZone: 'Europe/Madrid',
  week: [nine, nine, nine, nine, nine, [], []],
  holidays: [],
};
const always: ResponseRule = { businessId: null, hours: null, targetMinutes: 30 };
const later: Label = { labelId: LabelId.parse(objectId(1)), name: 'later', colour: 'teal' };
const [me, colleague] = sampleColleagues();

let clock: ManualClock;
let rules: readonly ResponseRule[];
let waiting: ConversationSummary[];
let settings: NotificationSettings;
let isAway: boolean;
let isFocused: boolean;
/** What stands on the desktop, and all that ever stood there. */
let shown: { title: string; body: string; onClick: () => void }[];
let everShown: string[];
let presence: DesktopPresence;

beforeEach(() => {
  clock = new ManualClock(START);
  rules = [always];
  waiting = [];
  settings = defaultNotifications;
  [isAway, isFocused] = [false, false];
  [shown, everShown] = [[], []];
  const read = async <T>(value: T): Promise<T> => {
    if (isAway) throw new Error('no database');
    return value;
  };
  presence = new DesktopPresence({
    words: () => speechOf('en').words,
    time: (at) => new Date(at).toISOString(),
    settings: () => settings,
    isMainFocused: () => isFocused,
    showMain: () => {},
    readUnread: () => read([]),
    readAccounts: () => [],
    readLabels: () => Promise.resolve([later]),
    readRules: () => read(rules),
    readWaiting: () => read(waiting),
    readMention: () => Promise.resolve(null),
    notify: ({ title, body }, { onClick }) => {
      const one = { title, body, onClick };
      shown.push(one);
      everShown.push(title);
      return { close: () => (shown = shown.filter((each) => each !== one)) };
    },
    send: () => Promise.resolve(true),
    showTray: () => {},
    showBadge: () => {},
    showProgress: () => {},
    onOpenRequested: () => {},
    clock,
    log: silentLog(),
  });
});

/** Somebody who waits since a moment, and whose message has been read. */
const wait = (change: Partial<ConversationSummary> = {}): ConversationSummary =>
  conversation(1, START, { waitingSince: START, name: 'Carla', ...change });
const tell = (change: Partial<ConversationSummary> = {}): void =>
  presence.onEvent('conversation.changed', wait(change));

async function start(): Promise<void> {
  if (!me) throw new Error('There are colleagues');
  presence.onEvent('app.stateChanged', { phase: 'ready', user: me });
  await settle();
}

describe('a wait that is about to break its target', () => {
  it('is announced once, from its last fifth on, with the time at which it is due', async () => {
    await start();
    tell();
    await clock.advance(24 * MINUTE - 1);
    expect(shown).toEqual([]);
    await clock.advance(1);
    expect(shown).toMatchObject([
      { title: 'Carla still waits for an answer', body: 'It is due by 2026-11-27T17:20:00.000Z.' },
    ]);
    // Another message of the same wait is no other wait.
    tell({ messageCount: 2 });
    await clock.advance(60 * MINUTE);
    expect(everShown).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  it('is found among those that waited before the app started; what is overdue is not announced', async () => {
    waiting = [
      wait({ waitingSince: START - 25 * MINUTE }),
      conversation(2, START, { waitingSince: START - 31 * MINUTE }),
    ];
    await start();
    expect(everShown).toEqual(['Carla still waits for an answer']);
    await clock.advance(60 * MINUTE);
    expect(everShown).toHaveLength(1);
  });

  it('counts business hours alone: over a weekend it comes on Monday', async () => {
    rules = [{ ...always, hours }];
    await start();
    tell();
    await clock.advance(Date.parse('2026-11-30T08:14:00Z') - START - 1);
    expect(shown).toEqual([]);
    await clock.advance(1);
    expect(shown).toMatchObject([{ body: 'It is due by 2026-11-30T08:20:00.000Z.' }]);
  });

  it('is by the rule of its own business', async () => {
    const businessId = BusinessId.parse(objectId(9));
    rules = [{ ...always, businessId, targetMinutes: 10 }];
    await start();
    tell();
    presence.onEvent(
      'conversation.changed',
      conversation(2, START, { waitingSince: START, businessId }),
    );
    await clock.advance(60 * MINUTE);
    expect(everShown).toEqual(['Customer 2 still waits for an answer']);
  });

  it('leaves the desktop when somebody answers; the next wait is announced again', async () => {
    await start();
    tell();
    await clock.advance(25 * MINUTE);
    expect(shown).toHaveLength(1);
    tell({ waitingSince: null });
    expect(shown).toEqual([]);
    tell({ waitingSince: clock.now() });
    await clock.advance(25 * MINUTE);
    expect(everShown).toHaveLength(2);
  });

  it('stays on the desktop when it is overdue, and goes when it is answered then', async () => {
    await start();
    tell();
    await clock.advance(120 * MINUTE);
    expect(shown).toHaveLength(1);
    tell({ status: 'resolved' });
    expect(shown).toEqual([]);
  });

  it('opens the conversation when it is clicked, and is gone', async () => {
    await start();
    tell();
    await clock.advance(25 * MINUTE);
    shown[0]?.onClick();
    expect(shown).toEqual([]);
    expect(presence.takeOpenRequest()).toEqual({ conversationId: uuid(1), text: null });
  });
});

describe('who is told', () => {
  it('is whoever looks after it, and nobody else', async () => {
    await start();
    tell({ assigneeId: UserId.parse(colleague?.userId) });
    await clock.advance(25 * MINUTE);
    expect(shown).toEqual([]);
    tell({ assigneeId: UserId.parse(me?.userId) });
    expect(shown).toHaveLength(1);
    tell({ assigneeId: UserId.parse(colleague?.userId) });
    expect(shown).toEqual([]);
  });

  it('is nobody about somebody who is blocked or snoozed, until the snooze ends', async () => {
    await start();
    tell({ isBlocked: true });
    await clock.advance(25 * MINUTE);
    expect(shown).toEqual([]);
    tell({ status: 'snoozed', snoozedUntil: START + 27 * MINUTE });
    await clock.advance(2 * MINUTE - 1);
    expect(shown).toEqual([]);
    await clock.advance(MINUTE);
    expect(shown).toHaveLength(1);
  });

  it.each<[string, () => void]>([
    ['notifications are turned off', () => (settings = { ...settings, enabled: false })],
    ['they are paused', () => (settings = { ...settings, pausedUntil: START + 120 * MINUTE })],
    ['it is quiet', () => (settings = { ...settings, quietHours: { from: '00:00', to: '23:59' } })],
    [
      'the conversation is muted',
      () => (settings = { ...settings, mutedConversations: [wait().conversationId] }),
    ],
    [
      'one of its labels is muted',
      () => (settings = { ...settings, mutedLabels: [later.labelId] }),
    ],
  ])('is nobody while %s; afterwards, if it is not overdue', async (_, silence) => {
    await start();
    silence();
    tell({ labels: ['later'] });
    await clock.advance(25 * MINUTE);
    expect(shown).toEqual([]);
    settings = defaultNotifications;
    await clock.advance(MINUTE);
    expect(shown).toHaveLength(1);
  });

  it('is nobody who looks at it, until they look elsewhere', async () => {
    await start();
    isFocused = true;
    presence.view(wait().conversationId);
    tell();
    await clock.advance(25 * MINUTE);
    expect(shown).toEqual([]);
    presence.view(null);
    await clock.advance(MINUTE);
    expect(shown).toHaveLength(1);
  });
});

describe('what changes', () => {
  it('is reckoned with at once: hours, a target, and none any more', async () => {
    rules = [];
    waiting = [wait()];
    await start();
    await clock.advance(26 * MINUTE);
    expect(shown).toEqual([]);
    rules = [always];
    presence.onEvent('businessHours.changed', {});
    await settle();
    expect(shown).toHaveLength(1);
    rules = [{ ...always, targetMinutes: null }];
    presence.onEvent('businessHours.changed', {});
    await settle();
    expect(shown).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('while the rest is read is newer than what is read', async () => {
    waiting = [wait({ waitingSince: START - 25 * MINUTE })];
    if (!me) throw new Error('There are colleagues');
    presence.onEvent('app.stateChanged', { phase: 'ready', user: me });
    tell({ waitingSince: null });
    await settle();
    expect(everShown).toEqual([]);
  });

  it('is read again when the databases are back', async () => {
    isAway = true;
    waiting = [wait({ waitingSince: START - 25 * MINUTE })];
    await start();
    expect(shown).toEqual([]);
    isAway = false;
    presence.onEvent('changes.missed', { conversationId: null });
    await settle();
    expect(shown).toHaveLength(1);
    presence.stop();
    expect(shown).toEqual([]);
    expect(clock.waiting).toBe(0);
  });

  it('by the clock on the wall: after a sleep what is soon due is announced', async () => {
    await start();
    tell();
    clock.sleep(25 * MINUTE);
    presence.wake();
    expect(shown).toHaveLength(1);
  });
});
