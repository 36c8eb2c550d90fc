import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../../src-preload/contract/draft.ts';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { extrasOf } from '../../../../src-renderer/features/inbox/composer/composer-slice.ts';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { deferred, message, queuedOutbox, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const asked = message('asked', 1000);
const draft = (text: string, change: Partial<Draft> = {}): Draft => ({
  conversationId: first,
  text,
  replyTo: null,
  editing: null,
  ...change,
});

function openComposer() {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('message.list', () => succeed({ items: [asked], next: null }))
    .handle('message.send', () => succeed(message('SENT', 2000)))
    .handle('message.edit', () => succeed(null));
  const store = createInboxStore(dependencies);
  return {
    ...dependencies,
    store,
    text: () => store.getState().drafts.get(first),
    extras: () => extrasOf(store.getState(), first),
    kept: () => dependencies.bridge.inputsOf('draft.keep'),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('what is typed', () => {
  it('is kept 300 ms after the first letter at the latest, once for all letters until then', () => {
    const { store, kept } = openComposer();
    for (const text of ['G', 'Go', 'Goo', 'Good']) {
      store.getState().setDraft(first, text);
      vi.advanceTimersByTime(90);
    }
    expect(kept()).toEqual([draft('Good')]);
    vi.advanceTimersByTime(5_000);
    expect(kept()).toHaveLength(1);
  });

  it('is kept at once when it is asked for, with the message that it answers', () => {
    const { store, kept } = openComposer();
    store.getState().replyTo(asked);
    store.getState().setDraft(first, 'Yes');
    store.getState().keepDrafts();
    expect(kept()).toEqual([draft('Yes', { replyTo: asked })]);
  });

  it('is tried again until it could be kept, and the failure is shown once', async () => {
    const { store, bridge, kept, reported } = openComposer();
    bridge.handle('draft.keep', () => fail('internal'));
    store.getState().setDraft(first, 'Good');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(kept().length).toBeGreaterThan(1);
    expect(reported).toMatchObject([{ code: 'internal' }]);
    bridge.handle('draft.keep', () => succeed(null));
    await vi.advanceTimersByTimeAsync(5_000);
    const attempts = kept().length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toHaveLength(attempts);
  });

  it('is kept silently later while the app is locked', async () => {
    const { store, bridge, kept, reported } = openComposer();
    await store.getState().restoreDrafts();
    bridge.handle('draft.keep', () => fail('not_ready'));
    store.getState().setDraft(first, 'Good');
    await vi.advanceTimersByTimeAsync(300);
    bridge.handle('draft.keep', () => succeed(null));
    await store.getState().restoreDrafts();
    expect(reported).toEqual([]);
    expect(kept()).toEqual([draft('Good'), draft('Good')]);
  });

  it('stays kept until main has taken it, and no longer', async () => {
    const { store, bridge, kept } = openComposer();
    const answer = deferred<ReturnType<typeof succeed<ReturnType<typeof message>>>>();
    bridge.handle('message.send', () => answer.promise);
    store.getState().replyTo(asked);
    store.getState().setDraft(first, 'Sent soon');
    const sending = store.getState().sendDraft(first);
    store.getState().setDraft(first, 'And one more');
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('Sent soon\nAnd one more', { replyTo: asked }));
    answer.resolve(succeed(message('SENT', 2000)));
    await sending;
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('And one more'));
  });

  it('comes back before what has been typed since when main cannot take it', async () => {
    const { store, bridge, text, extras, kept } = openComposer();
    bridge.handle('message.send', () => fail('database_unreachable'));
    store.getState().replyTo(asked);
    store.getState().setDraft(first, 'First');
    const sending = store.getState().sendDraft(first);
    store.getState().setDraft(first, 'Second');
    await sending;
    expect(text()).toBe('First\nSecond');
    expect(extras()).toMatchObject({ replyTo: asked, handedOver: [] });
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('First\nSecond', { replyTo: asked }));
  });
});

describe('a message that waits', () => {
  const waiting = message('waiting', 2000, {
    direction: 'outgoing',
    content: 'Too soon',
    outbox: queuedOutbox,
  });

  it('comes back into the field when it is taken back, and is kept from before it leaves the outbox', async () => {
    const { store, bridge, text, kept } = openComposer();
    let keptBefore: unknown;
    bridge.handle('message.discard', () => {
      keptBefore = kept().at(-1);
      return succeed(null);
    });
    store.getState().setDraft(first, 'And this');
    await store.getState().takeBack(waiting);
    expect(keptBefore).toEqual(draft('Too soon\nAnd this'));
    expect(text()).toBe('Too soon\nAnd this');
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('Too soon\nAnd this'));
  });

  it('stays where it is when it has gone meanwhile', async () => {
    const { store, bridge, text, kept, reported } = openComposer();
    bridge.handle('message.discard', () => fail('not_found'));
    await store.getState().takeBack(waiting);
    expect(text()).toBeUndefined();
    expect(reported).toMatchObject([{ code: 'not_found' }]);
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft(''));
  });

  it('waits behind a message that is being changed', async () => {
    const { store, bridge, text } = openComposer();
    bridge.handle('message.discard', () => succeed(null));
    store.getState().startEditing(message('sent', 900));
    await store.getState().takeBack(waiting);
    expect(text()).toBe('text of sent');
    store.getState().leaveExtras(first);
    expect(text()).toBe('Too soon');
  });
});

describe('what was kept', () => {
  it('is there again, before what has been typed meanwhile, and only once', async () => {
    const { store, bridge, text, extras } = openComposer();
    bridge.handle('draft.list', () => succeed([draft('Kept', { replyTo: asked })]));
    const restoring = store.getState().restoreDrafts();
    store.getState().setDraft(first, 'typed');
    await restoring;
    await store.getState().restoreDrafts();
    expect(text()).toBe('Kept\ntyped');
    expect(extras().replyTo).toEqual(asked);
  });

  it('may be a change of a message, behind which the draft waits', async () => {
    const { store, bridge, text, extras } = openComposer();
    const sent = message('sent', 900);
    bridge.handle('draft.list', () =>
      succeed([draft('Waits', { editing: { message: sent, text: 'Corrected' } })]),
    );
    await store.getState().restoreDrafts();
    expect(text()).toBe('Corrected');
    expect(extras().editing).toEqual(sent);
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.edit')).toMatchObject([{ text: 'Corrected' }]);
    expect(text()).toBe('Waits');
  });
});

describe('changing a message', () => {
  it('sets the draft aside with its files and its answer, and brings all of it back', () => {
    const { store, text, extras } = openComposer();
    const file = new File(['x'], 'a.txt');
    store.getState().replyTo(asked);
    store.getState().attach(first, [file]);
    store.getState().setDraft(first, 'Half a');
    store.getState().startEditing(message('sent', 900));
    expect(text()).toBe('text of sent');
    expect(extras()).toMatchObject({ files: [], replyTo: null });
    store.getState().leaveExtras(first);
    expect(text()).toBe('Half a');
    expect(extras()).toMatchObject({ files: [file], replyTo: asked, editing: null });
  });

  it('keeps both the change and the draft', async () => {
    const { store, kept } = openComposer();
    const sent = message('sent', 900);
    store.getState().setDraft(first, 'Half a');
    store.getState().startEditing(sent);
    store.getState().setDraft(first, 'Corrected');
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(
      draft('Half a', { editing: { message: sent, text: 'Corrected' } }),
    );
  });

  it('that is refused is begun again, with what has been typed since behind it', async () => {
    const { store, bridge, text, extras } = openComposer();
    bridge.handle('message.edit', () => fail('whatsapp_no_longer_allowed'));
    const sent = message('sent', 900);
    store.getState().startEditing(sent);
    store.getState().setDraft(first, 'Corrected');
    const sending = store.getState().sendDraft(first);
    store.getState().setDraft(first, 'Typed since');
    await sending;
    expect(text()).toBe('Corrected');
    expect(extras().editing).toEqual(sent);
    store.getState().leaveExtras(first);
    expect(text()).toBe('Typed since');
  });
});
