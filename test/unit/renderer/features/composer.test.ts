import { describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { MAXIMUM_PIECE_BYTES, UploadId } from '../../../../src-preload/contract/outgoing.ts';
import { extrasOf } from '../../../../src-renderer/features/inbox/composer/composer-extras-of.ts';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { formOf } from '../../../../src-renderer/features/inbox/composer/attached-file.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import { message, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const asked = message('asked', 1000);

function openComposer() {
  const dependencies = testDependencies();
  let uploads = 0;
  const bytes = new Map<string, number>();
  dependencies.bridge
    .handle('message.list', () => succeed({ items: [asked], next: null }))
    .handle('message.send', () => succeed(message('SENT', 2000)))
    .handle('upload.begin', () => succeed({ uploadId: UploadId.parse(uuid(900 + (uploads += 1))) }))
    .handle('upload.append', ({ uploadId, offset, bytes: piece }) => {
      expect(offset).toBe(bytes.get(uploadId) ?? 0);
      bytes.set(uploadId, offset + piece.length);
      return succeed(null);
    })
    .handle('upload.finish', () => succeed(null))
    .handle('upload.discard', () => succeed(null))
    .handle('message.edit', () => succeed(null));
  const store = createInboxStore(dependencies);
  return { ...dependencies, store, bytes, extras: () => extrasOf(store.getState(), first) };
}

describe('what goes with a text', () => {
  it('is one message a file, handed over in pieces, the first with the text and the answer', async () => {
    const { bridge, store, bytes, extras } = openComposer();
    const large = new File([new Uint8Array(MAXIMUM_PIECE_BYTES * 2 + 5)], 'a.pdf', {
      type: 'application/pdf',
    });
    const picture = new File(['x'], 'b.png', { type: 'image/png' });
    store.getState().replyTo(asked);
    store.getState().attach(first, [large, picture]);
    store.getState().setDraft(first, 'Here you are');
    await store.getState().sendDraft(first);
    expect([...bytes.values()]).toEqual([large.size, 1]);
    expect(bridge.inputsOf('message.send')).toEqual([
      {
        conversationId: first,
        text: 'Here you are',
        replyTo: asked.messageId,
        attachment: { kind: 'file', uploadId: uuid(901), form: 'document' },
      },
      {
        conversationId: first,
        text: '',
        replyTo: asked.messageId,
        attachment: { kind: 'file', uploadId: uuid(902), form: 'image' },
      },
    ]);
    expect(extras()).toMatchObject({ files: [], replyTo: null, isSending: false });
    expect(store.getState().drafts.has(first)).toBe(false);
  });

  it('stays when a file is refused, and the failure is shown', async () => {
    const { bridge, store, reported, extras } = openComposer();
    bridge.handle('upload.begin', () => fail('file_too_large'));
    store.getState().attach(first, [new File(['x'], 'film.mov')]);
    store.getState().setDraft(first, 'Look');
    await store.getState().sendDraft(first);
    expect(reported).toMatchObject([{ code: 'file_too_large' }]);
    expect(extras()).toMatchObject({
      files: [{ fileName: 'film.mov', hasFailed: true }],
      isSending: false,
    });
    expect(store.getState().drafts.get(first)).toBe('Look');
    bridge.handle('upload.begin', () => succeed({ uploadId: UploadId.parse(uuid(950)) }));
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.send')).toMatchObject([{ text: 'Look' }]);
  });

  it('is forgotten by main when handing it over fails in the middle', async () => {
    const { bridge, store } = openComposer();
    bridge.handle('upload.append', () => fail('internal'));
    store.getState().attach(first, [new File(['x'], 'a.txt')]);
    await expect.poll(() => bridge.inputsOf('upload.discard')).toEqual([{ uploadId: uuid(901) }]);
    expect(bridge.inputsOf('message.send')).toEqual([]);
  });

  it('may be a time', async () => {
    const { bridge, store } = openComposer();
    const schedule = { at: 5_000, timeZone: 'Europe/Madrid' };
    store.getState().setDraft(first, 'Good morning');
    await store.getState().sendDraft(first, schedule);
    expect(bridge.inputsOf('message.send')).toEqual([
      { conversationId: first, text: 'Good morning', schedule },
    ]);
  });

  it('changes a text instead of sending one, until that is left', async () => {
    const { bridge, store, extras } = openComposer();
    store.getState().startEditing(asked);
    expect(store.getState().drafts.get(first)).toBe(asked.content);
    store.getState().leaveExtras(first);
    expect(store.getState().drafts.has(first)).toBe(false);
    store.getState().startEditing(asked);
    store.getState().setDraft(first, 'Changed');
    await store.getState().sendDraft(first);
    expect(bridge.inputsOf('message.send')).toEqual([]);
    expect(bridge.inputsOf('message.edit')).toEqual([
      { conversationId: first, messageId: asked.messageId, text: 'Changed' },
    ]);
    expect(extras().editing).toBeNull();
  });

  it.each([
    ['image/png', 'image'],
    ['image/svg+xml', 'document'],
    ['video/mp4', 'video'],
    ['audio/mpeg', 'audio'],
    ['application/pdf', 'document'],
    ['', 'document'],
  ])('goes, as %j, in the form %s', (type, form) => {
    expect(formOf({ type })).toBe(form);
  });
});
