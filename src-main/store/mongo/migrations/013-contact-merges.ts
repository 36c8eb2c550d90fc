import {
  date,
  flag,
  listOf,
  number,
  objectId,
  sealed,
  shape,
  text,
  validator,
} from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/** Of contacts only the rule for what is written changes: what is stored stays as it is, and is read as before. */
export const contactMerges: MongoMigration = {
  number: 13,
  intent:
    'Accept what the team calls a contact, and keep which contacts it has merged or told apart',
  async up(db) {
    await makeCollection(db, 'whatsapp_contacts', {
      validator: validator({
        whatsappId: text,
        whatsappIdSealed: sealed,
        sessionId: text,
        name: sealed,
        isNamed: flag,
        'whatsappName?': sealed,
        searchTokens: listOf(number),
        'pushname?': sealed,
        'shortName?': sealed,
        'profilePictureUrl?': sealed,
        'status?': sealed,
        isBusiness: flag,
        isVerified: flag,
        phoneNumber: text,
        phoneNumberSealed: sealed,
        'email?': sealed,
        'company?': sealed,
        'title?': sealed,
        'notes?': sealed,
        'businessId?': objectId,
        leadIds: listOf(objectId),
        'lastSeen?': date,
        isOnline: flag,
        isBlocked: flag,
        'lastInteractionAt?': date,
        'isBusinessChosen?': flag,
        'joinedInto?': objectId,
        'mergeId?': objectId,
      }),
      indexes: [],
    });
    await makeCollection(db, 'contact_merges', {
      validator: validator({
        keptId: objectId,
        mergedIds: listOf(objectId),
        values: sealed,
        contacts: listOf(shape({ id: objectId, 'before?': objectId })),
        conversations: listOf(shape({ id: text, into: text, 'before?': text })),
        by: objectId,
        'undone?': shape({ by: objectId, at: date }),
        isFinished: flag,
      }),
      indexes: [{ key: { keptId: 1 } }, { key: { isFinished: 1 } }],
    });
    await makeCollection(db, 'contacts_told_apart', {
      validator: validator({ one: objectId, other: objectId, by: objectId }),
      indexes: [{ key: { one: 1, other: 1 }, unique: true }],
    });
  },
};
