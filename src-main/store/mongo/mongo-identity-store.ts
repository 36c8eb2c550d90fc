import { type AnyBulkWriteOperation, ObjectId } from 'mongodb';
import type { IdentityClaim, IdentityStore } from '../identity-store.ts';
import { IdentityDocument, SCHEMA_VERSION } from './documents.ts';
import type { MongoContext } from './mongo-context.ts';
import { repeatUpsert } from './repeat-upsert.ts';

/** Claims that are looked at in one round trip. */
const BATCH = 500;

type Pair = Pick<IdentityDocument, 'accountId' | 'one' | 'other'>;

/** The ids stand as pseudonyms: they lead to conversations and contacts, and to nobody without the workspace's key. */
export function mongoIdentityStore({ identities, keys, deskId }: MongoContext): IdentityStore {
  const { lookup } = keys;
  const written = () => ({ updatedAt: new Date(), updatedBy: deskId });

  return {
    async record(claims) {
      const outcomes: Awaited<ReturnType<IdentityStore['record']>> = [];
      for (let start = 0; start < claims.length; start += BATCH) {
        outcomes.push(...(await recordBatch(claims.slice(start, start + BATCH))));
      }
      return outcomes;
    },

    async evidence(accountId, ids) {
      const pseudonyms = ids.map((id) => lookup.pseudonym(id));
      const rows = await identities
        .find({
          accountId: lookup.pseudonym(accountId),
          one: { $in: pseudonyms },
          other: { $in: pseudonyms },
          refused: { $exists: false },
        })
        .toArray();
      return rows
        .flatMap((row) => IdentityDocument.parse(row).evidence)
        .map(({ source, at }) => ({ source, at: at.getTime() }))
        .sort((a, b) => a.at - b.at);
    },

    async refuse({ accountId, ids, userId, at }) {
      const operations = ids.flatMap((id, index) =>
        ids.slice(index + 1).map((other): AnyBulkWriteOperation<IdentityDocument> => {
          const pair = pairOf(accountId, [id, other]);
          return {
            updateOne: {
              filter: pair,
              update: {
                $setOnInsert: inserted([]),
                $set: { refused: { by: new ObjectId(userId), at: new Date(at) }, ...written() },
              },
              upsert: true,
            },
          };
        }),
      );
      if (operations.length > 0) await repeatUpsert(() => identities.bulkWrite(operations));
    },
  };

  async function recordBatch(
    claims: readonly IdentityClaim[],
  ): ReturnType<IdentityStore['record']> {
    const pairs = claims.map(({ accountId, ids }) => pairOf(accountId, ids));
    const rows = await identities
      .find({
        accountId: { $in: [...new Set(pairs.map(({ accountId }) => accountId))] },
        one: { $in: pairs.map(({ one }) => one) },
      })
      .toArray();
    const known = new Map(rows.map((row) => [nameOf(row), row]));
    const operations: AnyBulkWriteOperation<IdentityDocument>[] = [];
    const outcomes = pairs.map((pair, index) => {
      const claim = claims[index];
      const row = known.get(nameOf(pair));
      if (!claim || row?.refused) return 'refused' as const;
      if (row?.evidence.some(({ source }) => source === claim.source)) {
        return 'alreadyKnown' as const;
      }
      const evidence = { source: claim.source, at: new Date(claim.at) };
      operations.push({
        updateOne: {
          filter: pair,
          update: {
            $setOnInsert: inserted(),
            $push: { evidence },
            $set: written(),
          },
          upsert: true,
        },
      });
      return 'noted' as const;
    });
    if (operations.length > 0) {
      await repeatUpsert(() => identities.bulkWrite(operations, { ordered: false }));
    }
    return outcomes;
  }

  function inserted(evidence?: IdentityDocument['evidence']) {
    return {
      schemaVersion: SCHEMA_VERSION,
      ...(evidence && { evidence }),
      createdAt: new Date(),
    } as const;
  }

  /** The same for both orders. */
  function pairOf(accountId: string, ids: readonly [string, string]): Pair {
    const [one = '', other = ''] = ids.map((id) => lookup.pseudonym(id)).sort();
    return { accountId: lookup.pseudonym(accountId), one, other };
  }
}

function nameOf({ accountId, one, other }: Pair): string {
  return `${accountId} ${one} ${other}`;
}
