import { ObjectId } from 'mongodb';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import type { SessionStore } from '../session-store.ts';
import { SessionDocument } from './documents.ts';
import type { MongoConnection } from './mongo-connection.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** Messages that a session may send in an hour unless its owner sets another number. */
const DEFAULT_RATE_LIMIT_PER_HOUR = 60;

export function mongoSessionStore({ sessions, conversations }: MongoConnection): SessionStore {
  return {
    async ofUser(userId) {
      const documents = await sessions
        .find({ userId: new ObjectId(userId), isActive: true })
        .sort({ createdAt: 1 })
        .toArray();
      return documents.map((raw) => {
        const document = SessionDocument.parse(raw);
        return {
          sessionId: SessionId.parse(document.sessionId),
          userId: UserId.parse(document.userId.toHexString()),
          status: document.status,
          ...(document.account && { account: document.account }),
          createdAt: document.createdAt.getTime(),
        };
      });
    },

    async recordChange(change) {
      const at = new Date(change.at);
      await repeatUpsert(() =>
        sessions.updateOne(
          { sessionId: change.sessionId },
          {
            $setOnInsert: {
              userId: new ObjectId(change.userId),
              status: change.status,
              stateChangedAt: new Date(0),
              messageCount: 0,
              errorCount: 0,
              autoReconnect: true,
              rateLimitPerHour: DEFAULT_RATE_LIMIT_PER_HOUR,
              isActive: true,
              createdAt: at,
              updatedAt: at,
            },
          },
          { upsert: true },
        ),
      );
      // The guard on stateChangedAt makes a repeated or late change harmless.
      await sessions.updateOne(
        { sessionId: change.sessionId, stateChangedAt: { $lt: at } },
        {
          $set: {
            status: change.status,
            stateChangedAt: at,
            updatedAt: at,
            ...(change.status === 'connected' && { connectedAt: at, lastActivity: at }),
            ...(change.status === 'disconnected' && { disconnectedAt: at }),
            ...(change.account && { account: change.account }),
            ...(change.error && { lastError: change.error, lastErrorAt: at }),
            ...(change.qr && {
              qrCode: change.qr.code,
              qrCodeGeneratedAt: at,
              qrCodeExpiresAt: new Date(change.qr.expiresAt),
            }),
          },
          // A code that is no longer offered is of use to nobody but a thief.
          ...(!change.qr && { $unset: { qrCode: '', qrCodeGeneratedAt: '', qrCodeExpiresAt: '' } }),
          ...(change.error && { $inc: { errorCount: 1 } }),
        },
      );
    },

    async refreshStatistics(sessionId) {
      // Added up anew each time: a count that is kept beside the messages would drift with every crash.
      const [sums] = await conversations
        .aggregate<{ messages: number; lastMessageAt: Date }>([
          { $match: { sessionId } },
          {
            $group: {
              _id: null,
              messages: { $sum: '$messageCount' },
              lastMessageAt: { $max: '$lastMessageAt' },
            },
          },
        ])
        .toArray();
      if (!sums) return;
      await sessions.updateOne(
        { sessionId },
        { $set: { messageCount: sums.messages }, $max: { lastActivity: sums.lastMessageAt } },
      );
    },
  };
}
