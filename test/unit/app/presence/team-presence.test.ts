import { beforeEach, describe, expect, it } from 'vitest';
import { TeamPresence } from '../../../../src-main/app/presence/team-presence.ts';
import {
  type DeskPresence,
  type LastingPresence,
  PRESENCE_AGAIN_MS,
  PRESENCE_LASTS_MS,
} from '../../../../src-main/store/presence-store.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import type { Presence } from '../../../../src-preload/contract/presence.ts';
import { conversation } from '../../renderer/samples.ts';
import { ManualClock, settle } from '../../whatsapp/support/manual-clock.ts';
import { silentLog } from '../../whatsapp/support/silent-log.ts';

const ana = UserId.parse('a'.repeat(24));
const bilal = UserId.parse('b'.repeat(24));
const clara = UserId.parse('c'.repeat(24));
const { conversationId } = conversation(1, 1);

let clock: ManualClock;
let stored: LastingPresence[];
/** How often the store was read. */
let reads: number;
/** What happens while it is read. */
let meanwhile: () => void;
let isAway: boolean;
let published: Presence[][];
let team: TeamPresence;

beforeEach(() => {
  clock = new ManualClock();
  stored = [];
  reads = 0;
  meanwhile = () => {};
  isAway = false;
  published = [];
  team = new TeamPresence({
    user: { userId: ana, name: 'Ana', email: 'ana@example.com' },
    store: {
      tell: async () => {},
      prolong: async () => 'prolonged',
      list: async () => {
        await Promise.resolve();
        reads += 1;
        if (isAway) throw new Error('no database');
        const found = stored;
        meanwhile();
        return found;
      },
    },
    publish: (_event, payload) =>
      published.push((payload as { colleagues: Presence[] }).colleagues),
    clock,
    log: silentLog(),
  });
});

function onDesk(deskId: string, userId: UserId, change: Partial<DeskPresence> = {}): DeskPresence {
  return { deskId, userId, conversationId, isTyping: false, ...change };
}

describe('what colleagues look at', () => {
  it('is what was stored when the app started, and what their desktops tell from then on', async () => {
    stored = [{ presence: onDesk('b', bilal), lastsMs: 1_000 }];
    await team.read();
    team.note(onDesk('c', clara, { isTyping: true }));
    expect(team.list()).toEqual([
      { userId: bilal, conversationId, isTyping: false },
      { userId: clara, conversationId, isTyping: true },
    ]);
    team.note(onDesk('b', bilal, { conversationId: null }));
    expect(published.map(({ length }) => length)).toEqual([1, 2, 1]);
  });

  it('ends by itself when a desktop does not prolong it', async () => {
    team.note(onDesk('b', bilal));
    team.note(onDesk('c', clara));
    await clock.advance(PRESENCE_LASTS_MS - 1);
    expect(team.list()).toHaveLength(2);
    // One was prolonged five seconds ago, the other was not.
    stored = [{ presence: onDesk('c', clara), lastsMs: 20_000 }];
    await clock.advance(1);
    expect(team.list()).toEqual([{ userId: clara, conversationId, isTyping: false }]);
    expect(published.at(-1)).toEqual(team.list());
    expect(reads).toBe(1);
    await clock.advance(19_999);
    expect(reads).toBe(1);
    stored = [];
    await clock.advance(1);
    expect(team.list()).toEqual([]);
    await clock.advance(10 * PRESENCE_LASTS_MS);
    expect(reads).toBe(2);
  });

  it('is published when something is different, and not whenever it is told or read', async () => {
    stored = [{ presence: onDesk('b', bilal), lastsMs: 20_000 }];
    await team.read();
    team.note(onDesk('b', bilal));
    await clock.advance(3 * PRESENCE_LASTS_MS);
    expect(reads).toBeGreaterThan(2);
    expect(published).toHaveLength(1);
  });

  it('is what was told last, also while the store was being read', async () => {
    stored = [{ presence: onDesk('b', bilal), lastsMs: 20_000 }];
    meanwhile = () => {
      team.note(onDesk('b', bilal, { conversationId: null }));
      team.note(onDesk('c', clara));
    };
    await team.read();
    expect(team.list()).toEqual([{ userId: clara, conversationId, isTyping: false }]);
  });

  it('ends also while the database is away, and is read again until it is back', async () => {
    team.note(onDesk('b', bilal));
    isAway = true;
    await clock.advance(PRESENCE_LASTS_MS);
    expect(team.list()).toEqual([]);
    isAway = false;
    stored = [{ presence: onDesk('b', bilal), lastsMs: 20_000 }];
    await clock.advance(PRESENCE_AGAIN_MS);
    expect(team.list()).toHaveLength(1);
  });

  it('never is what the person here looks at on another of their desktops', () => {
    team.note(onDesk('other', ana));
    expect(team.list()).toEqual([]);
    expect(published).toEqual([]);
  });

  it('counts a colleague with two desktops once, who types when they type on one of them', () => {
    team.note(onDesk('b1', bilal, { isTyping: true }));
    team.note(onDesk('b2', bilal));
    expect(team.list()).toEqual([{ userId: bilal, conversationId, isTyping: true }]);
  });

  it('is told no more when the app ends', async () => {
    team.note(onDesk('b', bilal));
    await team.stop();
    team.note(onDesk('c', clara));
    await settle();
    expect(clock.waiting).toBe(0);
    expect(published).toHaveLength(1);
  });
});
