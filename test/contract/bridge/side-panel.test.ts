import { beforeAll, describe, expect, it } from 'vitest';
import type { ContactId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { STAR } from '../../../src-preload/contract/message.ts';
import { bridgeDesk, expectFailure, INCOMING_ID, SECRET_TEXT } from './bridge-desk.ts';

const bridge = bridgeDesk();

describe('beside a conversation', () => {
  let conversationId: ConversationId;
  let contactId: ContactId;

  beforeAll(async () => {
    await bridge.setUp();
    ({ conversationId } = bridge);
    const card = await bridge.succeed('contact.ofConversation', { conversationId });
    if (card === null) throw new Error('The customer is no contact');
    ({ contactId } = card);
  });

  it('stand its contact and its leads', async () => {
    expect(await bridge.succeed('contact.ofConversation', { conversationId })).toMatchObject({
      name: 'María',
      phoneNumber: '+34600111222',
    });
    expect(await bridge.succeed('lead.ofConversation', { conversationId })).toMatchObject([
      { conversationId, excerpt: SECRET_TEXT, stage: 'new' },
    ]);
    const elsewhere = { conversationId: '3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11' };
    for (const name of [
      'contact.ofConversation',
      'lead.ofConversation',
      'consent.ofConversation',
    ] as const) {
      expectFailure(await bridge.call(name, elsewhere), 'not_found');
    }
  });

  it('a consent is noted under the own name, and every window hears of it', async () => {
    expect(await bridge.succeed('consent.ofConversation', { conversationId })).toEqual({
      contactId,
      records: [],
    });
    const given = { contactId, purpose: 'marketing', state: 'given', method: 'form' } as const;
    await bridge.succeed('consent.record', { ...given, at: 1_000 });
    const withdrawn = await bridge.succeed('consent.record', {
      ...given,
      state: 'withdrawn',
      method: 'message',
      message: { conversationId, messageId: INCOMING_ID },
    });
    expect(withdrawn.records).toMatchObject([
      { state: 'withdrawn', recordedBy: 'Ana Salas', message: { messageId: INCOMING_ID } },
      { state: 'given', at: 1_000, message: null },
    ]);
    await bridge.desk.published('consent.changed', () => true);
    expect(await bridge.succeed('consent.list', { contactId })).toEqual(withdrawn);
    expectFailure(
      await bridge.call('consent.record', { ...given, at: Date.now() + 3_600_000 }),
      'not_allowed',
    );
  });

  it('a message is tagged, each tag once, and found by it', async () => {
    const place = { conversationId, messageId: INCOMING_ID };
    const tags = [STAR, ' deposit ', 'deposit'];
    const tagged = await bridge.succeed('message.setTags', { ...place, tags });
    expect(tagged.tags).toEqual([STAR, 'deposit']);
    await bridge.desk.published('message.changed', (changed) => changed.tags?.length === 2);
    const gallery = { conversationId, kind: 'tagged', limit: 10 } as const;
    expect(await bridge.succeed('message.gallery', gallery)).toMatchObject({
      items: [{ messageId: INCOMING_ID, tags: [STAR, 'deposit'] }],
      next: null,
    });
    expect(await bridge.succeed('message.gallery', { ...gallery, tag: 'other' })).toEqual({
      items: [],
      next: null,
    });
    expectFailure(
      await bridge.call('message.gallery', { ...gallery, kind: 'links', tag: 'deposit' }),
      'bad_input',
    );
    expectFailure(
      await bridge.call('message.setTags', { ...place, messageId: 'none', tags: [] }),
      'not_found',
    );
  });
});
