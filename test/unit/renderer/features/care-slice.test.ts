import { beforeEach, describe, expect, it } from 'vitest';
import { User } from '../../../../src-preload/contract/app.ts';
import { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  colleagueName,
  findConversation,
} from '../../../../src-renderer/features/inbox/inbox-state.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId, uuid } from '../../../support/preview/sample-data.ts';
import { conversation, message, type TestDependencies, testDependencies } from '../samples.ts';

const first = ConversationId.parse(uuid(1));
const second = ConversationId.parse(uuid(2));
const ana = User.parse({ userId: objectId(1), name: 'Ana', email: 'ana@example.com' });
const bilal = User.parse({ userId: objectId(2), name: 'Bilal', email: 'bilal@example.com' });

let dependencies: TestDependencies;
let store: InboxStore;
let colleagues: User[];
let lists: number;
let threads: number;

beforeEach(async () => {
  dependencies = testDependencies();
  colleagues = [ana];
  lists = 0;
  threads = 0;
  dependencies.bridge
    .handle('conversation.list', () =>
      succeed({ items: [conversation(1, 300), conversation(2, 200)], next: null }),
    )
    .handle('message.list', () => {
      threads += 1;
      return succeed({ items: [message('a', 1000)], next: null });
    })
    .handle('outbox.list', () => succeed([]))
    .handle('user.list', () => {
      lists += 1;
      return succeed(colleagues);
    })
    .handle('conversation.assign', ({ userId }) =>
      succeed(conversation(1, 300, { assigneeId: userId === null ? null : ana.userId })),
    )
    .handle('label.create', () => succeed({ outcome: 'name_taken' }))
    .handle('conversation.setLabels', ({ labels }) => succeed(conversation(1, 300, { labels })));
  store = createInboxStore(dependencies);
  startInbox(store, dependencies);
  await settle();
});

/** Lets everything that is on its way arrive. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

describe('who looks after a conversation', () => {
  it('is shown as soon as main has taken it', async () => {
    await store.getState().assign(first, ana.userId);
    expect(findConversation(store.getState(), first)?.assigneeId).toBe(ana.userId);
    expect(colleagueName(store.getState(), ana.userId)).toBe('Ana');
    await store.getState().assign(first, null);
    expect(findConversation(store.getState(), first)?.assigneeId).toBeNull();
  });

  it('stays as it was, and the user is told, when main refuses', async () => {
    dependencies.bridge.handle('conversation.assign', () => fail('database_unreachable'));
    await store.getState().assign(first, ana.userId);
    expect(findConversation(store.getState(), first)?.assigneeId).toBeNull();
    expect(dependencies.reported).toMatchObject([{ code: 'database_unreachable' }]);
  });

  it('is asked for once more when it is somebody who has joined since', async () => {
    colleagues = [ana, bilal];
    const taken = conversation(1, 300, { assigneeId: bilal.userId });
    dependencies.bridge.emit('conversation.changed', taken);
    dependencies.bridge.emit('conversation.changed', taken);
    await settle();
    expect(colleagueName(store.getState(), bilal.userId)).toBe('Bilal');
    expect(lists).toBe(2);
  });

  it('is not asked for again and again when it is somebody who has left', async () => {
    const left = conversation(1, 300, { assigneeId: bilal.userId });
    for (let time = 0; time < 3; time += 1) {
      dependencies.bridge.emit('conversation.changed', left);
      await settle();
    }
    expect(lists).toBe(2);
    expect(colleagueName(store.getState(), bilal.userId)).toBeUndefined();
  });
});

describe('labels', () => {
  it('are shown as main has taken them', async () => {
    dependencies.bridge.handle('conversation.setLabels', () =>
      succeed(conversation(1, 300, { labels: ['urgent'] })),
    );
    await store.getState().setLabels(first, ['urgent', ' urgent ']);
    expect(findConversation(store.getState(), first)?.labels).toEqual(['urgent']);
  });

  it('stay as they were, and the user is told, when main refuses', async () => {
    dependencies.bridge.handle('conversation.setLabels', () => fail('bad_input'));
    await store.getState().setLabels(first, ['x'.repeat(41)]);
    expect(findConversation(store.getState(), first)?.labels).toEqual([]);
    expect(dependencies.reported).toMatchObject([{ code: 'bad_input' }]);
  });
});

describe('a thread of which changes were missed', () => {
  it('is fetched again at once where it is open, and when it is opened otherwise', async () => {
    await store.getState().openConversation(second);
    await store.getState().openConversation(first);
    expect(threads).toBe(2);
    await store.getState().refreshThread(first);
    expect(threads).toBe(3);
    await store.getState().refreshThread(second);
    expect(threads).toBe(3);
    await store.getState().openConversation(second);
    expect(threads).toBe(4);
    const thread = store.getState().threads.get(second);
    expect(thread && shownValue(thread)?.messages).toHaveLength(1);
  });
});
