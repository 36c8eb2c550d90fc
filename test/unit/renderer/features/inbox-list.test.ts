import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  fixedViewNames,
  fixedViews,
  statusAt,
} from '../../../../src-preload/contract/conversation-filter.ts';
import {
  ConversationCounts,
  type ConversationSummary,
  COUNTED,
} from '../../../../src-preload/contract/conversation.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import { InboxView, InboxViewId } from '../../../../src-preload/contract/inbox-view.ts';
import { idle, shownValue, toReady } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  findConversation,
  selectedConversation,
  unreadConversations,
} from '../../../../src-renderer/features/inbox/inbox-state.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { shownCount } from '../../../../src-renderer/features/inbox/list/shown-count.ts';
import { archiving, pinning } from '../../../../src-renderer/features/inbox/list/placing.ts';
import {
  nextMorning,
  snoozeTime,
} from '../../../../src-renderer/features/inbox/list/snooze-times.ts';
import {
  fixedViewOf,
  sameQuery,
  withPart,
} from '../../../../src-renderer/features/inbox/list/view-names.ts';
import { waited } from '../../../../src-renderer/features/inbox/list/waited.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { countConversations, listConversations } from '../../../support/preview/sample-lists.ts';
import { conversation, message, type TestDependencies, testDependencies } from '../samples.ts';

const me = UserId.parse(objectId(1));
const other = UserId.parse(objectId(2));
const NOW = Date.parse('2026-03-04T10:00:00Z');
const HOUR = 3_600_000;

let dependencies: TestDependencies;
let store: InboxStore;
let all: ConversationSummary[];

const namesShown = (): string[] | undefined =>
  shownValue(store.getState().conversations)?.items.map(({ name }) => name);
const first = (): ConversationSummary => conversation(1, 300);

/** What main does with a change: writes it, tells every window, answers. */
function change(number: number, how: Partial<ConversationSummary>): ConversationSummary {
  const index = number - 1;
  const changed = { ...(all[index] ?? first()), ...how };
  all[index] = changed;
  return changed;
}

beforeEach(async () => {
  vi.useFakeTimers({ now: NOW });
  dependencies = testDependencies();
  all = [
    conversation(1, 300),
    conversation(2, 200, { assigneeId: me, unreadCount: 3 }),
    conversation(3, 100, { status: 'snoozed', snoozedUntil: NOW + HOUR }),
  ];
  const numberOf = (conversationId: string): number =>
    1 + all.findIndex((each) => each.conversationId === conversationId);
  dependencies.bridge
    .handle('conversation.list', ({ filter = {}, sort = 'newest', after, limit }) =>
      succeed(
        listConversations(all, {
          filter,
          sort,
          viewer: { userId: me, now: Date.now() },
          after,
          limit,
        }),
      ),
    )
    .handle('conversation.counts', () =>
      succeed(countConversations(all, { userId: me, now: Date.now() })),
    )
    .handle('conversation.setStatus', ({ conversationId, status, snoozedUntil = null }) =>
      succeed(change(numberOf(conversationId), { status, snoozedUntil })),
    )
    .handle('conversation.setPriority', ({ conversationId, priority }) =>
      succeed(change(numberOf(conversationId), { priority })),
    )
    .handle('conversation.assign', ({ conversationId, userId }) =>
      succeed(
        change(numberOf(conversationId), {
          assigneeId: userId === null ? null : UserId.parse(userId),
        }),
      ),
    )
    .handle('conversation.setLabels', ({ conversationId, labels }) =>
      succeed(change(numberOf(conversationId), { labels })),
    )
    .handle('message.list', () => succeed({ items: [message('a', 1000)], next: null }))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: false }))
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]));
  store = createInboxStore(dependencies);
  store.getState().setViewer(me);
  startInbox(store, dependencies);
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  vi.useRealTimers();
});

describe('a view', () => {
  it('is what is open at first; what is resolved leaves it, and stays open in the thread', async () => {
    expect(namesShown()).toEqual(['Customer 1', 'Customer 2']);
    await store.getState().openConversation(first().conversationId);
    await store.getState().care([first()], { kind: 'status', status: 'resolved' });
    expect(namesShown()).toEqual(['Customer 2']);
    expect(selectedConversation(store.getState())).toMatchObject({ status: 'resolved' });
    dependencies.bridge.emit('conversation.changed', conversation(1, 400));
    expect(namesShown()).toEqual(['Customer 1', 'Customer 2']);
  });

  it('asks the database anew, and keeps what is open where the new one does not show it', async () => {
    await store.getState().openConversation(first().conversationId);
    await store.getState().show(fixedViews.mine);
    expect(namesShown()).toEqual(['Customer 2']);
    expect(selectedConversation(store.getState())?.name).toBe('Customer 1');
    expect(dependencies.bridge.inputsOf('conversation.list').at(-1)).toMatchObject(fixedViews.mine);
    dependencies.bridge.emit('conversation.changed', conversation(1, 400, { assigneeId: other }));
    expect(namesShown()).toEqual(['Customer 2']);
    dependencies.bridge.emit('conversation.changed', conversation(1, 400, { assigneeId: me }));
    expect(namesShown()).toEqual(['Customer 1', 'Customer 2']);
  });

  it('is told from a filter of one’s own, whatever the order of its parts', () => {
    for (const name of fixedViewNames) expect(fixedViewOf(fixedViews[name])).toBe(name);
    const { filter, sort } = fixedViews.mine;
    expect(
      sameQuery(
        { filter: { assignee: 'me', isArchived: false, status: 'open' }, sort },
        { filter, sort },
      ),
    ).toBe(true);
    expect(fixedViewOf({ filter: withPart(filter, 'label', 'urgent'), sort })).toBeUndefined();
    expect(fixedViewOf({ filter: withPart(filter, 'assignee', undefined), sort })).toBe('open');
    expect(fixedViewOf({ filter, sort: 'longestWait' })).toBe('mine');
  });
});

describe('the counts', () => {
  it('follow every change, and a burst of changes with one question', async () => {
    const stop = store.getState().startCounting();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.getState().counts).toMatchObject({ open: 2, mine: 1, snoozed: 1, unread: 1 });
    expect(unreadConversations(store.getState())).toBe(1);
    for (let time = 0; time < 20; time += 1) {
      dependencies.bridge.emit('conversation.changed', change(1, { unreadCount: time }));
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().counts).toMatchObject({ unread: 2 });
    expect(dependencies.bridge.inputsOf('conversation.counts')).toHaveLength(2);
    stop();
    dependencies.bridge.emit('conversation.changed', change(1, { unreadCount: 0 }));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(dependencies.bridge.inputsOf('conversation.counts')).toHaveLength(2);
  });

  it('stay the same ones after a change that they do not count', async () => {
    store.getState().startCounting();
    await vi.advanceTimersByTimeAsync(0);
    const { counts, savedCounts } = store.getState();
    dependencies.bridge.emit('conversation.changed', change(1, { name: 'Renamed' }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(dependencies.bridge.inputsOf('conversation.counts')).toHaveLength(2);
    expect(store.getState().counts).toBe(counts);
    expect(store.getState().savedCounts).toBe(savedCounts);
  });

  it('stay as they were, in silence, while the database is away', async () => {
    store.getState().startCounting();
    await vi.advanceTimersByTimeAsync(0);
    dependencies.bridge.handle('conversation.counts', () => fail('database_unreachable'));
    dependencies.bridge.emit('conversation.changed', change(1, { unreadCount: 1 }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().counts).toMatchObject({ open: 2, unread: 1 });
    expect(dependencies.reported).toEqual([]);
  });

  it('name every view', () => {
    expect(Object.keys(ConversationCounts.shape)).toEqual(fixedViewNames);
  });
});

describe('a snooze', () => {
  it('ends at its time by the clock: the conversation is in the list of what is open', async () => {
    store.getState().startCounting();
    await vi.advanceTimersByTimeAsync(HOUR - 1);
    expect(namesShown()).not.toContain('Customer 3');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(namesShown()).toEqual(['Customer 1', 'Customer 2', 'Customer 3']);
    expect(store.getState().counts).toMatchObject({ open: 3, snoozed: 0 });
  });

  it('ends at another time when somebody says so meanwhile, and not before', async () => {
    store.getState().startCounting();
    await vi.advanceTimersByTimeAsync(0);
    const later = change(3, { snoozedUntil: NOW + 2 * HOUR });
    dependencies.bridge.emit('conversation.changed', later);
    await vi.advanceTimersByTimeAsync(HOUR + 1_000);
    expect(namesShown()).not.toContain('Customer 3');
    expect(statusAt(later, Date.now())).toBe('snoozed');
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(namesShown()).toContain('Customer 3');
  });

  it('goes on for an hour, or until nine in the morning of tomorrow or of the next Monday', () => {
    const wednesday = new Date(2026, 2, 4, 15, 30);
    expect(snoozeTime('hour', wednesday)).toBe(wednesday.getTime() + HOUR);
    expect(snoozeTime('tomorrow', wednesday)).toBe(new Date(2026, 2, 5, 9).getTime());
    expect(nextMorning(wednesday)).toBe('2026-03-05T09:00');
    expect(snoozeTime('monday', wednesday)).toBe(new Date(2026, 2, 9, 9).getTime());
    const monday = new Date(2026, 2, 9, 8);
    expect(snoozeTime('monday', monday)).toBe(new Date(2026, 2, 16, 9).getTime());
    const sunday = new Date(2026, 2, 8, 23);
    expect(snoozeTime('monday', sunday)).toBe(new Date(2026, 2, 9, 9).getTime());
  });
});

describe('the number beside the view', () => {
  it('is that of the list where all of it is there, and nothing before that is known', async () => {
    const before = { ...store.getState(), conversations: idle };
    expect(shownCount(before)).toBeUndefined();
    expect(shownCount(store.getState())).toBe(2);
    // The database may not have counted it yet.
    dependencies.bridge.emit('conversation.changed', conversation(4, 500));
    expect(shownCount(store.getState())).toBe(3);
    await store.getState().show(fixedViews.mine);
    expect(shownCount(store.getState())).toBe(1);
  });

  it('is what the database has counted where there is more, also of a view that a person keeps', async () => {
    const query = { filter: { label: 'wedding' }, sort: 'newest' } as const;
    const view = { viewId: InboxViewId.parse('a'.repeat(24)), name: 'Weddings', ...query };
    dependencies.bridge
      .handle('inboxView.list', () => succeed([view]))
      .handle('conversation.count', ({ views }) => succeed(views.map(() => COUNTED)));
    const stop = store.getState().startCounting();
    await store.getState().loadViews();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.getState().savedCounts.get(view.viewId)).toBe(COUNTED);
    const next = { lastMessageAt: 1, conversationId: first().conversationId };
    const conversations = toReady({ items: [first()], next, more: 'idle' as const });
    const state = { ...store.getState(), conversations };
    expect(shownCount({ ...state, query })).toBe(COUNTED);
    expect(shownCount({ ...state, query: fixedViews.open })).toBe(2);
    expect(shownCount({ ...state, query: fixedViews.open, counts: null })).toBeUndefined();
    stop();
  });
});

describe('what is done to conversations', () => {
  it('is done to each that is picked, and says how far it is and what failed', async () => {
    const { bridge, reported } = dependencies;
    bridge.handle('conversation.setPriority', ({ conversationId, priority }) =>
      conversationId === first().conversationId
        ? fail('database_unreachable')
        : succeed(change(2, { priority })),
    );
    const shown = all.slice(0, 2);
    shown.forEach((each) => store.getState().togglePick(each));
    const seen: (number | undefined)[] = [];
    const stop = store.subscribe(({ bulk }) => seen.push(bulk?.done));
    await store.getState().care(shown, { kind: 'priority', priority: 'high' });
    stop();
    expect(seen).toEqual(expect.arrayContaining([0, 1, 2]));
    const { bulk, picked } = store.getState();
    expect(bulk).toMatchObject({ total: 2, done: 2 });
    expect(bulk?.failed.map(({ conversation: { name }, failure }) => [name, failure.code])).toEqual(
      [['Customer 1', 'database_unreachable']],
    );
    expect([...picked.keys()]).toEqual([first().conversationId]);
    expect(reported).toEqual([]);
    expect(
      findConversation(store.getState(), all[1]?.conversationId ?? first().conversationId)
        ?.priority,
    ).toBe('high');
    store.getState().closeBulk();
    expect(store.getState().bulk).toBeNull();
  });

  it('to one alone is told as any failure is', async () => {
    dependencies.bridge.handle('conversation.setStatus', () => fail('not_found'));
    await store.getState().care([first()], { kind: 'snooze', until: NOW + HOUR });
    expect(dependencies.reported).toMatchObject([{ code: 'not_found' }]);
    expect(store.getState().bulk).toBeNull();
  });

  it('pins and archives on WhatsApp, and shows it only once that has told', async () => {
    const { bridge, reported } = dependencies;
    bridge.handle('conversation.setPinned', () => succeed(null));
    await store.getState().care([all[1] ?? first()], { kind: 'pin', isPinned: true });
    expect(namesShown()).toEqual(['Customer 1', 'Customer 2']);
    bridge.emit('conversation.changed', change(2, { isPinned: true }));
    expect(namesShown()).toEqual(['Customer 2', 'Customer 1']);
    bridge.handle('conversation.setArchived', () => fail('whatsapp_not_connected'));
    await store.getState().care([first()], { kind: 'archive', isArchived: true });
    expect(reported).toMatchObject([{ code: 'whatsapp_not_connected' }]);
    expect(namesShown()).toEqual(['Customer 2', 'Customer 1']);
    bridge.emit('conversation.changed', change(1, { isArchived: true }));
    expect(namesShown()).toEqual(['Customer 2']);
  });

  it('unpins what is pinned throughout, and pins nothing that is archived', () => {
    const pinned = conversation(1, 300, { isPinned: true });
    const plain = conversation(2, 200);
    const archived = conversation(3, 100, { isArchived: true });
    expect(pinning([pinned])).toEqual({ kind: 'pin', isPinned: false });
    expect(pinning([pinned, plain])).toEqual({ kind: 'pin', isPinned: true });
    expect(pinning([archived])).toBeNull();
    expect(archiving([archived, plain])).toEqual({ kind: 'archive', isArchived: true });
    expect(archiving([archived])).toEqual({ kind: 'archive', isArchived: false });
  });

  it('adds a label to those that each has, and takes it away again', async () => {
    const labelled = change(1, { labels: ['wedding'] });
    await store.getState().care([labelled], { kind: 'addLabel', label: 'urgent' });
    expect(all[0]?.labels).toEqual(['wedding', 'urgent']);
    await store.getState().care([all[0] ?? labelled], { kind: 'removeLabel', label: 'wedding' });
    expect(all[0]?.labels).toEqual(['urgent']);
  });
});

describe('views of one’s own', () => {
  const view = (number: number, name: string): InboxView =>
    InboxView.parse({
      viewId: objectId(number),
      name,
      filter: { label: 'urgent' },
      sort: 'newest',
    });

  it('keep what the list shows, and can be renamed, moved and removed', async () => {
    const { bridge } = dependencies;
    bridge
      .handle('inboxView.list', () => succeed([view(1, 'One')]))
      .handle('inboxView.create', () => succeed(view(2, 'Two')))
      .handle('inboxView.rename', ({ name }) => succeed(view(1, name)))
      .handle('inboxView.move', () => succeed([view(2, 'Two'), view(1, 'First')]))
      .handle('inboxView.remove', () => succeed(null));
    const names = (): string[] => store.getState().views.map(({ name }) => name);
    const { viewId } = view(1, '');
    await store.getState().loadViews();
    await store.getState().show({ filter: { label: 'urgent' }, sort: 'longestWait' });
    expect(await store.getState().saveView('Two')).toBe(true);
    expect(bridge.inputsOf('inboxView.create')).toEqual([
      { name: 'Two', filter: { label: 'urgent' }, sort: 'longestWait' },
    ]);
    expect(names()).toEqual(['One', 'Two']);
    await store.getState().renameView(viewId, 'First');
    expect(names()).toEqual(['First', 'Two']);
    await store.getState().moveView(viewId, 1);
    expect(names()).toEqual(['Two', 'First']);
    await store.getState().removeView(viewId);
    expect(names()).toEqual(['Two']);
  });

  it('stay as they were, and the user is told, when main refuses', async () => {
    dependencies.bridge
      .handle('inboxView.list', () => succeed([view(1, 'One')]))
      .handle('inboxView.create', () => fail('not_allowed'));
    await store.getState().loadViews();
    expect(await store.getState().saveView('Two')).toBe(false);
    expect(store.getState().views).toHaveLength(1);
    expect(dependencies.reported).toMatchObject([{ code: 'not_allowed' }]);
  });
});

it.each([
  [59_999, { unit: 'moment', count: 0 }],
  [60_000, { unit: 'minutes', count: 1 }],
  [HOUR - 1, { unit: 'minutes', count: 59 }],
  [HOUR, { unit: 'hours', count: 1 }],
  [24 * HOUR - 1, { unit: 'hours', count: 23 }],
  [49 * HOUR, { unit: 'days', count: 2 }],
  [-5_000, { unit: 'moment', count: 0 }],
] as const)('a wait of %i milliseconds is told in the largest whole unit', (time, expected) => {
  expect(waited(NOW - time, NOW)).toEqual(expected);
});
