// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  BLURRED_MS,
  followPresence,
  TYPING_MS,
} from '../../../../src-renderer/app/follow-presence.ts';
import { createStores, type Stores } from '../../../../src-renderer/app/stores.ts';
import { OwnPresence, Presence } from '../../../../src-preload/contract/presence.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { conversation, testDependencies } from '../samples.ts';

const one = conversation(1, 100).conversationId;
const other = conversation(2, 100).conversationId;

let dependencies: ReturnType<typeof testDependencies>;
let stores: Stores;
let stop: () => void;
let hasFocus: boolean;
let visibility: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers();
  hasFocus = true;
  visibility = 'visible';
  vi.spyOn(document, 'hasFocus').mockImplementation(() => hasFocus);
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(conversation(1, 100)))
    .handle('message.list', () => succeed({ items: [], next: null }))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: true }))
    .handle('user.list', () => succeed([]));
  stores = createStores(dependencies);
  stop = followPresence(stores, dependencies);
});

afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** What was told so far, in short: the conversation's number, and whether somebody types in it. */
function told(): string[] {
  return dependencies.bridge.inputsOf('presence.tell').map((input) => {
    const { conversationId, isTyping } = OwnPresence.parse(input);
    if (conversationId === null) return '-';
    return `${conversationId === one ? 1 : 2}${isTyping ? ' typing' : ''}`;
  });
}

function open(conversationId: typeof one): void {
  void stores.inbox.getState().openConversation(conversationId);
}

function type(text: string, conversationId = one): void {
  stores.inbox.getState().setDraft(conversationId, text);
}

describe('what the user has in front of them', () => {
  it('is the open conversation, and nothing in the other areas and when it is closed', () => {
    open(one);
    open(other);
    stores.app.getState().goTo('contacts');
    stores.app.getState().goTo('inbox');
    stores.inbox.getState().closeConversation();
    expect(told()).toEqual(['-', '1', '2', '-', '2', '-']);
  });

  it('is typed in from the first key until a while after the last one, told twice for all of them', () => {
    open(one);
    for (const text of ['W', 'We', 'We d', 'We do']) {
      type(text);
      vi.advanceTimersByTime(TYPING_MS - 1);
    }
    expect(told()).toEqual(['-', '1', '1 typing']);
    vi.advanceTimersByTime(1);
    expect(told()).toEqual(['-', '1', '1 typing', '1']);
  });

  it('is no longer typed in when the draft has gone, or another conversation is open', () => {
    open(one);
    type('We do');
    type('');
    type('We');
    open(other);
    open(one);
    expect(told()).toEqual(['-', '1', '1 typing', '1', '1 typing', '2', '1']);
  });

  it('is nothing while the window is hidden', () => {
    open(one);
    visibility = 'hidden';
    document.dispatchEvent(new Event('visibilitychange'));
    visibility = 'visible';
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told()).toEqual(['-', '1', '-', '1']);
  });

  it('is nothing when the window has had no focus for long, until there is a sign of them', () => {
    open(one);
    hasFocus = false;
    window.dispatchEvent(new Event('blur'));
    vi.advanceTimersByTime(BLURRED_MS - 1);
    expect(told()).toEqual(['-', '1']);
    vi.advanceTimersByTime(1);
    expect(told()).toEqual(['-', '1', '-']);
    hasFocus = true;
    window.dispatchEvent(new Event('focus'));
    vi.advanceTimersByTime(2 * BLURRED_MS);
    expect(told()).toEqual(['-', '1', '-', '1']);
  });

  it('is told no more once it is stopped', () => {
    open(one);
    type('We');
    stop();
    vi.advanceTimersByTime(2 * BLURRED_MS);
    open(other);
    expect(told()).toEqual(['-', '1', '1 typing']);
  });
});

describe('what colleagues have in front of them', () => {
  const looking = Presence.parse({ userId: objectId(2), conversationId: one, isTyping: false });
  const typing = Presence.parse({ userId: objectId(3), conversationId: one, isTyping: true });
  const elsewhere = Presence.parse({ userId: objectId(2), conversationId: other, isTyping: false });

  it('is kept by conversation, with those who type first', () => {
    dependencies.bridge.emit('presence.changed', { colleagues: [looking, typing, elsewhere] });
    const { presences } = stores.inbox.getState();
    expect(presences.get(one)).toEqual([typing, looking]);
    expect(presences.get(other)).toEqual([elsewhere]);
    dependencies.bridge.emit('presence.changed', { colleagues: [] });
    expect(stores.inbox.getState().presences.size).toBe(0);
  });

  it('stays the same list for a conversation in which nothing has changed', () => {
    dependencies.bridge.emit('presence.changed', { colleagues: [looking, elsewhere] });
    const before = stores.inbox.getState().presences;
    dependencies.bridge.emit('presence.changed', {
      colleagues: [{ ...looking, isTyping: true }, { ...elsewhere }],
    });
    const after = stores.inbox.getState().presences;
    expect(after.get(other)).toBe(before.get(other));
    expect(after.get(one)).not.toBe(before.get(one));
  });

  it('lets the list of colleagues be read again for somebody who has joined since', async () => {
    const reads = dependencies.bridge.inputsOf('user.list').length;
    dependencies.bridge.emit('presence.changed', { colleagues: [looking] });
    await vi.advanceTimersByTimeAsync(0);
    expect(dependencies.bridge.inputsOf('user.list').length).toBe(reads + 1);
  });
});
