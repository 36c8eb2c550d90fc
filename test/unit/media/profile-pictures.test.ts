import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { ProfilePictures } from '../../../src-main/media/profile-pictures.ts';
import type { PictureStore, ProfilePicture } from '../../../src-main/store/picture-store.ts';
import { ConversationId, SessionId } from '../../../src-preload/contract/ids.ts';
import { FakeAccount } from '../outbox/fake-account.ts';
import { silentLog } from '../whatsapp/support/silent-log.ts';

const sessionId = SessionId.parse(randomUUID());
const DAY = 24 * 60 * 60 * 1000;

function setUp() {
  const kept = new Map<string, ProfilePicture>();
  const store: PictureStore = {
    personOf: async (conversationId) => ({ sessionId, whatsappId: conversationId }),
    find: async ({ whatsappId }) => kept.get(whatsappId) ?? null,
    keep: async ({ whatsappId }, picture) => void kept.set(whatsappId, picture),
  };
  const account = new FakeAccount();
  const asked: string[] = [];
  const published: unknown[] = [];
  const time = { now: 0, underWay: 0, most: 0 };
  account.profilePicture = async (whatsappId: string) => {
    time.most = Math.max(time.most, ++time.underWay);
    await new Promise((resolve) => setTimeout(resolve, 2));
    time.underWay -= 1;
    asked.push(whatsappId);
    return Buffer.from(`picture ${time.now}`);
  };
  const pictures = new ProfilePictures({
    store,
    clientOf: () => account,
    publish: (_name, payload) => void published.push(payload),
    clock: {
      now: () => time.now,
      after: (delay, action) => {
        const timer = setTimeout(action, delay);
        return () => clearTimeout(timer);
      },
    },
    log: silentLog(),
    pause: 1,
  });
  return { pictures, asked, published, time, kept };
}

describe('profile pictures', () => {
  it('are fetched when somebody looks, told, and not again within a week', async () => {
    const { pictures, asked, published, time } = setUp();
    const conversationId = ConversationId.parse(randomUUID());
    expect(await pictures.find(conversationId)).toBeNull();
    await vi.waitFor(() => expect(published).toEqual([{ conversationId }]));
    time.now = 6 * DAY;
    expect(String(await pictures.find(conversationId))).toBe('picture 0');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toHaveLength(1);

    time.now = 8 * DAY;
    expect(String(await pictures.find(conversationId))).toBe('picture 0');
    await vi.waitFor(() => expect(published).toHaveLength(2));
    expect(String(await pictures.find(conversationId))).toBe(`picture ${8 * DAY}`);
    await pictures.stop();
  });

  it('are asked for one by one, and never for all', async () => {
    const { pictures, asked, time } = setUp();
    const everybody = Array.from({ length: 300 }, () => ConversationId.parse(randomUUID()));
    for (const each of everybody) await pictures.find(each);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(40), { timeout: 5_000 });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked.length).toBeLessThan(300);
    expect(time.most).toBe(1);
    await pictures.stop();
  });
});
