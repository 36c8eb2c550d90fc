import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LeaseStore } from '../../../src-main/store/lease-store.ts';
import { leases as leasesMigration } from '../../../src-main/store/mongo/migrations/003-leases.ts';
import { mongoLeaseStore } from '../../../src-main/store/mongo/mongo-lease-store.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { startMongo, type TestMongo } from '../../support/databases/start-mongo.ts';

const ACCOUNT = '34600000001@c.us';
const TTL = 60_000;

let mongo: TestMongo;

beforeAll(async () => {
  mongo = await startMongo();
});

afterAll(() => mongo.stop());

afterEach(() => {
  vi.useRealTimers();
});

interface TestDesk {
  deskId: string;
  sessionId: SessionId;
  leases: LeaseStore;
  claim(change?: { ttl?: number; insists?: boolean }): ReturnType<LeaseStore['claim']>;
}

/** Desktops on a database of their own. */
async function desks(count: number): Promise<TestDesk[]> {
  const db = mongo.newDatabase();
  await leasesMigration.up(db);
  return Array.from({ length: count }, () => {
    const deskId = randomUUID();
    const sessionId = SessionId.parse(randomUUID());
    const leases = mongoLeaseStore({ db, deskId, pseudonym: (text) => `p-${text.length}` });
    return {
      deskId,
      sessionId,
      leases,
      claim: (change = {}) => leases.claim({ accountId: ACCOUNT, sessionId, ttl: TTL, ...change }),
    };
  });
}

async function two(): Promise<[TestDesk, TestDesk]> {
  const [one, other] = await desks(2);
  if (!one || !other) throw new Error('Two were asked for');
  return [one, other];
}

describe('the lease of an account', () => {
  it('goes to exactly one of many desktops that ask at once', async () => {
    const contenders = await desks(20);
    const answers = await Promise.all(contenders.map((desk) => desk.claim()));
    expect(answers.filter(({ outcome }) => outcome === 'held')).toEqual([
      { outcome: 'held', fence: 1, isWanted: false },
    ]);
  });

  it('stays with its holder, who prolongs it under the same number', async () => {
    const [holder, other] = await two();
    expect(await holder.claim()).toMatchObject({ fence: 1 });
    expect(await other.claim()).toEqual({ outcome: 'heldElsewhere' });
    expect(await holder.claim()).toMatchObject({ outcome: 'held', fence: 1 });
  });

  it('is lost by a holder that was paused for too long, under a new number', async () => {
    const [paused, other] = await two();
    await paused.claim({ ttl: 100 });
    await sleep(150);
    expect(await other.claim()).toMatchObject({ outcome: 'held', fence: 2 });
    expect(await paused.claim()).toEqual({ outcome: 'heldElsewhere' });
    expect(await paused.leases.release(ACCOUNT)).toBe('notHeld');
    expect(await other.claim()).toMatchObject({ outcome: 'held', fence: 2 });
  });

  it('is still its holder’s when it ran out and nobody else wanted it', async () => {
    const [holder] = await two();
    await holder.claim({ ttl: 50 });
    await sleep(100);
    expect(await holder.claim()).toMatchObject({ outcome: 'held', fence: 1 });
  });

  it('is free as soon as it is given back', async () => {
    const [holder, other] = await two();
    await holder.claim();
    expect(await holder.leases.release(ACCOUNT)).toBe('released');
    expect(await other.claim()).toMatchObject({ outcome: 'held', fence: 2 });
  });

  it.each([
    ['an hour fast', 3_600_000],
    ['an hour slow', -3_600_000],
  ])('is not taken by a desktop whose clock is %s', async (_name, skew) => {
    const [holder, other] = await two();
    await holder.claim({ ttl: 1_000 });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew });
    expect(await other.claim()).toEqual({ outcome: 'heldElsewhere' });
    vi.useRealTimers();
    await sleep(1_100);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skew });
    expect(await other.claim()).toMatchObject({ outcome: 'held' });
  });

  it('passes on request: the holder is told, and neither it nor a third gets in between', async () => {
    const [holder, wanting, third] = await desks(3);
    if (!holder || !wanting || !third) throw new Error('Three were asked for');
    await holder.claim();
    expect(await wanting.claim({ insists: true })).toEqual({ outcome: 'heldElsewhere' });
    expect(await holder.claim()).toEqual({ outcome: 'held', fence: 1, isWanted: true });
    await holder.leases.release(ACCOUNT);
    expect(await holder.claim()).toEqual({ outcome: 'heldElsewhere' });
    expect(await third.claim()).toEqual({ outcome: 'heldElsewhere' });
    expect(await wanting.claim()).toEqual({ outcome: 'held', fence: 2, isWanted: false });
    expect(await wanting.claim()).toEqual({ outcome: 'held', fence: 2, isWanted: false });
  });

  it('shows its number in the document of the session, as soon as there is one', async () => {
    const db = mongo.newDatabase();
    const sessionId = SessionId.parse(randomUUID());
    const leases = mongoLeaseStore({ db, deskId: 'desk', pseudonym: () => 'account' });
    const claim = { accountId: ACCOUNT, sessionId, ttl: TTL };
    await leases.claim(claim);
    await db.collection('whatsapp_sessions').insertOne({ sessionId });
    await leases.claim(claim);
    expect(await db.collection('whatsapp_sessions').findOne({ sessionId })).toMatchObject({
      lease: { fence: 1 },
      updatedBy: 'desk',
    });
  });

  it('is kept under a pseudonym: the account’s id stands nowhere', async () => {
    const db = mongo.newDatabase();
    const leases = mongoLeaseStore({ db, deskId: 'desk', pseudonym: () => 'account' });
    await leases.claim({ accountId: ACCOUNT, sessionId: SessionId.parse(randomUUID()), ttl: TTL });
    const documents = await db.collection('account_leases').find().toArray();
    expect(documents).toHaveLength(1);
    expect(JSON.stringify(documents)).not.toContain('34600000001');
  });
});

describe('the step that makes the collection of leases', () => {
  it('makes it, leaves one alone that is there, and the collection refuses what is no lease', async () => {
    const db = mongo.newDatabase();
    await leasesMigration.up(db);
    const lease = mongoLeaseStore({ db, deskId: 'desk', pseudonym: () => 'account' });
    await lease.claim({ accountId: ACCOUNT, sessionId: SessionId.parse(randomUUID()), ttl: TTL });
    const before = await db.collection('account_leases').find().toArray();
    await leasesMigration.up(db);
    expect(await db.collection('account_leases').find().toArray()).toEqual(before);
    await expect(
      db.collection<{ _id: string }>('account_leases').insertOne({ _id: 'no lease' }),
    ).rejects.toMatchObject({ code: 121 });
  });
});
