import { beforeEach, expect, it } from 'vitest';
import { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import {
  conversation,
  deferred,
  message,
  type TestDependencies,
  testDependencies,
} from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));
const day = 86_400_000;
const original = message('original', day);
const news = Array.from({ length: 50 }, (_, index) => message(`n${index}`, 90 * day + index));

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(async () => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(conversation(1, 90 * day)))
    .handle('message.list', ({ before }) =>
      succeed({
        items: before !== undefined && before.timestamp < 90 * day ? [original] : news,
        next: before !== undefined ? null : { timestamp: 90 * day, sequence: 0 },
      }),
    )
    .handle('message.locate', ({ messageId }) =>
      succeed(messageId === original.messageId ? original : null),
    );
  store = createInboxStore(dependencies);
  await store.getState().openConversation(first);
});

const idsOf = (): readonly string[] => {
  const thread = store.getState().threads.get(first);
  return (thread && shownValue(thread)?.messages.map((each) => each.messageId)) ?? [];
};

it('opens the thread at an original that is not loaded, and leads back to the newest', async () => {
  expect(idsOf()).not.toContain('original');
  await store.getState().showOriginal(first, original.messageId);
  expect(idsOf()).toEqual(['original']);
  expect(store.getState().openedAt?.messageId).toBe('original');
  await store.getState().showNewest(first);
  expect(idsOf().at(-1)).toBe('n49');
});

it('says that an original is not stored, until it is', async () => {
  const unknown = MessageId.parse('unknown');
  await store.getState().showOriginal(first, unknown);
  expect(store.getState().missingOriginals).toEqual(new Set([unknown]));
  expect(store.getState().openedAt).toBeNull();
  expect(dependencies.reported).toEqual([]);
  dependencies.bridge.handle('message.locate', () => succeed({ ...original, messageId: unknown }));
  await store.getState().showOriginal(first, unknown);
  expect(store.getState().missingOriginals).toEqual(new Set());
});

it('does not bring back who has opened another conversation meanwhile', async () => {
  const answer = deferred<Message>();
  dependencies.bridge.handle('message.locate', async () => succeed(await answer.promise));
  const shown = store.getState().showOriginal(first, original.messageId);
  await store.getState().openConversation(second);
  answer.resolve(original);
  await shown;
  expect(store.getState().selectedId).toBe(second);
  expect(store.getState().openedAt).toBeNull();
});

it('tells the user when it cannot be looked for', async () => {
  dependencies.bridge.handle('message.locate', () => fail('database_unreachable'));
  await store.getState().showOriginal(first, original.messageId);
  expect(dependencies.reported).toMatchObject([{ code: 'database_unreachable' }]);
  expect(store.getState().missingOriginals.size).toBe(0);
});
