import { expect, it } from 'vitest';
import type { ChatBatch } from '../../../src-main/ingest/chat-batch.ts';
import { withoutErased } from '../../../src-main/ingest/without-erased.ts';
import type { NewMessage } from '../../../src-main/store/message-store.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';

const EVA = '34600111222@c.us';
const LUIS = '34600111333@c.us';
const GROUP = '120363000000000001@g.us';
const ERASED_AT = 1_000_000;

function stores(talks: readonly string[] = []): Pick<Stores, 'erasures' | 'persons'> {
  return {
    erasures: {
      erasedAt: (ids: readonly string[]) =>
        Promise.resolve(new Map(ids.filter((id) => id === EVA).map((id) => [id, ERASED_AT]))),
    },
    persons: {
      withConversation: (_: string, chats: readonly string[]) =>
        Promise.resolve(new Set(chats.filter((chat) => talks.includes(chat)))),
    },
  } as unknown as Pick<Stores, 'erasures' | 'persons'>;
}

function batch(chatId: string, messages: Partial<NewMessage>[]): ChatBatch {
  return {
    ...{ chatId, accountId: '34600000001@c.us', linkedAt: 0, statuses: [], changes: [] },
    sessionId: SessionId.parse('3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11'),
    userId: UserId.parse('a'.repeat(24)),
    journalled: [],
    stretches: [
      {
        isLive: false,
        messages: messages.map((each) => ({ from: chatId, ...each }) as NewMessage),
      },
    ],
  };
}

const idsOf = (batches: readonly ChatBatch[]): string[][] =>
  batches.map(({ stretches }) =>
    stretches.flatMap(({ messages }) => messages.map((m) => m.messageId)),
  );

it('what is older than the erasure is left out, and said in the log without a number', async () => {
  const log = recordedLog();
  const old = batch(EVA, [{ messageId: 'old', timestamp: ERASED_AT }]);
  const luis = batch(LUIS, [{ messageId: 'luis', timestamp: 5 }]);
  expect(idsOf(await withoutErased([old, luis], stores(), log))).toEqual([['luis']]);
  expect(JSON.stringify(log)).not.toContain('34600111222');
});

it('what is newer begins anew, without what is older', async () => {
  const both = batch(EVA, [
    { messageId: 'old', timestamp: ERASED_AT - 1 },
    { messageId: 'new', timestamp: ERASED_AT + 1 },
  ]);
  expect(idsOf(await withoutErased([both], stores(), recordedLog()))).toEqual([['new']]);
});

it('what happened to older messages, and the name of the chat, brings nobody back', async () => {
  const named: ChatBatch = {
    ...batch(EVA, []),
    chat: { chatId: EVA, name: 'Eva', isGroup: false },
    changes: [{ kind: 'revoked', messageId: 'old', chatId: EVA }],
  };
  expect(await withoutErased([named], stores(), recordedLog())).toEqual([]);
  expect(await withoutErased([named], stores([EVA]), recordedLog())).toHaveLength(1);
});

it('in groups others keep what they said, without whom they named', async () => {
  const group = batch(GROUP, [
    { messageId: 'hers', author: EVA, timestamp: 1 },
    {
      ...{ messageId: 'his', author: LUIS, timestamp: 1, mentions: [EVA, LUIS] },
      reactions: [{ from: EVA, fromMe: false, emoji: '👍', at: 1 }],
    },
    { messageId: 'anew', author: EVA, timestamp: ERASED_AT + 1 },
  ]);
  const [clean] = await withoutErased([group], stores(), recordedLog());
  expect(clean?.stretches[0]?.messages).toMatchObject([
    { messageId: 'his', mentions: [LUIS], reactions: [] },
    { messageId: 'anew' },
  ]);
});

it('without anybody erased nothing is another thing', async () => {
  const luis = batch(LUIS, [{ messageId: 'luis', timestamp: 5 }]);
  expect(await withoutErased([luis], stores(), recordedLog())).toEqual([luis]);
});
