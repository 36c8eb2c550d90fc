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
  fence: z.number().optional(),
  /** The desktop whose user wants the account, until `wantedUntil`. */
  wantedBy: z.string().optional(),
  wantedUntil: z.date().optional(),
  updatedAt: z.date(),
});

export function mongoLeaseStore(input: {
  db: Db;
  /** This desktop. */
  deskId: string;
  pseudonym(text: string): string;
}): LeaseStore {
  const { db, deskId } = input;
  const leases = db.collection<{ _id: string }>('account_leases');
  const sessions = db.collection('whatsapp_sessions');
  /** The fences that the documents of the sessions show already. */
  const shown = new Map<SessionId, number>();

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
      const raw = await repeatUpsert(() =>
        leases.findOneAndUpdate(
          { _id: input.pseudonym(accountId) },
          claiming({ deskId, sessionId, ttl, insists }),
          { upsert: true, returnDocument: 'after' },
        ),
      );
      const lease = LeaseDocument.parse(raw);
      if (lease.holder !== deskId || lease.fence === undefined) return { outcome: 'heldElsewhere' };
      await showFence(sessionId, lease.fence);
      const { wantedBy, wantedUntil, updatedAt } = lease;
      const isWanted =
        wantedBy !== undefined && wantedBy !== deskId && (wantedUntil ?? updatedAt) > updatedAt;
      return { outcome: 'held', fence: lease.fence, isWanted };
    },

    async release(accountId: WhatsAppId) {
      const { matchedCount } = await leases.updateOne(
        { _id: input.pseudonym(accountId), holder: deskId },
        [
          { $set: { expiresAt: '$$NOW', updatedAt: '$$NOW', updatedBy: deskId } },
          { $unset: ['holder', 'sessionId'] },
        ],
      );
      return matchedCount === 1 ? 'released' : 'notHeld';
    },
  };
}

/** The update that decides and writes in one step: `$$NOW` is the server's clock, the same in every stage. */
function claiming(claim: {
  deskId: string;
  sessionId: SessionId;
  ttl: number;
  insists: boolean;
}): Document[] {
  const { deskId, sessionId, ttl, insists } = claim;
  const isMine = { $eq: ['$holder', deskId] };
  const isHeld = { $gt: [{ $ifNull: ['$expiresAt', new Date(0)] }, '$$NOW'] };
  const isReserved = {
    $and: [
      { $gt: [{ $ifNull: ['$wantedUntil', new Date(0)] }, '$$NOW'] },
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
        expiresAt: ifRuns({ $add: ['$$NOW', ttl] }, '$expiresAt'),
        fence: {
          $add: [{ $ifNull: ['$fence', 0] }, { $cond: ['$claim.takes', 1, 0] }],
        },
        // What was wanted is had, or wanted for a while.
        wantedBy: {
          $cond: [
            { $and: ['$claim.runs', { $eq: ['$wantedBy', deskId] }] },
            '$$REMOVE',
            insists ? ifRuns('$wantedBy', deskId) : '$wantedBy',
          ],
        },
        wantedUntil: insists
          ? ifRuns('$wantedUntil', { $add: ['$$NOW', RESERVED_MS] })
          : '$wantedUntil',
        schemaVersion: { $literal: SCHEMA_VERSION },
        createdAt: { $ifNull: ['$createdAt', '$$NOW'] },
        updatedAt: '$$NOW',
        updatedBy: deskId,
      },
    },
    { $unset: 'claim' },
  ];
}
