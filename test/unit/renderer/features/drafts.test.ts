import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Draft } from '../../../../src-preload/contract/draft.ts';
import { ConversationId, UserId } from '../../../../src-preload/contract/ids.ts';
import { Note } from '../../../../src-preload/contract/note.ts';
import { UploadId } from '../../../../src-preload/contract/outgoing.ts';
import { extrasOf } from '../../../../src-renderer/features/inbox/composer/composer-extras-of.ts';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { deferred, message, queuedOutbox, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const asked = message('asked', 1000);
const draft = (text: string, change: Partial<Draft> = {}): Draft => ({
  conversationId: first,
  text,
  replyTo: null,
  files: [],
  editing: null,
  note: null,
  ...change,
});

function openComposer() {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('message.list', () => succeed({ items: [asked], next: null }))
    .handle('message.send', () => succeed(message('SENT', 2000)))
    .handle('upload.begin', () => succeed({ uploadId: UploadId.parse(uuid(900)) }))
    .handle('upload.append', () => succeed(null))
    .handle('upload.finish', () => succeed(null))
    .handle('upload.discard', () => succeed(null))
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

describe('a file that was attached', () => {
  const kind = { mimeType: 'text/plain', fileSize: 1, form: 'document' as const };
  const kept = { ...kind, fileName: 'a.txt', caption: '', preview: null, duration: null };
  const uploadId = UploadId.parse(uuid(900));

  it('is kept with the draft once main has all of it, with its caption', async () => {
    const composer = openComposer();
    const whole = deferred();
    composer.bridge.handle('upload.finish', async () => {
      await whole.promise;
      return succeed(null);
    });
    const { store, extras } = composer;
    store.getState().attach(first, [new File(['x'], 'a.txt', { type: 'text/plain' })]);
    await vi.advanceTimersByTimeAsync(300);
    expect(composer.kept().at(-1)).toEqual(draft(''));
    whole.resolve(undefined);
    await vi.advanceTimersByTimeAsync(300);
    expect(composer.kept().at(-1)).toEqual(draft('', { files: [{ ...kept, uploadId }] }));
    store.getState().captionFile(first, extras().files[0]?.key ?? '', 'The list');
    await vi.advanceTimersByTimeAsync(300);
    expect(composer.kept().at(-1)).toMatchObject({
      files: [{ ...kept, uploadId, caption: 'The list' }],
    });
  });

  it('is there again after a restart, and goes without being handed over once more', async () => {
    const { store, bridge, extras } = openComposer();
    bridge.handle('draft.list', () => succeed([draft('Look', { files: [{ ...kept, uploadId }] })]));
    await store.getState().restoreDrafts();
    expect(extras().files).toMatchObject([{ fileName: 'a.txt', uploadId }]);
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('upload.begin')).toEqual([]);
    expect(bridge.inputsOf('message.send')).toEqual([
      {
        conversationId: first,
        text: 'Look',
        attachment: { kind: 'file', uploadId, form: 'document' },
      },
    ]);
    expect(extras().files).toEqual([]);
  });

  it('is forgotten by main when it is taken away', async () => {
    const { store, bridge, extras } = openComposer();
    store.getState().attach(first, [new File(['x'], 'a.txt')]);
    await vi.advanceTimersByTimeAsync(1);
    store.getState().detach(first, extras().files[0]?.key ?? '');
    expect(extras().files).toEqual([]);
    expect(bridge.inputsOf('upload.discard')).toEqual([{ uploadId }]);
  });

  it('is forgotten too when it is taken away while it is handed over', async () => {
    const { store, bridge, extras, reported } = openComposer();
    store.getState().attach(first, [new File(['x'], 'a.txt')]);
    store.getState().detach(first, extras().files[0]?.key ?? '');
    await vi.advanceTimersByTimeAsync(10);
    expect(bridge.inputsOf('upload.begin').length).toBe(bridge.inputsOf('upload.discard').length);
    expect(reported).toEqual([]);
  });

  it('is sent in the order that was chosen, the first with what stands in the field', async () => {
    const { store, bridge, extras } = openComposer();
    const names = ['a.txt', 'b.txt', 'c.txt'];
    store.getState().attach(
      first,
      names.map((name) => new File(['x'], name)),
    );
    const [a, , c] = extras().files.map(({ key }) => key);
    store.getState().moveFile(first, c ?? '', -1);
    store.getState().moveFile(first, a ?? '', -1);
    store.getState().captionFile(first, c ?? '', 'The third');
    expect(extras().files.map(({ fileName }) => fileName)).toEqual(['a.txt', 'c.txt', 'b.txt']);
    store.getState().setDraft(first, 'All of them');
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.send')).toMatchObject([
      { text: 'All of them' },
      { text: 'The third' },
      { text: '' },
    ]);
  });

  it('that has words of its own, or can carry none, leaves the field to a message of its own', async () => {
    const { store, bridge } = openComposer();
    store.getState().attach(first, [new File(['x'], 'voice.ogg')], { duration: 3 });
    store.getState().setDraft(first, 'Listen');
    const sending = store.getState().sendDraft(first);
    store.getState().setDraft(first, 'Listen and typed since');
    await sending;
    expect(bridge.inputsOf('message.send')).toMatchObject([
      { text: '', attachment: { form: 'voice_note' } },
      { text: 'Listen' },
    ]);
    expect(store.getState().drafts.get(first)).toBe('and typed since');
  });
});

describe('a note that was begun', () => {
  const ana = { userId: UserId.parse(objectId(1)), name: 'Ana' };
  const begun = { text: 'Ask @Ana', mentioned: [ana] };
  const written = Note.parse({
    ...{ noteId: uuid(7), conversationId: first, authorId: ana.userId, body: 'Pays late' },
    ...{ mentions: [], timestamp: 1, editedAt: null, isDeleted: false },
  });

  it('is kept beside the message, with those whom it names, until it is written', async () => {
    const { store, bridge, kept } = openComposer();
    bridge.handle('note.write', () => succeed(written)).handle('user.list', () => succeed([]));
    store.getState().setDraft(first, 'Dear customer');
    store.getState().setNoteDraft(first, begun);
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('Dear customer', { note: { ...begun, edit: null } }));
    await store.getState().saveNote(first);
    await vi.advanceTimersByTimeAsync(300);
    expect(kept().at(-1)).toEqual(draft('Dear customer'));
  });

  it('is kept with a change of another one', async () => {
    const { store, kept } = openComposer();
    store.getState().setNoteDraft(first, begun);
    store.getState().editNote(first, written);
    store.getState().setNoteDraft(first, { text: 'Pays very late', mentioned: [] });
    await vi.advanceTimersByTimeAsync(300);
    const edit = { noteId: written.noteId, text: 'Pays very late', mentioned: [] };
    expect(kept().at(-1)).toEqual(draft('', { note: { ...begun, edit } }));
  });

  it('is there again after a restart, open unless a message was begun as well', async () => {
    const edit = { noteId: written.noteId, text: 'Pays very late', mentioned: [] };
    for (const text of ['', 'Dear customer']) {
      const { store, bridge } = openComposer();
      bridge.handle('draft.list', () => succeed([draft(text, { note: { ...begun, edit } })]));
      await store.getState().restoreDrafts();
      expect(store.getState().noteFields.get(first)).toEqual({
        isOpen: text === '',
        draft: begun,
        edit: { noteId: written.noteId, draft: { text: 'Pays very late', mentioned: [] } },
        isSaving: false,
      });
    }
  });

  it('stays what it is where somebody typed before that was read', async () => {
    const { store, bridge } = openComposer();
    bridge.handle('draft.list', () => succeed([draft('', { note: { ...begun, edit: null } })]));
    store.getState().setNoteDraft(first, { text: 'Typed since', mentioned: [] });
    await store.getState().restoreDrafts();
    expect(store.getState().noteFields.get(first)?.draft.text).toBe('Typed since');
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
    expect(extras()).toMatchObject({
      files: [{ fileName: 'a.txt' }],
      replyTo: asked,
      editing: null,
    });
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
