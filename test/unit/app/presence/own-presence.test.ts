import { beforeEach, describe, expect, it } from 'vitest';
import { OwnPresenceTeller } from '../../../../src-main/app/presence/own-presence.ts';
import { PRESENCE_AGAIN_MS } from '../../../../src-main/store/presence-store.ts';
import type { OwnPresence } from '../../../../src-preload/contract/presence.ts';
import { conversation } from '../../renderer/samples.ts';
import { ManualClock, settle } from '../../whatsapp/support/manual-clock.ts';
import { silentLog } from '../../whatsapp/support/silent-log.ts';
import { UserId } from '../../../../src-preload/contract/ids.ts';

const looking = (number: number): OwnPresence => ({
  conversationId: conversation(number, 1).conversationId,
  isTyping: false,
});
const typing = (number: number): OwnPresence => ({ ...looking(number), isTyping: true });
const nothing: OwnPresence = { conversationId: null, isTyping: false };

let clock: ManualClock;
let told: OwnPresence[];
let prolonged: number;
let isForgotten: boolean;
let isAway: boolean;
let teller: OwnPresenceTeller;

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  prolonged = 0;
  isForgotten = false;
  isAway = false;
  teller = new OwnPresenceTeller({
    userId: UserId.parse('a'.repeat(24)),
    store: {
      prolong: async () => {
        await Promise.resolve();
        prolonged += 1;
        return isForgotten ? 'notTold' : 'prolonged';
      },
      tell: async ({ conversationId, isTyping }) => {
        await Promise.resolve();
        if (isAway) throw new Error('no database');
        told.push({ conversationId, isTyping });
      },
    },
    clock,
    log: silentLog(),
  });
});

describe('what the person here looks at', () => {
  it('is told at once, and prolonged as long as they look', async () => {
    teller.tell(looking(1));
    await clock.advance(0);
    expect(told).toEqual([looking(1)]);
    await clock.advance(3 * PRESENCE_AGAIN_MS);
    expect(told).toEqual([looking(1)]);
    expect(prolonged).toBe(3);
  });

  it('is told anew when the database has forgotten it, and after standby, when nobody believes it any more', async () => {
    teller.tell(looking(1));
    await clock.advance(0);
    isForgotten = true;
    await clock.advance(PRESENCE_AGAIN_MS);
    expect(told).toEqual([looking(1), looking(1)]);
    isForgotten = false;
    clock.sleep(10 * PRESENCE_AGAIN_MS);
    await clock.advance(PRESENCE_AGAIN_MS);
    expect(told).toEqual([looking(1), looking(1), looking(1)]);
  });

  it('is not prolonged once it is nothing', async () => {
    teller.tell(looking(1));
    await clock.advance(1_000);
    teller.tell(nothing);
    await clock.advance(10 * PRESENCE_AGAIN_MS);
    expect(told).toEqual([looking(1), nothing]);
    expect(prolonged).toBe(0);
  });

  it('costs two writes a second at most, whatever they do', async () => {
    for (let number = 1; number <= 40; number += 1) {
      teller.tell(looking(number));
      await clock.advance(50);
    }
    // Two seconds: the first at once, then one every half of a second.
    await clock.advance(PRESENCE_AGAIN_MS - 1);
    expect(told).toHaveLength(5);
    expect(told.at(-1)).toEqual(looking(40));
  });

  it('is written no more often for many keys than for one', async () => {
    teller.tell(looking(1));
    await clock.advance(1_000);
    for (let key = 0; key < 50; key += 1) {
      teller.tell(typing(1));
      await clock.advance(20);
    }
    expect(told).toEqual([looking(1), typing(1)]);
  });

  it('is not written when it is the same again before anything was', async () => {
    teller.tell(looking(1));
    await clock.advance(0);
    teller.tell(looking(2));
    teller.tell(looking(1));
    await clock.advance(PRESENCE_AGAIN_MS - 1);
    expect(told).toEqual([looking(1)]);
  });

  it('is told when the database is back', async () => {
    isAway = true;
    teller.tell(looking(1));
    await clock.advance(PRESENCE_AGAIN_MS - 1);
    isAway = false;
    expect(told).toEqual([]);
    await clock.advance(1);
    expect(told).toEqual([looking(1)]);
  });

  it('is nothing once the app ends, and waits for nothing then', async () => {
    teller.tell(looking(1));
    await clock.advance(0);
    await teller.stop();
    expect(told).toEqual([looking(1), nothing]);
    teller.tell(looking(2));
    await settle();
    expect(clock.waiting).toBe(0);
    expect(told).toHaveLength(2);
  });

  it('is not told at the end by a desktop that has never looked, or whose database is away', async () => {
    await teller.stop();
    expect(told).toEqual([]);
  });
});
