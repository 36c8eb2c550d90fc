import { beforeEach, expect, it } from 'vitest';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createInboxStore,
  type InboxStore,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import type { ThreadContent } from '../../../../src-renderer/features/inbox/thread-content.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { samplePage } from '../../../support/preview/sample-page.ts';
import { uuid } from '../../../support/preview/sample-data.ts';
import {
  conversation,
  deferred,
  message,
  type TestDependencies,
  testDependencies,
} from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const minute = 60_000;
/** One an hour. */
const all = Array.from({ length: 300 }, (_, hour) => message(`m${hour}`, (hour + 1) * 60 * minute));
const at = (index: number): Message => all[index] ?? message('none', 0);

let dependencies: TestDependencies;
let store: InboxStore;

beforeEach(() => {
  dependencies = testDependencies();
  dependencies.bridge
    .handle('conversation.get', () => succeed(conversation(1, 300 * 60 * minute)))
    .handle('message.list', (question) => succeed(samplePage(all, question)));
  store = createInboxStore(dependencies);
});

function content(): ThreadContent | undefined {
  const thread = store.getState().threads.get(first);
  return thread && shownValue(thread);
}
const ends = (): (string | undefined)[] => [
  content()?.messages[0]?.messageId,
  content()?.messages.at(-1)?.messageId,
];

it('reads on in both directions from a message in the middle, and arrives at the newest', async () => {
  const { openConversation, loadNewer, loadOlder } = store.getState();
  await openConversation(first, at(100));
  expect(ends()).toEqual(['m51', 'm100']);
  await loadNewer(first);
  await loadOlder(first);
  expect(ends()).toEqual(['m1', 'm150']);
  expect(content()?.reachesNewest).toBe(false);
  for (let page = 0; page < 3; page++) await loadNewer(first);
  expect(ends()).toEqual(['m1', 'm299']);
  expect(content()?.reachesNewest).toBe(true);
  expect(content()?.messages).toHaveLength(299);
});

it('takes in what comes while the last page is on its way', async () => {
  await store.getState().openConversation(first, at(240));
  const answer = deferred<null>();
  dependencies.bridge.handle('message.list', async (question) => {
    await answer.promise;
    return succeed({ ...samplePage(all, { ...question, limit: 200 }) });
  });
  const loading = store.getState().loadNewer(first);
  store.getState().receiveMessage(message('news', 400 * 60 * minute));
  expect(ends()).toEqual(['m191', 'm240']);
  answer.resolve(null);
  await loading;
  expect(ends()).toEqual(['m191', 'news']);
});

it('says that newer ones could not be loaded, and tries again when asked', async () => {
  await store.getState().openConversation(first, at(100));
  dependencies.bridge.handle('message.list', () => fail('database_unreachable'));
  await store.getState().loadNewer(first);
  expect(content()?.newer).toBe('failed');
  dependencies.bridge.handle('message.list', (question) => succeed(samplePage(all, question)));
  await store.getState().loadNewer(first);
  expect(ends()).toEqual(['m51', 'm150']);
  expect(content()?.newer).toBe('idle');
});
