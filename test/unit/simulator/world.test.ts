import { beforeEach, describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../simulator/protocol/page-events.ts';
import { composeMessage } from '../../simulator/world/compose-message.ts';
import { World } from '../../simulator/world/world.ts';

const owner = { pn: '34600000001@c.us', lid: '9@lid', pushname: 'Shop', platform: 'smba' };
const now = 1_700_000_000_000;
const ana = { number: '+34 600-111 (222)', name: 'Ana' };

describe('World', () => {
  let world: World;
  let entries: JournalEntry[];

  beforeEach(() => {
    world = new World(owner, () => now);
    entries = [];
    world.journal.subscribe((entry) => entries.push(entry));
  });

  const receive = (text: string, at?: number) => {
    const author = world.meet(ana);
    const chat = world.resolveChat(author.pn);
    const wire = composeMessage(world, chat, { author, text, at });
    world.announce(chat, wire);
    return wire;
  };
  const fromPage = (id: string, remote = '34600111222@c.us') => ({
    key: { fromMe: true, remote, id },
    from: owner.pn,
    to: remote,
    type: 'chat',
    body: 'hi',
    t: 5,
    ack: 0,
  });

  it('finds a chat by number, id, phone id and LID', () => {
    const { pn, lid } = world.meet({ ...ana, addressing: 'lid' });
    const byNumber = world.resolveChat('0034600111222');
    expect(byNumber.id).toBe(lid);
    expect(world.resolveChat(pn)).toBe(byNumber);
    expect(world.resolveChat(lid)).toBe(byNumber);
    expect(() => world.resolveChat('+34 999 999 999')).toThrow('nobody has the id');
    expect(() => world.resolveChat('call me')).toThrow('not a phone number');
  });

  it('keeps what is known of a person when they are met again', () => {
    world.meet({ ...ana, pushname: 'Anita', isBusiness: true });
    expect(world.meet({ number: ana.number })).toMatchObject({
      name: 'Ana',
      pushname: 'Anita',
      isBusiness: true,
    });
  });

  it('counts what is unread, and forgets it when seen', () => {
    receive('one');
    receive('two');
    const chat = world.resolveChat(ana.number);
    expect(chat.unreadCount).toBe(2);
    world.markSeen(chat, null);
    expect(chat.unreadCount).toBe(0);
    expect(entries.map(({ event }) => event)).toEqual(['message', 'message', 'seen']);
  });

  it('takes a sent message once, whatever its chat was called', () => {
    world.meet({ ...ana, addressing: 'lid' });
    expect(world.acceptSent(fromPage('3EB0A'), null)).toEqual({ t: now / 1000, isNew: true });
    const again = fromPage('3EB0A', '734600111222@lid');
    expect(world.acceptSent(again, null)).toEqual({ t: now / 1000, isNew: false });
    const [chat] = world.book().chats;
    expect(chat?.chatId).toBe('734600111222@lid');
    expect(chat?.messages).toHaveLength(1);
  });

  it('only ever raises an ack, and tells of each step once', () => {
    world.meet(ana);
    world.acceptSent(fromPage('3EB0A'), null);
    world.raiseAck('3EB0A', 3);
    world.raiseAck('3EB0A', 2);
    expect(world.raiseAcks(world.resolveChat(ana.number), 3)).toBe(0);
    expect(world.bookMessage('3EB0A').ack).toBe(3);
    expect(entries.filter(({ event }) => event === 'ack')).toHaveLength(1);
  });

  it('does not change what was journalled', () => {
    const { key } = receive('before');
    world.edit(key.id, 'after', null);
    world.revoke(key.id, null);
    const [first] = world.journal.after(0);
    expect(first?.event === 'message' && first.data.message.body).toBe('before');
    expect(world.bookMessage(key.id)).toMatchObject({ body: '', type: 'revoked' });
  });

  it('keeps one reaction per person and takes it back', () => {
    const { key } = receive('nice');
    world.react(key.id, '👍', 'a');
    world.react(key.id, '❤️', 'a');
    world.react(key.id, '👍', owner.pn);
    world.react(key.id, '', owner.pn);
    expect(world.bookMessage(key.id).reactions).toEqual({ a: '❤️' });
  });

  it('gives a starting page every chat but few messages', () => {
    for (let index = 0; index < 50; index += 1) receive(`m${index}`, index);
    const { chats, messages, contacts, seq } = world.bootstrap(1);
    expect(chats).toHaveLength(1);
    expect(contacts).toHaveLength(1);
    expect(messages.map(({ body }) => body)).toEqual(['m49']);
    expect(seq).toBe(50);
    expect(world.journal.after(48).map((entry) => entry.seq)).toEqual([49, 50]);
  });

  it('hides an enciphered text until it is deciphered', () => {
    const author = world.meet(ana);
    const chat = world.resolveChat(author.pn);
    const wire = composeMessage(world, chat, { author, text: 'secret' });
    world.announceEnciphered(chat, wire);
    world.decipher(wire.key.id);
    const [sealed, opened] = entries;
    expect(JSON.stringify(sealed)).not.toContain('secret');
    expect(opened?.data).toEqual({ id: wire.key.id, type: 'chat', body: 'secret' });
  });

  it('searches texts and captions', () => {
    receive('red shoes', 1);
    receive('blue shoes', 2);
    expect(world.search('shoes', null, 1).map(({ body }) => body)).toEqual(['blue shoes']);
    expect(world.search('red', '34600111222@c.us', 5)).toHaveLength(1);
    expect(world.search('red', 'nobody@c.us', 5)).toEqual([]);
  });
});
