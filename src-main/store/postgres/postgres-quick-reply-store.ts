import { type RawBuilder, sql } from 'kysely';
import { BusinessId, QuickReplyId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { QuickReply } from '../../../src-preload/contract/quick-reply.ts';
import type { QuickReplyStore } from '../quick-reply-store.ts';
import { isUniqueViolation, type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresQuickReplyStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): QuickReplyStore {
  const selected = db
    .selectFrom('quick_replies')
    .leftJoin('businesses', 'businesses.id', 'quick_replies.business_id')
    .leftJoin('users as creator', 'creator.id', 'quick_replies.created_by')
    .leftJoin('users as changer', 'changer.id', 'quick_replies.updated_by')
    .select([
      'quick_replies.object_id',
      'quick_replies.shortcut',
      'quick_replies.content',
      'quick_replies.is_marketing',
      'businesses.object_id as business_object_id',
      'creator.name as created_by',
      'changer.name as updated_by',
      'quick_replies.updated_at',
    ]);
  const find = (objectId: string): Promise<QuickReplyRow | undefined> =>
    selected.where('quick_replies.object_id', '=', objectId).executeTakeFirst();

  return {
    async list() {
      const rows = await retry(() =>
        selected
          .orderBy(sql`lower(quick_replies.shortcut)`)
          .orderBy('quick_replies.id')
          .execute(),
      );
      return rows.map(toQuickReply);
    },

    async create({ shortcut, content, businessId, isMarketing = false, userId }) {
      // Made once: a repetition after a lost answer finds its own row and knows it.
      const objectId = newObjectId();
      const row = await retry(async () => {
        await db
          .insertInto('quick_replies')
          .values({
            object_id: objectId,
            shortcut: postgresText(shortcut),
            content: postgresText(content),
            is_marketing: isMarketing,
            business_id: businessKey(businessId),
            created_by: userKey(userId),
            updated_by: userKey(userId),
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        return find(objectId);
      });
      return row
        ? { outcome: 'saved', quickReply: toQuickReply(row) }
        : { outcome: 'shortcutTaken' };
    },

    async update(quickReplyId, { shortcut, content, businessId, isMarketing, userId }) {
      try {
        const row = await retry(async () => {
          await db
            .updateTable('quick_replies')
            .set({
              shortcut: postgresText(shortcut),
              content: postgresText(content),
              ...(isMarketing !== undefined && { is_marketing: isMarketing }),
              business_id: businessKey(businessId),
              updated_by: userKey(userId),
              updated_at: sql`now()`,
            })
            .where('object_id', '=', quickReplyId)
            .execute();
          return find(quickReplyId);
        });
        return row ? { outcome: 'saved', quickReply: toQuickReply(row) } : { outcome: 'notFound' };
      } catch (error) {
        if (isUniqueViolation(error)) return { outcome: 'shortcutTaken' };
        throw error;
      }
    },

    async remove(quickReplyId) {
      const { numDeletedRows } = await retry(() =>
        db
          .deleteFrom('quick_replies')
          .where('object_id', '=', quickReplyId)
          .executeTakeFirstOrThrow(),
      );
      return numDeletedRows > 0n ? 'removed' : 'notFound';
    },
  };
}

function businessKey(businessId: BusinessId | null): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM businesses WHERE object_id = ${businessId})`;
}

function userKey(userId: UserId): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM users WHERE object_id = ${userId})`;
}

interface QuickReplyRow {
  object_id: string;
  shortcut: string;
  content: string;
  is_marketing: boolean;
  business_object_id: string | null;
  created_by: string | null;
  updated_by: string | null;
  updated_at: Date;
}

function toQuickReply(row: QuickReplyRow): QuickReply {
  return {
    quickReplyId: QuickReplyId.parse(row.object_id),
    shortcut: row.shortcut,
    content: row.content,
    isMarketing: row.is_marketing,
    businessId: row.business_object_id === null ? null : BusinessId.parse(row.business_object_id),
    createdBy: row.created_by,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.getTime(),
  };
}
