import { ObjectId } from 'mongodb';
import { BusinessId, SessionId, UserId } from '../../../src-preload/contract/ids.ts';
import { sessionSubject } from '../../crypto/key-subjects.ts';
import { AppError } from '../../common/app-error.ts';
import { sessionDataNames } from '../../domain/session-data.ts';
import type { LinkedAccount } from '../../domain/whatsapp-event.ts';
import type { SessionStore } from '../session-store.ts';
import { SCHEMA_VERSION, SessionDocument } from './documents.ts';
import type { KnownConversations } from './known-conversations.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';
import { SealedFields } from './sealed-fields.ts';

/** Messages that a session may send in an hour unless its owner sets another number. */
const DEFAULT_RATE_LIMIT_PER_HOUR = 60;

export function mongoSessionStore(context: MongoContext, known: KnownConversations): SessionStore {
  const { sessions, conversations, cache, keys, deskId } = context;

  return {
    async ofUser(userId) {
      const documents = (
        await sessions
          .find({ userId: new ObjectId(userId), deskId, isActive: true })
          .sort({ createdAt: 1 })
          .toArray()
      ).map((raw) => SessionDocument.parse(raw));
      const found = await keys.keysFor(documents.map(({ sessionId }) => sessionSubject(sessionId)));
      return documents.map((document) => {
        const key = found.get(sessionSubject(document.sessionId));
        const fields = new SealedFields(key, `whatsapp_sessions/${document.sessionId}`);
        return {
          sessionId: SessionId.parse(document.sessionId),
          userId: UserId.parse(document.userId.toHexString()),
          status: document.status,
          ...(document.account && { account: openAccount(document.account, fields) }),
          createdAt: document.createdAt.getTime(),
          autoReconnect: document.autoReconnect,
          ...(document.phoneSeenAt && { phoneSeenAt: document.phoneSeenAt.getTime() }),
        };
      });
    },

    async recordChange(change) {
      const { sessionId, account, qr, error } = change;
      const at = new Date(change.at);
      const key = await keys.keyFor(sessionSubject(sessionId));
      const fields = new SealedFields(key, `whatsapp_sessions/${sessionId}`);
      await repeatUpsert(() =>
        sessions.updateOne(
          { sessionId },
          {
            $setOnInsert: {
              schemaVersion: SCHEMA_VERSION,
              userId: new ObjectId(change.userId),
              deskId,
              status: change.status,
              stateChangedAt: new Date(0),
              messageCount: 0,
              errorCount: 0,
              autoReconnect: true,
              rateLimitPerHour: DEFAULT_RATE_LIMIT_PER_HOUR,
              isActive: true,
              // By when it is written: a change may have waited in the journal for long.
              unlinkedSince: new Date(),
              createdAt: at,
              updatedAt: at,
              updatedBy: deskId,
            },
          },
          { upsert: true },
        ),
      );
      // The guard on stateChangedAt makes a repeated or late change harmless.
      await sessions.updateOne(
        { sessionId, stateChangedAt: { $lt: at } },
        {
          $set: {
            status: change.status,
            stateChangedAt: at,
            updatedAt: new Date(),
            updatedBy: deskId,
            ...(change.status === 'connected' && { connectedAt: at, lastActivity: at }),
            ...(change.status === 'disconnected' && { disconnectedAt: at }),
            ...(account && {
              account: {
                whatsappId: keys.lookup.pseudonym(account.whatsappId),
                whatsappIdSealed: fields.seal('account.whatsappId', account.whatsappId),
                phoneNumber: fields.seal('account.phoneNumber', account.phoneNumber),
                pushname: fields.seal('account.pushname', account.pushname),
                platform: account.platform,
              },
            }),
            ...(error && { lastError: error, lastErrorAt: at }),
            ...(qr && {
              qrCode: fields.seal('qrCode', qr.code),
              qrCodeGeneratedAt: at,
              qrCodeExpiresAt: new Date(qr.expiresAt),
            }),
          },
          $unset: {
            // A code that is no longer offered is of use to nobody but a thief.
            ...(!qr && { qrCode: '' as const, qrCodeGeneratedAt: '', qrCodeExpiresAt: '' }),
            ...(account && { unlinkedSince: '' as const }),
          },
          ...(error && { $inc: { errorCount: 1 } }),
        },
      );
    },

    async recordProfile(sessionId, { fingerprint, size, sealedAt }) {
      await sessions.updateOne(
        { sessionId },
        {
          $set: {
            'sessionData.profile': {
              fingerprint,
              size,
              sealedAt: new Date(sealedAt),
              desk: deskId,
            },
            updatedAt: new Date(),
            updatedBy: deskId,
          },
        },
      );
    },

    async recordSessionData(sessionId, data) {
      const fields = new SealedFields(
        await keys.keyFor(sessionSubject(sessionId)),
        `whatsapp_sessions/${sessionId}`,
      );
      const kept = sessionDataNames.flatMap((name) => {
        const value = data[name];
        const path = `sessionData.${name}` as const;
        return value === undefined ? [] : [[path, fields.seal(path, value)] as const];
      });
      const gone = sessionDataNames
        .filter((name) => data[name] === undefined)
        .map((name) => `sessionData.${name}` as const);
      await sessions.updateOne(
        {
          sessionId,
          // Pages of today have nothing, and then there is nothing to write.
          ...(kept.length === 0 && { $or: gone.map((path) => ({ [path]: { $exists: true } })) }),
        },
        {
          $set: { ...Object.fromEntries(kept), updatedAt: new Date(), updatedBy: deskId },
          ...(gone.length > 0 && {
            $unset: Object.fromEntries(gone.map((path) => [path, '' as const])),
          }),
        },
      );
    },

    async setAutoReconnect(sessionId, autoReconnect) {
      await sessions.updateOne(
        { sessionId },
        { $set: { autoReconnect, updatedAt: new Date(), updatedBy: deskId } },
      );
    },

    async recordPhoneSeen(sessionId, at) {
      await sessions.updateOne(
        { sessionId },
        {
          $max: { phoneSeenAt: new Date(at) },
          $set: { updatedAt: new Date(), updatedBy: deskId },
        },
      );
    },

    async usage(sessionIds) {
      const documents = await sessions
        .find({ sessionId: { $in: [...sessionIds] } })
        .sort({ createdAt: 1 })
        .toArray();
      return documents.map((raw) => {
        const { sessionId, messageCount, errorCount, lastError, lastErrorAt, lastActivity } =
          SessionDocument.parse(raw);
        return {
          sessionId: SessionId.parse(sessionId),
          messageCount,
          errorCount,
          ...(lastError !== undefined && { lastError }),
          ...(lastErrorAt && { lastErrorAt: lastErrorAt.getTime() }),
          ...(lastActivity && { lastActivity: lastActivity.getTime() }),
        };
      });
    },

    async businesses(sessionIds) {
      const rows = await sessions
        .find({ sessionId: { $in: [...sessionIds] }, businessId: { $exists: true } })
        .project<{ sessionId: string; businessId: ObjectId }>({ sessionId: 1, businessId: 1 })
        .toArray();
      return new Map(
        rows.map((row) => [
          SessionId.parse(row.sessionId),
          BusinessId.parse(row.businessId.toHexString()),
        ]),
      );
    },

    async setBusiness(sessionId, businessId) {
      const business = businessId && new ObjectId(businessId);
      const written = { updatedAt: new Date(), updatedBy: deskId };
      const participant = {
        'participants.1.type': business ? ('business' as const) : ('user' as const),
      };
      await sessions.updateOne(
        { sessionId },
        business
          ? { $set: { businessId: business, ...written } }
          : { $unset: { businessId: '' }, $set: written },
      );
      await conversations.updateMany(
        { sessionId },
        business
          ? {
              $set: {
                businessId: business,
                'participants.1.businessId': business,
                ...participant,
                ...written,
              },
            }
          : {
              $unset: { businessId: '', 'participants.1.businessId': '' },
              $set: { ...participant, ...written },
            },
      );
      known.clear();
      await Promise.all([cache.clear('sessions'), cache.clear('conversations')]);
    },

    async facts(sessionId) {
      const found = await sessions.findOne(
        { sessionId },
        { projection: { rateLimitPerHour: 1, createdAt: 1 } },
      );
      return found && { perHour: found.rateLimitPerHour, linkedAt: found.createdAt.getTime() };
    },

    async setRateLimit(sessionId, perHour) {
      const { matchedCount } = await sessions.updateOne(
        { sessionId },
        { $set: { rateLimitPerHour: perHour, updatedAt: new Date(), updatedBy: deskId } },
      );
      if (matchedCount === 0) throw new AppError('not_found', 'There is no such session');
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
        {
          $set: { messageCount: sums.messages, updatedAt: new Date(), updatedBy: deskId },
          $max: { lastActivity: sums.lastMessageAt },
        },
      );
    },
  };
}

function openAccount(
  account: NonNullable<SessionDocument['account']>,
  fields: SealedFields,
): LinkedAccount {
  return {
    whatsappId: fields.text('account.whatsappId', account.whatsappIdSealed),
    phoneNumber: fields.text('account.phoneNumber', account.phoneNumber),
    pushname: fields.text('account.pushname', account.pushname),
    platform: account.platform,
  };
}
