import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { Governor } from '../../../src-main/pace/governor.ts';
import { limitsFor } from '../../../src-main/pace/pace-limits.ts';
import type { RateLimit, TakeAnswer } from '../../../src-main/store/rate-limit-store.ts';
import { ConversationId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { defaultPace } from '../../../src-preload/contract/pace.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { ManualClock } from '../whatsapp/support/manual-clock.ts';

const DAY = 24 * 60 * 60 * 1000;
const message = {
  sessionId: SessionId.parse(randomUUID()),
  userId: UserId.parse('a'.repeat(24)),
  conversationId: ConversationId.parse(randomUUID()),
};

let clock: ManualClock;
let answer: TakeAnswer | Error;
let asked: { limits: readonly RateLimit[]; instead: number | undefined }[];
let isAnswered: boolean;

beforeEach(() => {
  clock = new ManualClock();
  answer = { outcome: 'allowed', at: 77 };
  asked = [];
  isAnswered = true;
});

const governor = (random: () => number = () => 0.5): Governor =>
  new Governor({
    rateLimits: {
      take: (limits, instead) => {
        asked.push({ limits, instead });
        return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
      },
    },
    accountFacts: () => Promise.resolve({ perHour: 60, linkedAt: clock.now() - 90 * DAY }),
    hasAnswered: () => Promise.resolve(isAnswered),
    settings: () => defaultPace,
    clock,
    random,
    log: recordedLog(),
  });

describe('the pace', () => {
  it.each([1, 2, 3, 4, 5])('leaves a gap between two messages, seed %i', async (seed) => {
    const pace = governor(seededRandom(seed));
    for (let turn = 0; turn < 50; turn++) {
      expect(await pace.admit(message)).toMatchObject({ kind: 'go' });
      const next = await pace.admit(message);
      if (next.kind !== 'wait') throw new Error('expected a gap');
      expect(next).toMatchObject({ reason: 'turn', places: [next.until] });
      const gap = next.until - clock.now();
      expect(gap).toBeGreaterThanOrEqual(defaultPace.shortestGap * 1000);
      expect(gap).toBeLessThanOrEqual(defaultPace.longestGap * 1000);
      await clock.advance(gap);
    }
    // A gap costs no question to the database.
    expect(asked).toHaveLength(50);
  });

  it('waits for the database that counts, and sends nothing uncounted', async () => {
    answer = new AppError('database_unreachable', 'away');
    const admission = await governor().admit(message, 5);
    expect(admission).toMatchObject({ kind: 'wait', reason: 'connection', places: [] });
    // Whether the earlier place was given back is not known: it is not given back again.
    expect(admission).toHaveProperty('slotAt', undefined);
  });

  it('says which limit it is and when there is a place, by this computer’s clock', async () => {
    answer = { outcome: 'refused', at: 5_000, by: 0, freeAt: [65_000, 125_000] };
    expect(await governor().admit(message, 3)).toMatchObject({
      reason: 'account_limit',
      scope: 'account',
      until: clock.now() + 60_000,
      places: [clock.now() + 60_000, clock.now() + 120_000],
      slotAt: 3,
    });
    answer = { outcome: 'refused', at: 5_000, by: 2, freeAt: [65_000] };
    expect(await governor().admit(message)).toMatchObject({
      reason: 'recipient_limit',
      scope: 'conversation',
    });
  });

  it('counts first messages until somebody answers', async () => {
    isAnswered = false;
    const pace = governor();
    const endpoints = () => asked.at(-1)?.limits.map(({ endpoint }) => endpoint);
    await pace.admit(message);
    expect(endpoints()).toContain('message.send/first-contact');
    pace.noteAnswer(message.conversationId);
    await clock.advance(10_000);
    await pace.admit(message);
    expect(endpoints()).not.toContain('message.send/first-contact');
  });

  it('gives a new number more with each day, and then no such limit', () => {
    const warmUp = (days: number) =>
      limitsFor(message, {
        settings: { ...defaultPace, warmUpDays: 3, warmUpPerDay: 50 },
        accountPerHour: 60,
        accountAge: days * DAY,
        isFirstContact: false,
      }).find(({ reason }) => reason === 'warm_up')?.limit;
    expect([0, 0.9, 1, 2.5, 3, 40].map(warmUp)).toEqual([50, 50, 100, 150, undefined, undefined]);
  });
});
