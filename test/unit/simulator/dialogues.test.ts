import { describe, expect, it } from 'vitest';
import {
  castCustomer,
  parseDialogues,
  readDialogues,
  type Dialogue,
} from '../../simulator/control/dialogues.ts';
import { loadDialogues, replayDialogues } from '../../simulator/control/play-dialogues.ts';
import { World } from '../../simulator/world/world.ts';

const fixture = new URL('../../fixtures/order-dialogues-sample.jsonl', import.meta.url);
const owner = { pn: '34600000001@c.us', lid: '9@lid', pushname: 'Shop', platform: 'smba' };
const now = 1_700_000_000_000;

const dialogue = (name: string, turns: number): Dialogue => ({
  id: name,
  turns: Array.from({ length: turns }, (_, index) => ({
    from: index % 2 === 0 ? 'customer' : 'agent',
    text: `${name}${index}`,
  })),
});

const casting = { firstCustomer: 0, addressing: 'mixed' } as const;
const loading = {
  ...casting,
  secondsBetweenTurns: 10,
  secondsBetweenDialogues: 100,
  leaveLastTurnsUnread: false,
};

describe('dialogues', () => {
  it('reads the fixture: 40 dialogues of different lengths', async () => {
    const dialogues = await readDialogues(fixture);
    expect(dialogues).toHaveLength(40);
    expect(new Set(dialogues.map(({ turns }) => turns.length)).size).toBeGreaterThan(3);
  });

  it('refuses a line that is no dialogue', () => {
    expect(() => parseDialogues('{"id":"a","turns":[{"from":"bot","text":"x"}]}')).toThrow(
      'Line 1 is no dialogue',
    );
    expect(() => parseDialogues('\n{"id":"a","turns":[]}\nnot JSON')).toThrow(
      'Line 3 is no dialogue',
    );
  });

  it('casts the same customer for a number every time, and different ones for all', () => {
    expect(castCustomer(7, 'mixed')).toEqual(castCustomer(7, 'mixed'));
    const numbers = Array.from({ length: 3_000 }, (_, index) => castCustomer(index, 'pn').number);
    expect(new Set(numbers).size).toBe(3_000);
    expect(numbers.every((number) => /^\+1\d{3}55501\d\d$/.test(number))).toBe(true);
    expect(castCustomer(1, 'mixed').addressing).toBe('lid');
    expect(castCustomer(1, 'pn').addressing).toBe('pn');
  });

  it('loads a history at the given times, read, without telling any page', () => {
    const world = new World(owner, () => now);
    const counts = loadDialogues(world, [dialogue('a', 3), dialogue('b', 2)], {
      ...loading,
      startAt: 1_000,
    });
    expect(counts).toEqual({ dialogues: 2, messages: 5, customerTurns: 3, agentTurns: 2 });
    const [a, b] = world.book().chats;
    expect(a?.messages.map(({ body, t }) => [body, t])).toEqual([
      ['a0', 1_000],
      ['a1', 1_010],
      ['a2', 1_020],
    ]);
    expect(b?.messages.map(({ t, fromMe, ack }) => [t, fromMe, ack])).toEqual([
      [1_100, false, 1],
      [1_110, true, 3],
    ]);
    expect(a?.unreadCount).toBe(0);
    expect(world.journal.lastSeq).toBe(0);
  });

  it('can leave unread what nobody answered', () => {
    const world = new World(owner, () => now);
    loadDialogues(world, [dialogue('a', 3), dialogue('b', 2)], {
      ...loading,
      leaveLastTurnsUnread: true,
    });
    expect(world.book().chats.map(({ unreadCount }) => unreadCount)).toEqual([1, 0]);
  });

  it('loads into the past if no time is given', () => {
    const world = new World(owner, () => now);
    loadDialogues(world, [dialogue('a', 4)], loading);
    const times = world.book().chats.flatMap(({ messages }) => messages.map(({ t }) => t));
    expect(times.at(-1)).toBeLessThanOrEqual(now / 1000 - 3_600);
  });

  it('replays one turn of each dialogue in turn', async () => {
    const world = new World(owner, () => now);
    const pushed: (string | undefined)[] = [];
    world.journal.subscribe((entry) => {
      if (entry.event === 'message') pushed.push(entry.data.message.body);
    });
    await replayDialogues(world, [dialogue('a', 3), dialogue('b', 1), dialogue('c', 2)], {
      ...casting,
      mode: 'interleaved',
    });
    expect(pushed).toEqual(['a0', 'b0', 'c0', 'a1', 'c1', 'a2']);
  });

  it('replays each dialogue within one second, back to back', async () => {
    let clock = now;
    const world = new World(owner, () => (clock += 400));
    await replayDialogues(world, [dialogue('a', 6), dialogue('b', 6)], {
      ...casting,
      mode: 'same-instant',
    });
    for (const { messages } of world.book().chats) {
      expect(new Set(messages.map(({ t }) => t)).size).toBe(1);
    }
    const bodies = world.book().chats.flatMap(({ messages }) => messages.map(({ body }) => body));
    expect(bodies).toEqual([...bodies].sort());
  });

  it('gives continued dialogues to the customers asked for', async () => {
    const world = new World(owner, () => now);
    loadDialogues(world, [dialogue('a', 2), dialogue('b', 2)], loading);
    await replayDialogues(world, [dialogue('c', 2)], {
      ...casting,
      firstCustomer: 1,
      mode: 'interleaved',
    });
    expect(world.book().chats.map(({ messages }) => messages.length)).toEqual([2, 4]);
  });
});
