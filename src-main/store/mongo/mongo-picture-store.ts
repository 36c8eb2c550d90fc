import { Binary, type Collection, type ObjectId } from 'mongodb';
import { z } from 'zod';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { openBytes, sealBytes } from '../../crypto/field-cipher.ts';
import { contactSubject, conversationSubject } from '../../crypto/key-subjects.ts';
import type { Pictured, PictureStore } from '../picture-store.ts';
import { conversationFields } from './conversation-document.ts';
import { SCHEMA_VERSION } from './documents.ts';
import { date, sealed, text, validator } from './json-schema.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';

const ReadPicture = z.object({ image: z.instanceof(Binary).optional(), checkedAt: z.date() });

interface PictureDocument {
  _id: ObjectId;
  schemaVersion: number;
  sessionId: string;
  whatsappId: string;
  image?: Binary;
  checkedAt: Date;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
}

export const pictureRules = {
  validator: validator({ sessionId: text, whatsappId: text, 'image?': sealed, checkedAt: date }),
  indexes: [{ key: { sessionId: 1, whatsappId: 1 }, unique: true }],
};

/** Apart from the contacts, which are read by the thousand. */
export function mongoPictureStore({ db, conversations, keys, deskId }: MongoContext): PictureStore {
  const pictures: Collection<PictureDocument> = db.collection('profile_pictures');
  const pairOf = ({ sessionId, whatsappId }: Pictured) => ({
    sessionId,
    whatsappId: keys.lookup.pseudonym(whatsappId),
  });
  const contextOf = ({ sessionId, whatsappId }: ReturnType<typeof pairOf>): string =>
    `profile_pictures/${sessionId}/${whatsappId}/image`;

  return {
    async personOf(conversationId) {
      const found = await conversations.findOne(
        { conversationId, isGroup: false },
        { projection: { sessionId: 1, whatsappIdSealed: 1 } },
      );
      if (!found) return null;
      const subject = conversationSubject(conversationId);
      const key = (await keys.keysFor([subject])).get(subject);
      const whatsappId = conversationFields(key, conversationId).text(
        'whatsappId',
        found.whatsappIdSealed,
      );
      return whatsappId === '' ? null : { sessionId: SessionId.parse(found.sessionId), whatsappId };
    },

    async find(person) {
      const pair = pairOf(person);
      const found = ReadPicture.nullable().parse(await pictures.findOne(pair));
      if (!found) return null;
      const checkedAt = found.checkedAt.getTime();
      const subject = contactSubject(pair.sessionId, pair.whatsappId);
      const key = (await keys.keysFor([subject])).get(subject);
      if (!found.image || !key) return { image: null, checkedAt };
      return { image: openBytes(key, contextOf(pair), found.image.buffer), checkedAt };
    },

    async keep(person, { image, checkedAt }) {
      const pair = pairOf(person);
      const key = await keys.keyFor(contactSubject(pair.sessionId, pair.whatsappId));
      const now = new Date();
      await repeatUpsert(() =>
        pictures.updateOne(
          pair,
          {
            $setOnInsert: { schemaVersion: SCHEMA_VERSION, createdAt: now },
            $set: {
              checkedAt: new Date(checkedAt),
              updatedAt: now,
              updatedBy: deskId,
              ...(image && { image: new Binary(sealBytes(key, contextOf(pair), image)) }),
            },
            ...(!image && { $unset: { image: '' } }),
          },
          { upsert: true },
        ),
      );
    },
  };
}
