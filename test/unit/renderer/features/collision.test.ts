import { beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import {
  createInboxStore,
  type InboxStore,
  startInbox,
} from '../../../../src-renderer/features/inbox/inbox-store.ts';
import { answersSince } from '../../../../src-renderer/features/inbox/presence/answers-since.ts';
import { succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { conversation, message, queuedOutbox, testDependencies } from '../samples.ts';

const me = UserId.parse(objectId(1));
const ana = UserId.parse(objectId(2));
const known = conversation(1, 1_000);
const { conversationId } = known;

let dependencies: ReturnType<typeof testDependencies>;
let store: InboxStore;
let sent: number;
/** What the database has. */
let stored: Message[];

beforeEach(async () => {
  dependencies = testDependencies();
  sent = 0;
  stored = [message('asked', 1_000)];
  dependencies.bridge
    .handle('conversation.list', () => succeed({ items: [known], next: null }))
    .handle('conversation.markRead', () => succeed(null))
    .handle('conversation.history', () => succeed({ spans: [], gaps: [], fromBeginning: true }))
    .handle('user.list', () => succeed([]))
    .handle('outbox.list', () => succeed([]))
    .handle('message.list', () => succeed({ items: stored, next: null }))
    .handle('message.send', ({ text }) => {
      sent += 1;
      const own = { direction: 'outgoing', outbox: queuedOutbox, sentBy: me } as const;
      return succeed(message(`sent${sent}`, 9_000, { ...own, content: text }));
    });
  store = createInboxStore(dependencies);
  startInbox(store, dependencies);
  store.getState().setViewer(me);
  await store.getState().loadConversations();
  await store.getState().openConversation(conversationId);
});

function answer(id: string, timestamp: number, change: Partial<Message> = {}): Message {
  return message(id, timestamp, { direction: 'outgoing', sentBy: ana, ...change });
}

function comes(one: Message): void {
  dependencies.bridge.emit('message.changed', one);
}

const type = (text: string): void => store.getState().setDraft(conversationId, text);
const send = (): Promise<void> => store.getState().sendDraft(conversationId);
const warning = () => store.getState().collision;

describe('an answer by somebody else since one began to write', () => {
  it('holds the first attempt to send: nothing goes, and nothing that was typed is lost', async () => {
    type('We do');
    comes(answer('hers', 2_000));
    await send();
    expect(warning()?.answers.map(({ messageId }) => messageId)).toEqual(['hers']);
    expect(sent).toBe(0);
    expect(store.getState().drafts.get(conversationId)).toBe('We do');
  });

  it('lets it go when that is wanted, at the time that was chosen', async () => {
    type('We do');
    comes(answer('hers', 2_000));
    const schedule = { at: 5_000, timeZone: 'Europe/Madrid' };
    await store.getState().sendDraft(conversationId, schedule);
    await store.getState().sendAnyway();
    expect(dependencies.bridge.inputsOf('message.send')).toEqual([
      { conversationId, text: 'We do', schedule },
    ]);
    expect(warning()).toBeNull();
  });

  it('is known once it was looked at, and the next answer holds it again', async () => {
    type('We do');
    comes(answer('hers', 2_000));
    await send();
    store.getState().lookFirst();
    expect(warning()).toBeNull();
    comes(answer('hers2', 3_000));
    await send();
    expect(warning()?.answers.map(({ messageId }) => messageId)).toEqual(['hers2']);
    store.getState().lookFirst();
    await send();
    expect(sent).toBe(1);
  });

  it('is none that was there before one began', async () => {
    comes(answer('hers', 2_000));
    type('We do');
    comes(answer('hers', 2_000, { status: 'read' }));
    await send();
    expect([warning(), sent]).toEqual([null, 1]);
  });

  it('is none of a draft that was thrown away and begun anew', async () => {
    type('We do');
    comes(answer('hers', 2_000));
    type('');
    type('And also');
    await send();
    expect([warning(), sent]).toEqual([null, 1]);
  });

  it('counts for files without a text, too', async () => {
    store.getState().attach(conversationId, [new File(['x'], 'price.pdf')]);
    comes(answer('hers', 2_000));
    await send();
    expect(warning()).not.toBeNull();
    expect(sent).toBe(0);
  });

  it('does not hold the change of a message', async () => {
    dependencies.bridge.handle('message.edit', () => succeed(null));
    store.getState().startEditing(answer('mine', 500, { sentBy: me }));
    comes(answer('hers', 2_000));
    await send();
    expect(dependencies.bridge.inputsOf('message.edit')).toHaveLength(1);
  });

  it('is looked for among the newest messages where older ones are shown', async () => {
    const old = message('old', 10);
    dependencies.bridge.handle('message.list', ({ before }) =>
      succeed({ items: before === undefined ? stored : [old], next: null }),
    );
    await store.getState().openConversation(conversationId, old);
    type('We do');
    stored = [message('asked', 1_000), answer('hers', 2_000)];
    await send();
    await expect.poll(() => warning()?.answers.length).toBe(1);
    expect(sent).toBe(0);
  });

  it('is forgotten with the draft', async () => {
    type('We do');
    comes(answer('hers', 2_000));
    await send();
    type('');
    expect(warning()).toBeNull();
  });
});

describe('what counts as an answer by somebody else', () => {
  it.each<[string, boolean, Partial<Message>]>([
    ['a colleague’s message', true, {}],
    ['one from the phone', true, { sentBy: undefined }],
    ['one’s own', false, { sentBy: me }],
    ['one that waits to be sent', false, { outbox: queuedOutbox }],
    ['the customer’s', false, { direction: 'incoming', sentBy: undefined }],
    ['a call', false, { type: 'call_log', sentBy: undefined }],
    ['one that was taken back', false, { type: 'revoked' }],
    ['one that a colleague forwarded', true, { isForwarded: true }],
    [
      'one that was forwarded, nobody knows by whom',
      false,
      { isForwarded: true, sentBy: undefined },
    ],
  ])('%s: %s', (_what, counts, change) => {
    const hers = [answer('hers', 2_000, { sequence: 1, ...change })];
    for (const since of [
      { timestamp: 1_999, sequence: 5 },
      { timestamp: 2_000, sequence: 0 },
    ]) {
      expect(answersSince(hers, since, me)).toHaveLength(counts ? 1 : 0);
    }
    expect(answersSince(hers, { timestamp: 2_000, sequence: 1 }, me)).toEqual([]);
  });
});
