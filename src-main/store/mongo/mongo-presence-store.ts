import { type Document, ObjectId } from 'mongodb';
import { z } from 'zod';
import { PRESENCE_LASTS_MS, type PresenceStore } from '../presence-store.ts';
import { SCHEMA_VERSION } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';
import { deskPresence } from './presence-document.ts';
import { repeatUpsert } from './repeat-upsert.ts';

const Hello = z.object({ localTime: z.date() });
const Times = z.object({ updatedAt: z.date() });

/** All times are the server's: those of desktops differ, and what holds for seconds has no room for that. */
export function mongoPresenceStore({
  db,
  deskId,
}: Pick<MongoContext, 'db' | 'deskId'>): PresenceStore {
  const presences = db.collection<{ _id: string } & Document>('presences');
  return {
    async tell({ userId, conversationId, isTyping }) {
      await repeatUpsert(() =>
        presences.updateOne(
          { _id: deskId },
          {
            $set: {
              userId: new ObjectId(userId),
              isTyping,
              updatedBy: deskId,
              ...(conversationId !== null && { conversationId }),
            },
            ...(conversationId === null && { $unset: { conversationId: '' } }),
            $currentDate: { updatedAt: true, toldAt: true },
            $setOnInsert: { schemaVersion: SCHEMA_VERSION, createdAt: new Date() },
          },
          { upsert: true },
        ),
      );
    },

    async prolong() {
      const { matchedCount } = await presences.updateOne(
        { _id: deskId },
        { $currentDate: { updatedAt: true } },
      );
      return matchedCount === 1 ? 'prolonged' : 'notTold';
    },

    async list() {
      const { localTime } = Hello.parse(await db.command({ hello: 1 }));
      const found = await presences
        .find({
          updatedAt: { $gt: new Date(localTime.getTime() - PRESENCE_LASTS_MS) },
        })
        .toArray();
      return found.flatMap((raw) => {
        const presence = deskPresence(raw);
        const { data: times } = Times.safeParse(raw);
        if (!presence || !times || presence.deskId === deskId) return [];
        if (presence.conversationId === null) return [];
        const age = Math.max(0, localTime.getTime() - times.updatedAt.getTime());
        return [{ presence, lastsMs: PRESENCE_LASTS_MS - age }];
      });
    },
  };
}
