import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Stores } from '../../../src-main/store/stores.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import {
  ACCOUNT,
  newChatId,
  openAll,
  openDatabases,
  type OpenDatabases,
} from './open-databases.ts';

const SECOND = 1_000;
const never = new AbortController().signal;

let open: OpenDatabases;
let stores: Stores;

beforeAll(async () => {
  open = await openDatabases();
  ({ stores } = open);
}, 120_000);

afterAll(() => open.close());

/** Conversations of these names, the first one the newest. */
async function named(...names: string[]): Promise<ConversationId[]> {
  return chatsOf(names.map((name) => ({ name, chatId: newChatId() })));
}

async function chatsOf(
  chats: readonly { name: string; chatId: string }[],
): Promise<ConversationId[]> {
  const found = await stores.conversations.findOrCreate(
    chats.map((chat, index) => ({
      ...chat,
      ...{ accountId: ACCOUNT, sessionId: open.sessionId, userId: open.userId },
      at: (chats.length - index) * SECOND,
    })),
  );
  return found.map(({ conversation }) => conversation.conversationId);
}

async function found(query: string, limit = 10, through = stores): Promise<string[]> {
  const summaries = await through.conversations.search({ query, limit });
  return summaries.map(({ name }) => name);
}

describe('conversations', () => {
  it('are found by the beginning of any word of their name, newest first, no more than are asked for', async () => {
    await named('Ángela Ruiz Peña', 'Bodega Ángel', 'Mangel', 'Angelic choir');
    expect(await found('ANGEL')).toEqual(['Ángela Ruiz Peña', 'Bodega Ángel', 'Angelic choir']);
    expect(await found('angel', 2)).toEqual(['Ángela Ruiz Peña', 'Bodega Ángel']);
    expect(await found('pena áng')).toEqual(['Ángela Ruiz Peña']);
    expect(await found('uiz')).toEqual([]);
  });

  it('are groups as well as people', async () => {
    await chatsOf([
      { name: 'Fiesta de Zoé', chatId: `${newChatId().replace('@c.us', '')}-1@g.us` },
    ]);
    expect(await found('zoe fies')).toEqual(['Fiesta de Zoé']);
  });

  it('are found by any digits of a number that is their name', async () => {
    await named('+34 677 123 987');
    for (const query of ['677123987', '677 123', '3987', '+34677']) {
      expect(await found(query)).toEqual(['+34 677 123 987']);
    }
    expect(await found('677124')).toEqual([]);
  });

  it('are found behind many that resemble them, as far as the index can tell', async () => {
    await named(...Array.from({ length: 230 }, (_, index) => `Quisquis ${index}`), 'Quisquilia');
    expect(await found('quisquil')).toEqual(['Quisquilia']);
    expect(await stores.conversations.named('quisqu')).toHaveLength(231);
  });

  it.each(['', ' ', '¿?', '$ne'])('are not found by %j, which harms nothing', async (query) => {
    expect(await found(query)).toEqual([]);
    expect(await stores.conversations.named(query)).toEqual([]);
  });

  it('are found by their new name, not by the old one: given here, and told by WhatsApp', async () => {
    const [one, other] = await named('Oldric One', 'Oldric Other');
    if (!one || !other) throw new Error('Two were asked for');
    await stores.conversations.rename([{ conversationId: one, name: 'Newton One' }]);
    await stores.conversations.record([
      { conversationId: other, snapshot: { isGroup: false, name: 'Newton Other' } },
    ]);
    expect(await found('oldric')).toEqual([]);
    expect(await found('newton')).toEqual(['Newton One', 'Newton Other']);
  });

  it('are found once, by the name of either, when they are joined', async () => {
    const chats = [
      { name: 'Philippa Long', chatId: newChatId() },
      { name: 'Pippa', chatId: newChatId() },
    ] as const;
    const [one] = await chatsOf(chats);
    if (!one) throw new Error('Two were asked for');
    expect(await stores.conversations.join(ACCOUNT, [[chats[0].chatId, chats[1].chatId]])).toBe(1);
    const [whole = one] = await stores.conversations.members(one);
    for (const query of ['philippa', 'pippa']) {
      const items = await stores.conversations.search({ query, limit: 10 });
      expect(items.map(({ conversationId }) => conversationId)).toEqual([whole]);
    }
    await stores.conversations.split(whole);
    expect(await found('pippa')).toEqual(['Pippa']);
  });

  it('are not found once the key of what they are called is destroyed', async () => {
    const [erased] = await named('Erasmus Gone');
    expect(await found('erasmus')).toEqual(['Erasmus Gone']);
    const keys = open.raw.mongo.collection<{ _id: string }>('data_keys');
    await keys.deleteOne({ _id: `conversation:${erased}` });
    const desk = await openAll(open);
    expect(await found('erasmus', 10, desk)).toEqual([]);
    await desk.close();
  });
});

describe('names that a version without the index has stored', () => {
  const rows = () => open.raw.mongo.collection('conversations');

  it('get into it, however often that is begun and ended, and nobody is told of a change', async () => {
    await named(...Array.from({ length: 520 }, (_, index) => `Latecomer ${index}`));
    await stores.conversations.indexNames(never);
    await rows().updateMany({}, { $unset: { searchTokens: '' } });
    const updated = await rows().find().project({ updatedAt: 1 }).toArray();
    expect(await found('latecomer 519')).toEqual([]);

    const stopped = new AbortController();
    stopped.abort();
    expect(await stores.conversations.indexNames(stopped.signal)).toBe(0);
    const other = await openAll(open);
    const counts = await Promise.all([
      stores.conversations.indexNames(never),
      other.conversations.indexNames(never),
    ]);
    await other.close();
    expect(counts[0] + counts[1]).toBe(updated.length);
    expect(await stores.conversations.indexNames(never)).toBe(0);
    expect(await found('latecomer 519')).toEqual(['Latecomer 519']);
    expect(await rows().find().project({ updatedAt: 1 }).toArray()).toEqual(updated);
  });

  it('do not stop at one that cannot be opened', async () => {
    const [damaged] = await named('Damaged');
    const [fine] = await named('Undamaged');
    await rows().updateMany(
      { conversationId: { $in: [damaged, fine] } },
      { $unset: { searchTokens: '' } },
    );
    await rows().updateOne({ conversationId: damaged }, [{ $set: { name: '$whatsappIdSealed' } }]);
    expect(await stores.conversations.indexNames(never)).toBe(2);
    expect(await found('undamaged')).toEqual(['Undamaged']);
  });
});

describe('leads', () => {
  const opened = async (conversationId: ConversationId, contactName: string, at: number) => {
    const { lead } = await stores.leads.open({
      ...{ conversationId, messageId: MessageId.parse(randomUUID()), contactName },
      ...{ reasons: ['price'], excerpt: 'The price?', createdAt: at },
    });
    return lead;
  };

  it('are called what their conversation is, whoever renames it, and are found among it', async () => {
    const [one, other] = await named('Leda One', 'Leda Other');
    if (!one || !other) throw new Error('Two were asked for');
    const first = await opened(one, 'Leda One', 1);
    const second = await opened(other, 'Leda Other', 2);
    await opened((await named('Somebody'))[0] ?? one, 'Somebody', 3);
    const names = async (query: string): Promise<string[]> => {
      const among = await stores.conversations.named(query);
      return (await stores.leads.page({ among, limit: 10 })).items.map(
        ({ contactName }) => contactName,
      );
    };
    expect(await names('leda')).toEqual(['Leda Other', 'Leda One']);
    await stores.conversations.rename([{ conversationId: one, name: 'Clytia' }]);
    await stores.conversations.record([
      { conversationId: other, snapshot: { isGroup: false, name: 'Clytia Other' } },
    ]);
    expect(await names('leda')).toEqual([]);
    expect(await names('clyt')).toEqual(['Clytia Other', 'Clytia']);
    // The rest of it is as it was.
    expect(await stores.leads.find(first.leadId)).toEqual({ ...first, contactName: 'Clytia' });
    expect(await stores.leads.find(second.leadId)).toEqual({
      ...second,
      contactName: 'Clytia Other',
    });
    const among = await stores.conversations.named('clytia');
    const page = await stores.leads.page({ among, limit: 1 });
    expect(page.items).toHaveLength(1);
    const rest = await stores.leads.page({ among, limit: 1, after: page.next ?? undefined });
    expect(rest).toMatchObject({ items: [{ leadId: first.leadId }], next: null });
  });
});
