import { beforeEach, describe, expect, it } from 'vitest';
import { Media } from '../../../../src-preload/contract/message-content.ts';
import { isHeld } from '../../../../src-renderer/features/inbox/inbox-state.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { conversation, message, testDependencies, usualSettings } from '../samples.ts';

const megabyte = 1024 * 1024;
const withFile = (fileSize: number, state: Media['state'] = 'waiting') =>
  message('a', 1000, {
    type: 'document',
    media: Media.parse({
      ...{ state, url: null, thumbnailUrl: null, fileName: 'a.pdf', fileSize },
      ...{ mimeType: 'application/pdf', duration: null, width: null, height: null },
      ...{ isGif: false, isViewOnce: false },
    }),
  });

let dependencies: ReturnType<typeof testDependencies>;
let store: InboxStore;
const held = (fileSize: number, state?: Media['state']): boolean =>
  isHeld(store.getState(), withFile(fileSize, state));

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('settings.get', () => succeed({ ...usualSettings, autoDownloadMb: 5 }))
    .handle('conversation.list', () => succeed({ items: [conversation(1, 300)], next: null }))
    .handle('outbox.list', () => succeed([]))
    .handle('user.list', () => succeed([]));
  store = createInboxStore(dependencies);
  startInbox(store, dependencies);
  await new Promise((resolve) => setTimeout(resolve, 0));
});

describe('a file that is not there yet', () => {
  it('waits for a click above the size that is set, and follows the setting', () => {
    expect([held(5 * megabyte), held(5 * megabyte + 1)]).toEqual([false, true]);
    expect([held(6 * megabyte, 'stored'), held(6 * megabyte, 'failed')]).toEqual([false, false]);
    dependencies.bridge.emit('settings.changed', { ...usualSettings, autoDownloadMb: 6 });
    expect(held(6 * megabyte)).toBe(false);
    dependencies.bridge.emit('settings.changed', { ...usualSettings, autoDownloadMb: 0 });
    expect(held(0)).toBe(true);
    // No click brings what is too large for WhatsApp’s page.
    expect(held(65 * megabyte)).toBe(false);
  });

  it('is shown as on its way once it was clicked on, and waits again when main could not take it', async () => {
    const { conversationId, messageId } = withFile(6 * megabyte);
    dependencies.bridge.handle('message.retryMedia', () => succeed(withFile(6 * megabyte)));
    await store.getState().retryMedia(conversationId, messageId);
    expect(held(6 * megabyte)).toBe(false);
    dependencies.bridge.handle('message.retryMedia', () => fail('database_unreachable'));
    await store.getState().retryMedia(conversationId, messageId);
    expect(held(6 * megabyte)).toBe(true);
    expect(dependencies.reported).toHaveLength(1);
  });
});
