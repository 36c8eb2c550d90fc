import { date, flag, listOf, number, objectId, sealed, text, validator } from '../json-schema.ts';
import { makeCollection } from '../make-collection.ts';
import type { MongoMigration } from './migration.ts';

/** Only the rule for what is written changes: what is stored stays as it is, and is read as before. */
export const contactNotes: MongoMigration = {
  number: 10,
  intent: 'Accept what the team notes about a contact, sealed only',
  async up(db) {
    await makeCollection(db, 'whatsapp_contacts', {
      validator: validator({
        whatsappId: text,
        whatsappIdSealed: sealed,
        sessionId: text,
        name: sealed,
        isNamed: flag,
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
      }),
      indexes: [],
    });
  },
};
