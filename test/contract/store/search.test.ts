import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../../src-preload/contract/contract.ts';
import { type ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { SearchCursor } from '../../../src-preload/contract/search.ts';
import { type Databases, startStoreDatabases } from '../../support/databases/start-databases.ts';
import { walk } from './open-databases.ts';
import { type MongoStores, openMongoStores } from './open-mongo-stores.ts';

let databases: Databases;
let open: MongoStores;
let anas: ConversationId;
let others: ConversationId;

beforeAll(async () => {
  databases = await startStoreDatabases();
  open = await openMongoStores(databases);
  anas = await open.conversation();
  others = await open.conversation();
  await open.write(anas, [
    { content: 'Quiero dos camisas azules', at: '2030-01-10' },
    { content: '¿Cuánto cuesta el envío a Málaga?', at: '2030-01-11' },
    { content: 'A programming course', at: '2030-01-12' },
    { content: 'A programme for the theatre', at: '2030-01-13' },
    { content: 'Envío mañana, 1.200 €', fromMe: true, at: '2030-02-01' },
    { content: 'بكم هذا القميص؟', at: '2030-02-02' },
    { content: '我想买两件衬衫', at: '2030-02-03' },
  ]);
  await open.write(others, [
    { content: 'Camisas blancas, por favor', at: '2030-01-20' },
    { content: 'ENVIO urgente', at: '2030-03-01' },
  ]);
});

afterAll(async () => {
  await open.close();
  await databases.stop();
});

const find = async (
  query: string,
  more: Partial<CommandInput<'message.search'>> = {},
): Promise<string[]> => {
  const { items } = await open.search.search({ query, limit: 20, ...more } as never);
  return items.map(({ message }) => message.content);
};

describe('searching encrypted messages', () => {
  it('finds words whatever their case and accents, over all months, newest first', async () => {
    expect(await find('envio')).toEqual([
      'ENVIO urgente',
      'Envío mañana, 1.200 €',
      '¿Cuánto cuesta el envío a Málaga?',
    ]);
  });

  it('finds the beginnings of words, and nothing in their middle', async () => {
    expect(await find('cami')).toEqual(['Camisas blancas, por favor', 'Quiero dos camisas azules']);
    expect(await find('amisas')).toEqual([]);
  });

  it('tells words apart that begin alike for longer than the index knows', async () => {
    expect(await find('program')).toHaveLength(2);
    expect(await find('programmi')).toEqual(['A programming course']);
    expect(await find('programmer')).toEqual([]);
  });

  it('wants every word, in any order', async () => {
    expect(await find('azul camisas')).toEqual(['Quiero dos camisas azules']);
    expect(await find('camisas envio')).toEqual([]);
  });

  it('finds numbers, and words of other scripts', async () => {
    expect(await find('1200')).toEqual(['Envío mañana, 1.200 €']);
    expect(await find('القميص')).toEqual(['بكم هذا القميص؟']);
    expect(await find('衬衫')).toEqual(['我想买两件衬衫']);
  });

  it.each(['', '   ', '¿?', '$ne'])('finds nothing for %j, and harms nothing', async (query) => {
    expect(await find(query)).toEqual([]);
  });

  it('keeps to a conversation, a direction, and a stretch of time', async () => {
    expect(await find('camisas', { conversationId: others })).toEqual([
      'Camisas blancas, por favor',
    ]);
    expect(await find('envio', { direction: 'outgoing' })).toEqual(['Envío mañana, 1.200 €']);
    const [from, until] = [Date.parse('2030-01-11'), Date.parse('2030-03-01')];
    expect(await find('envio', { from, until })).toEqual([
      'Envío mañana, 1.200 €',
      '¿Cuánto cuesta el envío a Málaga?',
    ]);
  });

  it('keeps to a tag, and finds with it alone all that has it, over all months, newest first', async () => {
    const [bakes, cake] = [await open.conversation(), await open.conversation()];
    await open.write(bakes, [
      { content: 'quince cake', at: '2030-06-01' },
      { content: 'quince jelly', at: '2030-08-01' },
      { content: 'quince pie', at: '2030-07-01' },
    ]);
    await open.write(cake, [{ content: 'quince tart', at: '2030-07-15' }]);
    const sweet = ['quince cake', 'quince jelly', 'quince tart'];
    for (const conversationId of [bakes, cake]) {
      const { items } = await open.messages.page({ conversationId, limit: 10 });
      for (const { messageId, content } of items.filter((each) => sweet.includes(each.content))) {
        expect(content).toMatch(/^quince/);
        const id = MessageId.parse(messageId);
        await open.messages.setTags(conversationId, id, ['★', 'sweet']);
      }
    }
    const tag = 'sweet';
    expect(await find('', { tag })).toEqual(['quince jelly', 'quince tart', 'quince cake']);
    expect(await find('quince jel', { tag })).toEqual(['quince jelly']);
    expect(await find('pie', { tag })).toEqual([]);
    expect(await find(' ', { tag, conversationId: cake })).toEqual(['quince tart']);
    expect(await find('', { tag, from: Date.parse('2030-07-10') })).toHaveLength(2);
    // There are no words in it: it is not for everything.
    expect(await find('¿?', { tag })).toEqual([]);
    expect(await find('', { tag: 'sour' })).toEqual([]);
    const first = await open.search.search({ query: '', tag, limit: 1 });
    expect(first.items).toMatchObject([{ message: { tags: ['★', 'sweet'] }, highlights: [] }]);
    const after = first.next ?? undefined;
    const rest = await open.search.search({ query: '', tag, limit: 5, after });
    expect(rest.items.map(({ message }) => message.content)).toEqual([
      'quince tart',
      'quince cake',
    ]);
  });

  it('keeps to a business: neither another’s messages nor those of none', async () => {
    const [bakery, florist] = [new ObjectId(), new ObjectId()];
    const [breads, flowers] = [await open.conversation(bakery), await open.conversation(florist)];
    await open.write(breads, [
      { content: 'a birthday cake', at: '2030-04-01' },
      { content: 'which birthday?', fromMe: true, at: '2030-05-01' },
    ]);
    await open.write(flowers, [{ content: 'birthday roses', at: '2030-04-15' }]);
    await open.write(others, [{ content: 'happy birthday', at: '2030-04-20' }]);
    const businessId = bakery.toHexString();
    expect(await find('birthday')).toHaveLength(4);
    expect(await find('birthday', { businessId })).toEqual(['which birthday?', 'a birthday cake']);
    expect(await find('birthday', { businessId, direction: 'incoming' })).toEqual([
      'a birthday cake',
    ]);
    expect(await find('birthday', { businessId, conversationId: flowers })).toEqual([]);
  });

  it('says whose conversation it is and where the words stand', async () => {
    const { items } = await open.search.search({ query: 'cuesta malaga', limit: 5 });
    expect(items).toMatchObject([{ conversationName: 'Customer' }]);
    const [hit] = items;
    expect(hit?.highlights.map(({ start, end }) => hit.message.content.slice(start, end))).toEqual([
      'cuesta',
      'Málaga',
    ]);
  });

  it('comes in pages, each message once, also where many have the same time', async () => {
    const id = await open.conversation();
    const contents = Array.from({ length: 23 }, (_, index) => `paginated n${index}`);
    await open.write(
      id,
      contents.map((content, index) => ({ content, at: index < 12 ? '2030-05-01' : '2030-06-01' })),
    );
    const pages = await walk((after: SearchCursor | undefined) =>
      open.search.search({ query: 'paginated', after, limit: 5 }),
    );
    const found = pages.flat().map(({ message }) => message.content);
    expect(found).toHaveLength(23);
    expect(new Set(found)).toEqual(new Set(contents));
    const times = pages.flat().map(({ message }) => message.timestamp);
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  it('fills its page although most of what the index finds does not match', async () => {
    const id = await open.conversation();
    const decoys = Array.from({ length: 60 }, () => ({
      content: 'extraordinary',
      at: '2030-07-02',
    }));
    await open.write(id, [{ content: 'extraordinarily', at: '2030-07-01' }, ...decoys]);
    expect(await find('extraordinarily', { limit: 1 })).toEqual(['extraordinarily']);
  });

  it('finds what is in the archive in its place among the others', async () => {
    const id = await open.conversation();
    await open.write(id, [
      { content: 'archived zebra one', at: '2020-01-01' },
      { content: 'archived zebra two', at: '2020-02-01' },
    ]);
    await open.archive.archiveIdle(Date.parse('2021-01-01'));
    const later = await open.conversation();
    await open.write(later, [
      { content: 'late zebra', at: '2020-01-15' },
      { content: 'new zebra', at: '2030-08-01' },
    ]);
    const wanted = ['new zebra', 'archived zebra two', 'late zebra', 'archived zebra one'];
    expect(await find('zebra')).toEqual(wanted);
    const pages = await walk((after: SearchCursor | undefined) =>
      open.search.search({ query: 'zebra', after, limit: 1 }),
    );
    expect(pages.flat().map(({ message }) => message.content)).toEqual(wanted);
  });
});
