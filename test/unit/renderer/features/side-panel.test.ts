import { beforeEach, describe, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { type Message, STAR } from '../../../../src-preload/contract/message.ts';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { isAskedFor } from '../../../../src-renderer/features/inbox/side-panel/in-gallery.ts';
import { rememberedLook } from '../../../../src-renderer/features/inbox/side-panel/panel-look.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleLeads, uuid } from '../../../support/preview/sample-data.ts';
import { deferred, message, type TestDependencies, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));

const media: Media = {
  ...{ state: 'stored', url: 'alexia-media://a', thumbnailUrl: null, fileName: 'a', fileSize: 1 },
  ...{ mimeType: 'image/jpeg', duration: null, width: null, height: null },
  ...{ isGif: false, isViewOnce: false },
};
const picture = (id: string, timestamp: number, change: Partial<Message> = {}): Message =>
  message(id, timestamp, { type: 'image', media, ...change });

/** As the browser keeps it on this computer. */
function storage(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('contact.ofConversation', () => succeed(null))
    .handle('lead.ofConversation', () => succeed([]))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: true }))
    .handle('message.gallery', () =>
      succeed({
        items: [picture('b', 20), picture('a', 10)],
        next: { timestamp: 10, sequence: 0 },
      }),
    );
  store = createInboxStore(dependencies);
});

/** When all that was asked has been answered. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
const shownIds = (): readonly string[] =>
  shownValue(store.getState().gallery)?.items.map(({ messageId }) => messageId) ?? [];

describe('the look of the side panel', () => {
  it('is closed at first, and as it was left the next time', () => {
    const kept = storage();
    expect(rememberedLook(kept)).toEqual({ isOpen: false, folded: new Set() });
    store.getState().togglePanel(kept);
    store.getState().toggleSection('media', kept);
    store.getState().toggleSection('leads', kept);
    store.getState().toggleSection('leads', kept);
    const left = { isOpen: true, folded: new Set(['media']) };
    expect(store.getState().panelLook).toEqual(left);
    expect(rememberedLook(kept)).toEqual(left);
  });

  it('is not confused by what it cannot read', () => {
    const kept = storage();
    kept.setItem('side-panel-open', 'perhaps');
    kept.setItem('side-panel-folded', 'leads nonsense');
    expect(rememberedLook(kept)).toEqual({ isOpen: false, folded: new Set(['leads']) });
  });
});

describe('what the side panel shows', () => {
  it('is of the conversation that is open now, whatever comes late', async () => {
    const late = deferred<ReturnType<typeof fail>>();
    dependencies.bridge.handle('contact.ofConversation', ({ conversationId }) =>
      conversationId === first ? late.promise : succeed(null),
    );
    store.getState().showPanelOf(first);
    store.getState().showPanelOf(second);
    await settled();
    late.resolve(fail('database_unreachable'));
    await settled();
    expect(store.getState().person).toEqual({ status: 'ready', value: null });
  });

  it('says of each part that it could not be had, and shows the others', async () => {
    dependencies.bridge
      .handle('lead.ofConversation', () => fail('database_unreachable'))
      .handle('conversation.history', () => fail('database_unreachable'));
    store.getState().showPanelOf(first);
    await settled();
    expect(store.getState().leadsOf.status).toBe('failed');
    expect(store.getState().historyFailures.get(first)?.code).toBe('database_unreachable');
    expect(shownIds()).toEqual(['b', 'a']);
    expect(dependencies.reported).toEqual([]);
    dependencies.bridge.handle('conversation.history', () =>
      succeed({ spans: [], gaps: [], fromBeginning: true }),
    );
    await store.getState().loadHistory(first);
    expect(store.getState().historyFailures.has(first)).toBe(false);
  });

  it('reads the leads again when one comes of this conversation', async () => {
    const [lead] = sampleLeads(1, 1_760_000_000_000);
    if (lead === undefined) throw new Error('One was asked for');
    dependencies.bridge
      .handle('conversation.list', () => succeed({ items: [], next: null }))
      .handle('user.list', () => succeed([]))
      .handle('outbox.list', () => succeed([]));
    const stop = startInbox(store, dependencies);
    store.getState().showPanelOf(first);
    await settled();
    dependencies.bridge.emit('lead.changed', { ...lead, conversationId: second });
    dependencies.bridge.emit('lead.changed', { ...lead, conversationId: first });
    await settled();
    stop();
    expect(dependencies.bridge.inputsOf('lead.ofConversation')).toHaveLength(2);
  });
});

describe('the gallery', () => {
  beforeEach(async () => {
    store.getState().showPanelOf(first);
    await settled();
  });

  it('takes what comes, changes and loses its file, newest first', () => {
    const { noteInGallery } = store.getState();
    noteInGallery(picture('c', 15));
    noteInGallery(message('text', 30));
    noteInGallery(picture('elsewhere', 30, { conversationId: second }));
    expect(shownIds()).toEqual(['b', 'c', 'a']);
    // Older than what was fetched: it comes with its page.
    noteInGallery(picture('old', 5));
    noteInGallery(picture('b', 20, { type: 'revoked', media: null }));
    expect(shownIds()).toEqual(['c', 'a']);
  });

  it('goes on where the page ended, and begins anew with another question', async () => {
    dependencies.bridge.handle('message.gallery', ({ kind }) =>
      succeed({ items: kind === 'pictures' ? [picture('old', 5)] : [], next: null }),
    );
    await store.getState().loadMoreGallery();
    expect(shownIds()).toEqual(['b', 'a', 'old']);
    await store.getState().askGallery({ kind: 'tagged', tag: STAR });
    expect(shownIds()).toEqual([]);
    expect(dependencies.bridge.inputsOf('message.gallery').slice(1)).toEqual([
      {
        conversationId: first,
        kind: 'pictures',
        limit: 30,
        before: { timestamp: 10, sequence: 0 },
      },
      { conversationId: first, kind: 'tagged', limit: 30, tag: STAR },
    ]);
  });
});

describe('a message is asked for', () => {
  const link = { url: 'https://example.com', title: 'A shop' };
  it.each([
    ['pictures', picture('a', 1), true],
    ['pictures', picture('a', 1, { type: 'video' }), true],
    ['pictures', picture('a', 1, { type: 'sticker' }), false],
    ['documents', picture('a', 1, { type: 'document' }), true],
    ['documents', picture('a', 1), false],
    ['links', message('a', 1, { linkPreview: link }), true],
    ['links', message('a', 1), false],
    ['tagged', message('a', 1, { tags: ['deposit'] }), true],
    ['tagged', message('a', 1), false],
  ] as const)('among the %s', (kind, asked, is) => {
    expect(isAskedFor(asked, { kind, tag: null })).toBe(is);
  });

  it('by its tag', () => {
    const tagged = message('a', 1, { tags: ['deposit'] });
    expect(isAskedFor(tagged, { kind: 'tagged', tag: 'deposit' })).toBe(true);
    expect(isAskedFor(tagged, { kind: 'tagged', tag: STAR })).toBe(false);
  });
});

describe('the tags of a message', () => {
  it('are handed to main, and the dialog stays when it could not take them', async () => {
    const tagged = message('a', 1);
    const { conversationId, messageId } = tagged;
    store.getState().tagMessage(tagged);
    dependencies.bridge.handle('message.setTags', () => fail('database_unreachable'));
    expect(await store.getState().setTags(tagged, [STAR])).toBe(false);
    expect(dependencies.reported.map(({ code }) => code)).toEqual(['database_unreachable']);
    expect(store.getState().tagging).toBe(tagged);
    dependencies.bridge.handle('message.setTags', () => succeed({ ...tagged, tags: [STAR] }));
    expect(await store.getState().setTags(tagged, [STAR])).toBe(true);
    expect(dependencies.bridge.inputsOf('message.setTags').at(-1)).toEqual({
      conversationId,
      messageId,
      tags: [STAR],
    });
  });
});
