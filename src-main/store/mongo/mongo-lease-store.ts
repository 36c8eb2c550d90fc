import type { Db, Document } from 'mongodb';
import { z } from 'zod';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { LeaseStore } from '../lease-store.ts';
import { SCHEMA_VERSION } from './documents.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** How long a desktop that was asked to give way is kept from taking the lease again, in milliseconds. */
const RESERVED_MS = 30_000;

const LeaseDocument = z.object({
  /** Pseudonym of the account's WhatsApp id. */
  _id: z.string(),
  /** The desktop that may run the account until `expiresAt`; absent when it was given back. */
  holder: z.string().optional(),
  fence: z.number(),
  /** The desktop whose user wants the account, until `wantedUntil`. */
  wantedBy: z.string().optional(),
  wantedUntil: z.date().optional(),
});

const ServerTime = z.object({ now: z.date() });

export function mongoLeaseStore(input: {
  db: Db;
  /** This desktop. */
  deskId: string;
  pseudonym(text: string): string;
}): LeaseStore {
  const { db, deskId } = input;
  const leases = db.collection<{ _id: string } & Document>('account_leases');
  const sessions = db.collection('whatsapp_sessions');
  /** The fences that the documents of the sessions show already. */
  const shown = new Map<SessionId, number>();

  /**
   * What the server's clock says. Asked beforehand, and not `$$NOW` in the update: compatible servers refuse that where
   * two writers meet. It is a little behind when it is used, which only lets a lease seem to last longer to others,
   * and our own end earlier than we count on.
   */
  async function serverTime(): Promise<Date> {
    const question = [{ $documents: [{}] }, { $project: { now: '$$NOW' } }];
    return ServerTime.parse(await db.aggregate(question).next()).now;
  }

  /** A lease that nobody holds. Not made by the update that decides: who makes it and who gets it are two questions. */
  async function make(_id: string): Promise<void> {
    const now = new Date();
    await repeatUpsert(() =>
      leases.updateOne(
        { _id },
        {
          $setOnInsert: {
            fence: 0,
            schemaVersion: SCHEMA_VERSION,
            createdAt: now,
            updatedAt: now,
            updatedBy: deskId,
          },
        },
        { upsert: true },
      ),
    );
  }

  /** What the session's document says is for people and reports; `account_leases` alone decides. */
  async function showFence(sessionId: SessionId, fence: number): Promise<void> {
    if (shown.get(sessionId) === fence) return;
    const { matchedCount } = await sessions.updateOne(
      { sessionId },
      { $set: { lease: { fence }, updatedAt: new Date(), updatedBy: deskId } },
    );
    // A session that was linked a moment ago has no document yet: the next claim finds it.
    if (matchedCount === 1) shown.set(sessionId, fence);
  }

  return {
    async claim({ accountId, sessionId, ttl, insists = false }) {
      const _id = input.pseudonym(accountId);
      const now = await serverTime();
      const update = claiming({ deskId, sessionId, ttl, insists, now });
      const decide = () => leases.findOneAndUpdate({ _id }, update, { returnDocument: 'after' });
      let raw = await decide();
      if (!raw) {
        await make(_id);
        raw = await decide();
      }
      const lease = LeaseDocument.parse(raw);
      if (lease.holder !== deskId) return { outcome: 'heldElsewhere' };
      await showFence(sessionId, lease.fence);
      const { wantedBy, wantedUntil } = lease;
      const isWanted = wantedBy !== undefined && wantedBy !== deskId && (wantedUntil ?? now) > now;
      return { outcome: 'held', fence: lease.fence, isWanted };
    },

    async release(accountId: WhatsAppId) {
      const { matchedCount } = await leases.updateOne(
        { _id: input.pseudonym(accountId), holder: deskId },
        {
          $set: { expiresAt: new Date(0), updatedAt: new Date(), updatedBy: deskId },
          $unset: { holder: '', sessionId: '' },
        },
      );
      return matchedCount === 1 ? 'released' : 'notHeld';
    },
  };
}

/** The update that decides and writes in one step. */
function claiming(claim: {
  deskId: string;
  sessionId: SessionId;
  ttl: number;
  insists: boolean;
  /** By the server's clock. */
  now: Date;
}): Document[] {
  const { deskId, sessionId, ttl, insists, now } = claim;
  const later = (milliseconds: number): Date => new Date(now.getTime() + milliseconds);
  const isMine = { $eq: ['$holder', deskId] };
  const isHeld = { $gt: [{ $ifNull: ['$expiresAt', new Date(0)] }, now] };
  const isReserved = {
    $and: [
      { $gt: [{ $ifNull: ['$wantedUntil', new Date(0)] }, now] },
      { $ne: ['$wantedBy', deskId] },
    ],
  };
  const takes = { $and: [{ $not: [isMine] }, { $not: [isHeld] }, { $not: [isReserved] }] };
  const ifRuns = (value: unknown, otherwise: unknown): object => ({
    $cond: ['$claim.runs', value, otherwise],
  });
  return [
    { $set: { claim: { takes, runs: { $or: [isMine, takes] } } } },
    {
      $set: {
        holder: ifRuns(deskId, '$holder'),
        sessionId: ifRuns(sessionId, '$sessionId'),
        expiresAt: ifRuns(later(ttl), '$expiresAt'),
        fence: { $add: ['$fence', { $cond: ['$claim.takes', 1, 0] }] },
        // What was wanted is had, or wanted for a while.
        wantedBy: {
          $cond: [
            { $and: ['$claim.runs', { $eq: ['$wantedBy', deskId] }] },
            '$$REMOVE',
            insists ? ifRuns('$wantedBy', deskId) : '$wantedBy',
          ],
        },
        wantedUntil: insists ? ifRuns('$wantedUntil', later(RESERVED_MS)) : '$wantedUntil',
        updatedAt: now,
        updatedBy: deskId,
      },
    },
    { $unset: 'claim' },
  ];
}
