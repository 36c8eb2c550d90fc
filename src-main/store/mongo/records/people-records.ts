import { type Document, ObjectId } from 'mongodb';
import type { RecordOf } from '../../../data-export/records.ts';
import { contactSubject } from '../../../crypto/key-subjects.ts';
import type { RecordScope, WriteOutcome } from '../../document-records.ts';
import { contactFields } from '../contact-document.ts';
import {
  type ContactDocument,
  IdentityDocument,
  MergeDocument,
  SCHEMA_VERSION,
  ToldApartDocument,
} from '../documents.ts';
import type { MongoContext } from '../mongo-context.ts';
import { insertUnlessThere } from '../repeat-upsert.ts';
import type { KnownIds } from './known-ids.ts';
import { batchesOf, chunksOf, given, iso } from './record-batches.ts';

/** Which ids are one person's: what WhatsApp says, and what the team has merged or told apart. */

const hex = (id: ObjectId): string => id.toHexString();

/** Pairs of which both ids can be told: the others lead to nobody who is exported. */
export async function* readIdentities(
  { identities }: MongoContext,
  known: KnownIds,
): AsyncGenerator<RecordOf<'identity'>> {
  for (const some of chunksOf(known.pseudonyms, 1_000)) {
    for await (const batch of batchesOf(identities.find({ one: { $in: some } }).sort({ _id: 1 }))) {
      for (const raw of batch) {
        const { evidence, refused, createdAt, ...pair } = IdentityDocument.parse(raw);
        const [accountId, one, other] = [pair.accountId, pair.one, pair.other].map((each) =>
          known.find(each),
        );
        if (!accountId || !one || !other) continue;
        yield {
          accountId,
          one,
          other,
          evidence: evidence.map(({ source, at }) => ({ source, at: iso(at) })),
          refused: refused && { by: hex(refused.by), at: iso(refused.at) },
          createdAt: iso(createdAt),
        };
      }
    }
  }
}

export async function writeIdentities(
  { identities, keys, deskId }: MongoContext,
  records: readonly RecordOf<'identity'>[],
): Promise<WriteOutcome[]> {
  const documents = records.map((record) => {
    // In the order of their pseudonyms, which other keys make other.
    const [one = '', other = ''] = [record.one, record.other]
      .map((id) => keys.lookup.pseudonym(id))
      .sort();
    return given({
      ...written(deskId, record.createdAt),
      _id: new ObjectId(),
      accountId: keys.lookup.pseudonym(record.accountId),
      one,
      other,
      evidence: record.evidence.map(({ source, at }) => ({ source, at: new Date(at) })),
      refused: record.refused && {
        by: new ObjectId(record.refused.by),
        at: new Date(record.refused.at),
      },
    });
  });
  return outcomes(records, await insertUnlessThere(identities, documents));
}

export async function* readMerges(
  { merges, contacts, keys }: MongoContext,
  { contactIds }: RecordScope,
): AsyncGenerator<RecordOf<'merge'>> {
  for (const ids of chunksOf(contactIds)) {
    const wanted = ids.map((id) => new ObjectId(id));
    for await (const batch of batchesOf(
      merges.find({ keptId: { $in: wanted } }).sort({ _id: 1 }),
    )) {
      for (const raw of batch) {
        const merge = MergeDocument.parse(raw);
        const kept = await contacts.findOne({ _id: merge.keptId });
        if (!kept) continue;
        const subject = contactSubject(kept.sessionId, kept.whatsappId);
        const key = (await keys.keysFor([subject])).get(subject);
        const fields = contactFields(key, kept.sessionId, kept.whatsappId);
        yield {
          mergeId: hex(merge._id),
          keptId: hex(merge.keptId),
          mergedIds: merge.mergedIds.map(hex),
          values: fields.text('merge', merge.values),
          contacts: merge.contacts.map(({ id, before }) => ({
            id: hex(id),
            before: before && hex(before),
          })),
          conversations: merge.conversations,
          by: hex(merge.by),
          undone: merge.undone && { by: hex(merge.undone.by), at: iso(merge.undone.at) },
          isFinished: merge.isFinished,
          createdAt: iso(merge.createdAt),
        };
      }
    }
  }
}

/** Their contacts are there. */
export async function writeMerges(
  { merges, contacts, keys, deskId }: MongoContext,
  records: readonly RecordOf<'merge'>[],
): Promise<WriteOutcome[]> {
  const kept = await contacts
    .find({ _id: { $in: records.map(({ keptId }) => new ObjectId(keptId)) } })
    .project<Pick<ContactDocument, '_id' | 'sessionId' | 'whatsappId'>>({
      ...{ sessionId: 1, whatsappId: 1 },
    })
    .toArray();
  const documents = await Promise.all(
    records.map(async (record) => {
      const contact = kept.find(({ _id }) => hex(_id) === record.keptId);
      if (!contact) throw new Error('The contact that was kept is not there');
      const { sessionId, whatsappId } = contact;
      const key = await keys.keyFor(contactSubject(sessionId, whatsappId));
      return given({
        ...written(deskId, record.createdAt),
        _id: new ObjectId(record.mergeId),
        keptId: contact._id,
        mergedIds: record.mergedIds.map((id) => new ObjectId(id)),
        values: contactFields(key, sessionId, whatsappId).seal('merge', record.values),
        contacts: record.contacts.map(({ id, before }) =>
          given({ id: new ObjectId(id), before: before && new ObjectId(before) }),
        ),
        conversations: record.conversations.map((each) => given(each)),
        by: new ObjectId(record.by),
        undone: record.undone && {
          by: new ObjectId(record.undone.by),
          at: new Date(record.undone.at),
        },
        isFinished: record.isFinished,
      }) as MergeDocument;
    }),
  );
  return outcomes(records, await insertUnlessThere(merges, documents));
}

export async function* readToldApart(
  { toldApart }: MongoContext,
  { contactIds }: RecordScope,
): AsyncGenerator<RecordOf<'told_apart'>> {
  const all = new Set<string>(contactIds);
  for (const ids of chunksOf(contactIds)) {
    const wanted = ids.map((id) => new ObjectId(id));
    for await (const batch of batchesOf(
      toldApart.find({ one: { $in: wanted } }).sort({ _id: 1 }),
    )) {
      for (const raw of batch) {
        const { one, other, by, createdAt } = ToldApartDocument.parse(raw);
        if (!all.has(hex(other))) continue;
        yield { one: hex(one), other: hex(other), by: hex(by), createdAt: iso(createdAt) };
      }
    }
  }
}

export async function writeToldApart(
  { toldApart, deskId }: MongoContext,
  records: readonly RecordOf<'told_apart'>[],
): Promise<WriteOutcome[]> {
  const documents = records.map(({ one, other, by, createdAt }): ToldApartDocument => ({
    ...written(deskId, createdAt),
    _id: new ObjectId(),
    one: new ObjectId(one),
    other: new ObjectId(other),
    by: new ObjectId(by),
  }));
  return outcomes(records, await insertUnlessThere(toldApart, documents));
}

function written(deskId: string, createdAt: string) {
  return {
    schemaVersion: SCHEMA_VERSION as 1,
    createdAt: new Date(createdAt),
    updatedAt: new Date(),
    updatedBy: deskId,
  } satisfies Document;
}

function outcomes(records: readonly unknown[], taken: ReadonlySet<number>): WriteOutcome[] {
  return records.map((_, index) => (taken.has(index) ? 'there' : 'new'));
}
