import type { AnyBulkWriteOperation } from 'mongodb';
import type { SessionId } from '../../../src-preload/contract/ids.ts';
import { contactSubject } from '../../crypto/key-subjects.ts';
import { displayName } from '../../domain/display-name.ts';
import type { ContactSnapshot } from '../../domain/whatsapp-event.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import {
  contactFields,
  detailsOf,
  nameFields,
  openContacts,
  wordsOfDetails,
} from './contact-document.ts';
import { type ContactDocument, SCHEMA_VERSION } from './documents.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** What WhatsApp says of a contact, as far as it is kept. */
interface Details {
  name: string;
  /** What WhatsApp calls it, where `name` is the team's; empty where the team has given none. */
  whatsappName: string;
  pushname: string;
  shortName: string;
  phoneNumber: string;
  isNamed: boolean;
  isBusiness: boolean;
  isVerified: boolean;
  isBlocked: boolean;
  /** Not WhatsApp's: what the team wrote down, which stays findable. */
  details: string;
}

/**
 * Writes what WhatsApp says of these contacts, each at most once in the list. One of whom it says what is known already
 * is left alone, for a write is told to every desktop. Answers the pseudonyms of those that were written.
 */
export async function bringContactsUpToDate(
  context: MongoContext,
  sessionId: SessionId,
  snapshots: readonly ContactSnapshot[],
): Promise<string[]> {
  const { contacts, keys } = context;
  const wanted = snapshots.map((snapshot) => ({
    snapshot,
    pseudonym: keys.lookup.pseudonym(snapshot.whatsappId),
  }));
  const known = await knownOf(
    context,
    sessionId,
    wanted.map(({ pseudonym }) => pseudonym),
  );
  const changed = wanted.flatMap(({ snapshot, pseudonym }) => {
    const before = known.get(pseudonym);
    const details = toDetails(snapshot, before);
    return before && isSame(before, details) ? [] : [{ snapshot, pseudonym, details }];
  });
  if (changed.length === 0) return [];
  const operations = await Promise.all(
    changed.map(({ snapshot: { whatsappId }, pseudonym, details }) =>
      operation(context, { sessionId, whatsappId, pseudonym }, details),
    ),
  );
  await repeatUpsert(() => contacts.bulkWrite(operations, { ordered: false }));
  return changed.map(({ pseudonym }) => pseudonym);
}

/** By pseudonym, of those that there are. */
async function knownOf(
  { contacts, keys }: MongoContext,
  sessionId: SessionId,
  pseudonyms: readonly string[],
): Promise<Map<string, Details>> {
  const rows = await contacts
    .find({ sessionId, whatsappId: { $in: [...pseudonyms] } })
    .project(withoutTokens)
    .toArray();
  return new Map(
    (await openContacts(keys, rows)).map(({ document, fields: own }): [string, Details] => {
      const { whatsappId, isNamed, isBusiness, isVerified, isBlocked } = document;
      const details = {
        name: own.text('name', document.name),
        whatsappName: own.text('whatsappName', document.whatsappName),
        pushname: own.text('pushname', document.pushname),
        shortName: own.text('shortName', document.shortName),
        phoneNumber: own.text('phoneNumber', document.phoneNumberSealed),
        details: wordsOfDetails(detailsOf(document, own)),
      };
      return [whatsappId, { ...details, isNamed, isBusiness, isVerified, isBlocked }];
    }),
  );
}

/** What is left out stays as it is: a name that came along with a message is not forgotten. */
function toDetails(snapshot: ContactSnapshot, before: Details | undefined): Details {
  const { whatsappId, isBusiness, isVerified, isBlocked } = snapshot;
  const pushname = filled(snapshot.pushname) ?? before?.pushname;
  const name = displayName({ ...snapshot, pushname });
  return {
    // What the team calls somebody stands before what WhatsApp does.
    ...(before?.whatsappName
      ? { name: before.name, whatsappName: name }
      : { name, whatsappName: '' }),
    pushname: pushname ?? '',
    shortName: filled(snapshot.shortName) ?? before?.shortName ?? '',
    phoneNumber: snapshot.phoneNumber ?? phoneNumberOf(whatsappId)?.slice(1) ?? '',
    isNamed: Boolean(snapshot.name?.trim()),
    isBusiness,
    isVerified,
    isBlocked,
    details: before?.details ?? '',
  };
}

function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

function isSame(one: Details, other: Details): boolean {
  return (Object.keys(one) as (keyof Details)[]).every((field) => one[field] === other[field]);
}

async function operation(
  { keys, deskId }: MongoContext,
  contact: { sessionId: SessionId; whatsappId: string; pseudonym: string },
  { name, whatsappName, pushname, shortName, phoneNumber, details, ...flags }: Details,
): Promise<AnyBulkWriteOperation<ContactDocument>> {
  const { sessionId, whatsappId, pseudonym } = contact;
  const key = await keys.keyFor(contactSubject(sessionId, pseudonym));
  const fields = contactFields(key, sessionId, pseudonym);
  const now = new Date();
  return {
    updateOne: {
      filter: { sessionId, whatsappId: pseudonym },
      update: {
        $setOnInsert: {
          schemaVersion: SCHEMA_VERSION,
          whatsappIdSealed: fields.seal('whatsappId', whatsappId),
          leadIds: [],
          isOnline: false,
          createdAt: now,
        },
        $set: {
          ...nameFields(fields, keys.lookup, {
            name,
            whatsappName,
            pushname,
            phoneNumber,
            details,
          }),
          ...(whatsappName && { whatsappName: fields.seal('whatsappName', whatsappName) }),
          ...(pushname && { pushname: fields.seal('pushname', pushname) }),
          ...(shortName && { shortName: fields.seal('shortName', shortName) }),
          ...flags,
          updatedAt: now,
          updatedBy: deskId,
        },
      },
      upsert: true,
    },
  };
}
