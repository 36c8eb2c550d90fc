import { beforeEach, expect, it } from 'vitest';
import { HistoryOnDemand } from '../../../src-main/app/history-on-demand.ts';
import type { SweptSession } from '../../../src-main/ingest/history-sweep.ts';
import type { StoredConversation } from '../../../src-main/store/conversation-store.ts';
import type { WhatsAppClient } from '../../../src-main/whatsapp/whatsapp-client.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { conversation as sample } from '../renderer/samples.ts';
import { ScriptedClient } from '../whatsapp/support/scripted-client.ts';

const sessionId = SessionId.parse('00000000-0000-4000-8000-000000000001');
const { conversationId } = sample(1, 100);
const session: SweptSession = {
  sessionId,
  userId: UserId.parse('a'.repeat(24)),
  accountId: '34600000001@c.us',
  linkedAt: 0,
};
const gap = { from: 1000, to: 2000 };

let stored: Pick<StoredConversation, 'sessionId' | 'chatId'> | null;
let client: WhatsAppClient | null;
let source: SweptSession | null;
let reads: unknown[];
let history: HistoryOnDemand;

beforeEach(() => {
  stored = { sessionId, chatId: '34600111222@c.us' };
  client = new ScriptedClient();
  source = session;
  reads = [];
  history = new HistoryOnDemand({
    // Of each only what is used here.
    stores: { conversations: { find: async () => stored } } as never,
    sweep: {
      readMore: async (...input) => {
        reads.push(input);
        return 7;
      },
    },
    clientOf: (id) => (id === sessionId ? client : null),
    sourceOf: (id) => (id === sessionId ? source : null),
  });
});

it('more history is read through the account of the conversation, of the chat in which it goes on', async () => {
  expect(await history.read(conversationId, gap)).toBe(7);
  expect(await history.read(conversationId, undefined)).toBe(7);
  expect(reads).toEqual([
    [session, client, '34600111222@c.us', gap],
    [session, client, '34600111222@c.us', undefined],
  ]);
});

it('more history is not to be had of a conversation that is not there', async () => {
  stored = null;
  await expect(history.read(conversationId, gap)).rejects.toMatchObject({ code: 'not_found' });
  expect(reads).toEqual([]);
});

it.each(['the line is down', 'it was never linked here'])(
  'more history is not to be had of an account while %s',
  async (why) => {
    if (why === 'the line is down') client = null;
    else source = null;
    await expect(history.read(conversationId, gap)).rejects.toMatchObject({
      code: 'whatsapp_not_connected',
    });
    expect(reads).toEqual([]);
  },
);
