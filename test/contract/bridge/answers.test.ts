import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ConversationId, MessageId, SessionId } from '../../../src-preload/contract/ids.ts';
import { derivedColour } from '../../../src-preload/contract/label.ts';
import { STAR } from '../../../src-preload/contract/message.ts';
import { bridgeDesk, CUSTOMER, expectFailure, INCOMING_ID, SECRET_TEXT } from './bridge-desk.ts';

const bridge = bridgeDesk();

describe('when the app works', () => {
  let conversationId: ConversationId;

  beforeAll(async () => {
    await bridge.setUp();
    ({ conversationId } = bridge);
  });

  it('a conversation is given to a colleague who exists, and every window hears of it', async () => {
    const [colleague] = await bridge.succeed('user.list', {});
    const userId = colleague?.userId ?? null;
    const taken = await bridge.succeed('conversation.assign', { conversationId, userId });
    expect(taken).toMatchObject({ conversationId, assigneeId: userId });
    await bridge.desk.published('conversation.changed', ({ assigneeId }) => assigneeId === userId);
    const nobody = await bridge.call('conversation.assign', {
      conversationId,
      userId: 'f'.repeat(24),
    });
    expectFailure(nobody, 'not_found');
    await bridge.succeed('conversation.assign', { conversationId, userId: null });
  });

  it('labels are trimmed, and the same one twice counts once', async () => {
    const labels = [' urgent ', 'wedding', 'urgent'];
    const labelled = await bridge.succeed('conversation.setLabels', { conversationId, labels });
    expect(labelled.labels).toEqual(['urgent', 'wedding']);
    const tooMany = Array.from({ length: 21 }, (_, index) => `label ${index}`);
    for (const refused of [tooMany, ['x'.repeat(41)], [' ']]) {
      const answer = await bridge.call('conversation.setLabels', {
        conversationId,
        labels: refused,
      });
      expectFailure(answer, 'bad_input');
    }
  });

  it('a label of the team is renamed, counted and deleted with the conversations that have it', async () => {
    const name = randomUUID();
    const made = await bridge.succeed('label.create', { name: ` ${name} `, colour: 'teal' });
    if (made.outcome !== 'saved') throw new Error('Nobody else has this name');
    const { labelId } = made.label;
    expect(made.label).toEqual({ labelId, name, colour: 'teal' });
    const again = { name: name.toUpperCase(), colour: 'pink' } as const;
    expect(await bridge.succeed('label.create', again)).toEqual({ outcome: 'name_taken' });
    // Spelled as the team does; what is new to it is a label of the team.
    const fresh = randomUUID();
    const labelled = await bridge.succeed('conversation.setLabels', {
      conversationId,
      labels: [name.toUpperCase(), fresh],
    });
    expect(labelled.labels).toEqual([name, fresh]);
    expect(await bridge.succeed('label.list', {})).toContainEqual(
      expect.objectContaining({ name: fresh, colour: derivedColour(fresh) }),
    );
    await bridge.succeed('conversation.setLabels', { conversationId, labels: [name, 'wedding'] });
    const messageId = MessageId.parse(INCOMING_ID);
    await bridge.succeed('message.setTags', { conversationId, messageId, tags: [STAR, name] });
    await bridge.succeed('inboxView.create', {
      ...{ name: 'Mine', filter: { label: name }, sort: 'newest' },
    });
    expect(await bridge.succeed('label.count', { labelId })).toEqual({
      conversations: 1,
      messages: 1,
      views: 1,
    });
    const changed = { labelId, name: `${name}!`, colour: 'pink' } as const;
    expect(await bridge.succeed('label.update', changed)).toMatchObject({ outcome: 'saved' });
    await bridge.desk.published('conversation.changed', ({ labels }) =>
      labels.includes(`${name}!`),
    );
    expect(await bridge.succeed('label.list', {})).toContainEqual(changed);
    await bridge.desk.published('message.changed', ({ tags }) => tags?.[1] === `${name}!`);
    await bridge.succeed('label.delete', { labelId });
    expect(await bridge.succeed('conversation.get', { conversationId })).toMatchObject({
      labels: ['wedding'],
    });
    expect(await bridge.succeed('message.locate', { conversationId, messageId })).toMatchObject({
      tags: [STAR],
    });
    await bridge.succeed('message.setTags', { conversationId, messageId, tags: [] });
    const views = await bridge.succeed('inboxView.list', {});
    expect(views.filter(({ filter }) => filter.label?.startsWith(name))).toEqual([]);
    await bridge.desk.published('label.changed', () => true);
    for (const refused of [
      { name: ' ', colour: 'teal' },
      { name: 'x'.repeat(41), colour: 'teal' },
      { name: 'x', colour: 'white' },
    ]) {
      expectFailure(await bridge.call('label.create', refused), 'bad_input');
    }
  });

  it('a message is found only in its own conversation', async () => {
    const messageId = await bridge.refusedMessage();
    const elsewhere = ConversationId.parse(randomUUID());
    for (const name of ['message.retry', 'message.discard'] as const) {
      expectFailure(await bridge.call(name, { conversationId: elsewhere, messageId }), 'not_found');
    }
    await bridge.succeed('message.discard', { conversationId, messageId });
  });

  it('the lists begin with the newest, and hold what came from WhatsApp', async () => {
    const { items: conversations } = await bridge.succeed('conversation.list', { limit: 10 });
    expect(conversations).toMatchObject([
      { conversationId, name: 'María', phoneNumber: '+34600111222' },
    ]);
    const { items: contacts } = await bridge.succeed('contact.list', { limit: 10 });
    expect(contacts).toMatchObject([{ name: 'María', leadCount: 1, conversationId }]);
    const { items: leads } = await bridge.succeed('lead.list', { limit: 10 });
    expect(leads).toMatchObject([{ conversationId, excerpt: SECRET_TEXT, stage: 'new' }]);
  });

  it('a contact has a card, takes what the team notes, and is added from a file', async () => {
    const { items } = await bridge.succeed('contact.list', { search: 'María', limit: 1 });
    const contactId = items[0]?.contactId;
    if (contactId === undefined) throw new Error('The customer is no contact');
    expect(await bridge.succeed('contact.get', { contactId })).toMatchObject({
      name: 'María',
      conversations: [{ conversationId, sessionId: bridge.sessionId }],
    });
    expect(
      await bridge.succeed('contact.update', { contactId, details: { company: 'Corner Shop' } }),
    ).toMatchObject({ name: 'María', company: 'Corner Shop' });
    const contacts = [
      { name: 'María again', phoneNumber: '+34600111222', title: 'Owner' },
      { name: 'Pedro', phoneNumber: '+34600333444' },
    ];
    expect(
      await bridge.succeed('contact.import', {
        sessionId: bridge.sessionId,
        contacts,
        overwrites: false,
      }),
    ).toEqual({ outcomes: ['updated', 'created'] });
    expect(await bridge.succeed('contact.export', { format: 'vcard' })).toEqual({ count: null });
  });

  it('a message is found by the beginnings of its words, and the hits in it are marked', async () => {
    const { items, next } = await bridge.succeed('message.search', {
      query: 'CHAI blu',
      limit: 10,
    });
    expect(next).toBeNull();
    expect(items).toMatchObject([
      { message: { conversationId, content: SECRET_TEXT }, conversationName: 'María' },
    ]);
    const marked = items[0]?.highlights.map(({ start, end }) => SECRET_TEXT.slice(start, end));
    expect(marked).toEqual([expect.stringMatching(/^blu/), expect.stringMatching(/^chai/)]);
    for (const query of ['hair', '', '?!']) {
      expect(await bridge.succeed('message.search', { query, limit: 10 })).toEqual({
        items: [],
        next: null,
      });
    }
  });

  it('a stored message is located by its id in its conversation, and nothing where there is none', async () => {
    const located = await bridge.succeed('message.locate', {
      conversationId,
      messageId: INCOMING_ID,
    });
    expect(located).toMatchObject({ messageId: INCOMING_ID, conversationId, content: SECRET_TEXT });
    const nothing = { conversationId, messageId: '3EB0FFFFFFFFFFFFFFFFFF' };
    expect(await bridge.succeed('message.locate', nothing)).toBeNull();
  });

  it('files come by themselves up to the size that is set, and at once when it is set anew', async () => {
    await bridge.succeed('settings.set', { autoDownloadMb: 0 });
    let isStored = false;
    const stored = bridge.messageWithFile().then(() => {
      isStored = true;
    });
    await bridge.desk.published('message.changed', ({ media }) => media?.state === 'waiting');
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(isStored).toBe(false);
    await bridge.succeed('settings.set', { autoDownloadMb: 64 });
    await stored;
    expect(isStored).toBe(true);
  });

  it('the newest page of a thread ends with what waits to be sent', async () => {
    await bridge.scheduledMessage();
    const { items } = await bridge.succeed('message.list', { conversationId, limit: 50 });
    expect(items[0]).toMatchObject({ content: SECRET_TEXT, leadGenerated: true, outbox: null });
    const waiting = items.slice(1);
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.every((message) => message.direction === 'outgoing')).toBe(true);
  });

  it('what does not exist is not found', async () => {
    const nowhere = ConversationId.parse(randomUUID());
    const nothing = MessageId.parse('3EB0FFFFFFFFFFFFFFFFFF');
    const somebody = SessionId.parse(randomUUID());
    expectFailure(await bridge.call('conversation.get', { conversationId: nowhere }), 'not_found');
    expectFailure(
      await bridge.call('conversation.markRead', { conversationId: nowhere }),
      'not_found',
    );
    expectFailure(
      await bridge.call('message.list', { conversationId: nowhere, limit: 5 }),
      'not_found',
    );
    expectFailure(
      await bridge.call('message.send', { conversationId: nowhere, text: 'x' }),
      'not_found',
    );
    for (const name of ['message.retry', 'message.discard'] as const) {
      expectFailure(await bridge.call(name, { conversationId, messageId: nothing }), 'not_found');
    }
    for (const name of ['session.retry', 'session.cancelLink', 'session.logout'] as const) {
      expectFailure(await bridge.call(name, { sessionId: somebody }), 'not_found');
    }
  });

  it('what was refused is in the log by its reference, without what was in it', async () => {
    const result = await bridge.call('message.send', {
      conversationId: 'x',
      text: { to: CUSTOMER },
    });
    expectFailure(result, 'bad_input');
    const line = bridge.desk.log.lines.at(-1);
    expect(line?.fields).toMatchObject({ reference: result.ok ? '' : result.error.reference });
    expect(String(line?.fields.error)).not.toContain(CUSTOMER);
  });
});
