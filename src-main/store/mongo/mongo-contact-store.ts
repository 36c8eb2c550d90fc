import { type AnyBulkWriteOperation, type Filter, ObjectId, type UpdateFilter } from 'mongodb';
import type { ContactCursor } from '../../../src-preload/contract/contact.ts';
import {
  type BusinessId,
  ContactId,
  ConversationId,
  type SessionId,
} from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { groupBy } from '../../common/group-by.ts';
import type { DataKey } from '../../crypto/field-cipher.ts';
import { contactSubject } from '../../crypto/key-subjects.ts';
import { contactOrder, type ContactPlace } from '../../domain/contact-order.ts';
import { displayName, foldText } from '../../domain/display-name.ts';
import { phoneNumberOf } from '../../domain/whatsapp-id.ts';
import type { WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { ContactStore, Interaction, KnownPerson } from '../contact-store.ts';
import { blockedContacts } from './blocked-contacts.ts';
import { bringContactsUpToDate } from './bring-contacts-up-to-date.ts';
import { contactCards } from './contact-cards.ts';
import { BY_NAME, ContactDirectory, takeAfter } from './contact-directory.ts';
import {
  contactFields,
  detailsOf,
  firstFields,
  nameFields,
  openContacts,
  type ReadContact,
  type Talk,
  toContact,
  wordsOfDetails,
} from './contact-document.ts';
import { DocumentCache } from './document-cache.ts';
import type { ContactDocument, ConversationDocument } from './documents.ts';
import { withoutTokens } from './message-document.ts';
import type { MongoContext } from './mongo-context.ts';
import { findContacts } from './find-contacts.ts';
import { joinContacts, joinedInto, splitContacts } from './join-contacts.ts';
import { fitsSearch, tokensForSearch } from './name-tokens.ts';
import { insertUnlessThere, repeatUpsert } from './repeat-upsert.ts';
import type { SealedFields } from './sealed-fields.ts';

/** Contacts written in one round trip while synchronising. */
const SYNC_BATCH = 500;
/**
 * How far a contact's last interaction may be behind, in milliseconds: a contact is not written anew, and told to every
 * desktop, for each message. The directory looks at the conversation as well, whose time is exact.
 */
const INTERACTION_STEP = 15 * 60_000;
/** Contacts that a search looks at, before they are sorted by name. */
const MOST_CANDIDATES = 2_000;

type CachedContact = ReadContact;
type Pair = Pick<ContactDocument, 'sessionId' | 'whatsappId'>;

function nameOf({ sessionId, whatsappId }: Pair): string {
  return `${sessionId} ${whatsappId}`;
}

function anyOf(pairs: readonly Pair[]): Filter<ContactDocument> {
  const sessions = groupBy(pairs, ({ sessionId }) => sessionId);
  return {
    $or: [...sessions].map(([sessionId, each]) => ({
      sessionId,
      whatsappId: { $in: each.map(({ whatsappId }) => whatsappId) },
    })),
  };
}

/** What is to be written of a contact, for one that is new and for one that is known. */
interface ContactWrite {
  pair: Pair;
  asNew(): ContactDocument;
  asUpdate(): UpdateFilter<ContactDocument>;
}

/** What people see of a contact, opened. */
interface OpenedContact {
  contact: ReadContact;
  name: string;
  /** Empty where `name` is WhatsApp's. */
  whatsappName: string;
  pushname: string;
  phoneNumber: string;
  company: string;
  /** What the team wrote down, as far as it is searched. */
  details: string;
}

export function mongoContactStore(context: MongoContext): ContactStore {
  const { contacts, conversations, keys, deskId } = context;
  const { lookup } = keys;
  const directory = new ContactDirectory(context);
  const cached = new DocumentCache<CachedContact>(context.cache, 'contacts');
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });
  const forget = (changed: readonly Pick<ContactDocument, 'sessionId' | 'whatsappId'>[]) =>
    cached.forget(changed.map(nameOf));
  const finding = findContacts(context);
  const blocked = blockedContacts(context, finding.samePerson, forget);

  return {
    async recordInteractions(interactions) {
      const pairs = interactions.map(({ sessionId, whatsappId }) => ({
        sessionId,
        whatsappId: lookup.pseudonym(whatsappId),
      }));
      const [found, known] = await Promise.all([
        Promise.all(
          pairs.map((pair) => keys.keyFor(contactSubject(pair.sessionId, pair.whatsappId))),
        ),
        findKnown(pairs),
      ]);
      const added: ContactWrite[] = [];
      const changed: ContactWrite[] = [];
      const answers = interactions.map((interaction, index) => {
        const pair = pairs[index];
        if (!pair) throw new Error('There is a pair for each interaction');
        const before = known.get(nameOf(pair));
        const { write, answer } = interactionOf(interaction, before, { pair, key: found[index] });
        if (write) (before ? changed : added).push(write);
        return answer;
      });
      if (added.length > 0) {
        const taken = await insertUnlessThere(
          contacts,
          added.map(({ asNew }) => asNew()),
        );
        // Another desktop has made them meanwhile: now they are known.
        changed.push(...added.filter((_, index) => taken.has(index)));
      }
      if (changed.length > 0) {
        const operations = changed.map(({ pair, asUpdate }) => ({
          updateOne: { filter: pair, update: asUpdate(), upsert: true },
        }));
        await repeatUpsert(() => contacts.bulkWrite(operations, { ordered: false }));
        await cached.forget(changed.map(({ pair }) => nameOf(pair)));
      }
      return answers;
    },

    async sync(sessionId, snapshots) {
      for (let start = 0; start < snapshots.length; start += SYNC_BATCH) {
        const batch = snapshots.slice(start, start + SYNC_BATCH);
        const changed = await bringContactsUpToDate(context, sessionId, batch);
        await cached.forget(changed.map((whatsappId) => nameOf({ sessionId, whatsappId })));
      }
    },

    ...finding,
    ...contactCards(context, blocked.accounts, forget),
    ...blocked,

    join: (sessionId, pairs) => joinContacts(context, sessionId, pairs),
    split: (sessionId, whatsappIds) => splitContacts(context, sessionId, whatsappIds),

    async setBusiness(contactId, businessId) {
      const { matchedCount } = await contacts.updateOne(
        { _id: new ObjectId(contactId) },
        businessChange(businessId, { isBusinessChosen: true }),
      );
      if (matchedCount === 0) throw new AppError('not_found', 'There is no such contact');
    },

    async setBusinessOfSession(sessionId, businessId) {
      await contacts.updateMany(
        { sessionId, isBusinessChosen: { $ne: true } },
        businessChange(businessId, {}),
      );
    },

    addLeads: (leads) =>
      changeLeads(leads, (leadId) => ({ $addToSet: { leadIds: leadId }, $set: written() })),

    removeLeads: (leads) =>
      changeLeads(leads, (leadId) => ({ $pull: { leadIds: leadId }, $set: written() })),

    async page({ search, sort = BY_NAME, businessNames = new Map(), after, limit }) {
      const known = search?.trim() ? await searched(search) : undefined;
      // By their names alone those that were found are sorted without reading all the others.
      const places =
        known && sort.by === 'name'
          ? takeAfter(namePlaces(known).sort(contactOrder(sort)), sort, after, limit + 1)
          : await directory.placesAfter({
              ...{ sort, businessNames, after },
              count: limit + 1,
              ...(known && { among: new Set(known.keys()) }),
            });
      const ids = places.slice(0, limit).map(({ id }) => id);
      const items = known ? ids.flatMap((id) => known.get(id) ?? []) : await inOrder(ids);
      const others = await joinedInto(
        context,
        items.map(({ contact }) => contact._id),
      );
      const people = [...others.values()].flatMap((each) => each.people);
      const talks = await conversationsWith(
        [...items.map(({ contact }) => contact), ...people].map(({ whatsappId }) => whatsappId),
      );
      const shown = items.map(({ contact, company, ...opened }) => {
        const other = others.get(contact._id.toHexString());
        const talk = [contact, ...(other?.people ?? [])].flatMap(
          (each) => talks.get(nameOf(each)) ?? talks.get(each.whatsappId) ?? [],
        )[0];
        const own = toContact({ ...contact, ...opened }, company, talk ?? null);
        if (!other) return own;
        const lastInteractionAt = Math.max(own.lastInteractionAt ?? 0, other.lastInteractionAt);
        return {
          ...own,
          idCount: own.idCount + other.count,
          mergedCount: other.merged,
          leadCount: own.leadCount + other.leads,
          lastInteractionAt: lastInteractionAt || null,
        };
      });
      const last = places[limit - 1];
      return { items: shown, next: places.length > limit && last ? cursorAt(last) : null };
    },

    people: findPeople,

    async names(sessionId, whatsappIds) {
      const found = await findPeople(sessionId, whatsappIds);
      return new Map([...found].map(([whatsappId, { name }]) => [whatsappId, name]));
    },
  };

  async function findPeople(
    sessionId: SessionId,
    whatsappIds: readonly WhatsAppId[],
  ): Promise<Map<WhatsAppId, KnownPerson>> {
    const rows = await openAll(
      await read({
        sessionId,
        whatsappId: { $in: whatsappIds.map((each) => lookup.pseudonym(each)) },
      }),
    );
    const byPseudonym = new Map(rows.map((row) => [row.contact.whatsappId, row]));
    return new Map(
      whatsappIds.flatMap((whatsappId): [WhatsAppId, KnownPerson][] => {
        const found = byPseudonym.get(lookup.pseudonym(whatsappId));
        return found ? [[whatsappId, { name: found.name, phoneNumber: found.phoneNumber }]] : [];
      }),
    );
  }

  async function findKnown(pairs: readonly Pair[]): Promise<Map<string, OpenedContact>> {
    const byName = new Map(pairs.map((pair) => [nameOf(pair), pair]));
    const documents = await cached.many([...byName.keys()], async (missing) => {
      const rows = await contacts
        .find(anyOf(missing.flatMap((name) => byName.get(name) ?? [])))
        .project<CachedContact>(withoutTokens)
        .toArray();
      return new Map(rows.map((row) => [nameOf(row), row]));
    });
    const opened = await openAll([...documents.values()]);
    return new Map(opened.map((each) => [nameOf(each.contact), each]));
  }

  function interactionOf(
    { whatsappId, pushname, at }: Interaction,
    known: OpenedContact | undefined,
    { pair, key }: { pair: Pair; key: DataKey | undefined },
  ): {
    /** Null when there is nothing to write. */
    write: ContactWrite | null;
    answer: { outcome: 'created' | 'alreadyKnown'; displayName: string; isBusiness: boolean };
  } {
    const fields = contactFields(key, pair.sessionId, pair.whatsappId);
    const phoneNumber = known?.phoneNumber ?? phoneNumberOf(whatsappId)?.slice(1) ?? '';
    const ownName = displayName({ whatsappId, pushname, phoneNumber });
    // Somebody who had no name until now has one when a pushname comes along.
    const isNews = pushname !== undefined && pushname !== known?.pushname;
    // What WhatsApp calls it: the address book's name stands before the one that the person chose.
    const theirs = known?.whatsappName === '' ? known.name : known?.whatsappName;
    const newest = theirs !== undefined && (known?.contact.isNamed || !isNews) ? theirs : ownName;
    const name = known?.whatsappName ? known.name : newest;
    const whatsappName = known?.whatsappName ? newest : '';
    const answer = {
      outcome: known ? 'alreadyKnown' : 'created',
      displayName: name,
      isBusiness: known?.contact.isBusiness ?? false,
    } as const;
    const last = known?.contact.lastInteractionAt?.getTime();
    if (!isNews && last !== undefined && at < last + INTERACTION_STEP) {
      return { write: null, answer };
    }
    const named = {
      ...nameFields(fields, lookup, {
        ...{ name, whatsappName, pushname, phoneNumber },
        details: known?.details,
      }),
      ...(whatsappName && { whatsappName: fields.seal('whatsappName', whatsappName) }),
      ...(pushname && { pushname: fields.seal('pushname', pushname) }),
    };
    const lastInteractionAt = new Date(at);
    const first = firstFields(fields, whatsappId);
    const asNew = (): ContactDocument => ({
      _id: new ObjectId(),
      ...pair,
      ...first,
      ...named,
      lastInteractionAt,
      ...written(),
    });
    const asUpdate = (): UpdateFilter<ContactDocument> => ({
      $setOnInsert: { ...first, ...(!isNews && named) },
      $max: { lastInteractionAt },
      $set: { ...(isNews && named), ...written() },
    });
    return { write: { pair, asNew, asUpdate }, answer };
  }

  async function changeLeads(
    leads: Parameters<ContactStore['addLeads']>[0],
    change: (leadId: ObjectId) => UpdateFilter<ContactDocument>,
  ): Promise<void> {
    const operations = leads.map(
      ({ sessionId, whatsappId, leadId }): AnyBulkWriteOperation<ContactDocument> => ({
        updateOne: {
          filter: { sessionId, whatsappId: lookup.pseudonym(whatsappId) },
          update: change(new ObjectId(leadId)),
        },
      }),
    );
    if (operations.length > 0) await contacts.bulkWrite(operations, { ordered: false });
  }

  function businessChange(
    businessId: BusinessId | null,
    change: Partial<ContactDocument>,
  ): UpdateFilter<ContactDocument> {
    return businessId === null
      ? { $unset: { businessId: '' }, $set: { ...change, ...written() } }
      : { $set: { businessId: new ObjectId(businessId), ...change, ...written() } };
  }

  function read(filter: Filter<ContactDocument>, limit = 0): Promise<unknown[]> {
    return contacts
      .find(filter)
      .sort({ lastInteractionAt: -1 })
      .limit(limit)
      .project(withoutTokens)
      .toArray();
  }

  async function openAll(raw: readonly unknown[]): Promise<OpenedContact[]> {
    return (await openContacts(keys, raw)).map(({ document, fields }) => open(document, fields));
  }

  /** What the index finds, opened and looked at: it knows beginnings of words only, and stretches of three digits. */
  async function searched(search: string): Promise<Map<string, OpenedContact>> {
    const tokens = tokensForSearch(lookup, search);
    if (tokens.length === 0) return new Map();
    const fitting = (
      await openAll(await read({ searchTokens: { $all: tokens } }, MOST_CANDIDATES))
    ).filter(({ name, whatsappName, pushname, ...others }) =>
      fitsSearch({ names: [name, whatsappName, pushname], ...others }, search),
    );
    // What is found of a part is found of the whole.
    const whole = new Map(
      fitting
        .filter(({ contact }) => !contact.joinedInto)
        .map((each) => [each.contact._id.toHexString(), each]),
    );
    const missing = fitting.flatMap(({ contact: { joinedInto: into } }) =>
      into && !whole.has(into.toHexString()) ? [into] : [],
    );
    const others = missing.length > 0 ? await openAll(await read({ _id: { $in: missing } })) : [];
    return byId([...whole.values(), ...others]);
  }

  async function inOrder(ids: readonly string[]): Promise<OpenedContact[]> {
    const opened = byId(
      await openAll(await read({ _id: { $in: ids.map((id) => new ObjectId(id)) } })),
    );
    return ids.flatMap((id) => opened.get(id) ?? []);
  }

  /** By the name of the contact (`nameOf`), and by id alone the newest through whichever account. */
  async function conversationsWith(pseudonyms: string[]): Promise<Map<string, Talk>> {
    type Row = Pick<
      ConversationDocument,
      'sessionId' | 'whatsappId' | 'conversationId' | 'lastMessageAt'
    >;
    const rows = await conversations
      .find({ whatsappId: { $in: pseudonyms } })
      .project<Row>({ sessionId: 1, whatsappId: 1, conversationId: 1, lastMessageAt: 1 })
      .toArray();
    rows.sort((a, b) => a.lastMessageAt.getTime() - b.lastMessageAt.getTime());
    return new Map(
      rows.flatMap((row): [string, Talk][] => {
        const { conversationId, lastMessageAt } = row;
        const talk = { conversationId: ConversationId.parse(conversationId), lastMessageAt };
        return [
          [row.whatsappId, talk],
          [nameOf(row), talk],
        ];
      }),
    );
  }
}

function byId(opened: readonly OpenedContact[]): Map<string, OpenedContact> {
  return new Map(opened.map((each) => [each.contact._id.toHexString(), each]));
}

function namePlaces(found: ReadonlyMap<string, OpenedContact>): ContactPlace[] {
  return [...found].map(([id, { name }]) => ({ id, sortName: foldText(name), value: null }));
}

function cursorAt({ id, sortName, value }: ContactPlace): ContactCursor {
  return {
    name: sortName,
    contactId: ContactId.parse(id),
    ...(value !== null && { value }),
  };
}

function open(contact: ReadContact, fields: SealedFields): OpenedContact {
  return {
    contact,
    name: fields.text('name', contact.name),
    whatsappName: fields.text('whatsappName', contact.whatsappName),
    pushname: fields.text('pushname', contact.pushname),
    phoneNumber: fields.text('phoneNumber', contact.phoneNumberSealed),
    company: fields.text('company', contact.company),
    details: wordsOfDetails(detailsOf(contact, fields)),
  };
}
