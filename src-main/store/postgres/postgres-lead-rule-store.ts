import { type RawBuilder, sql } from 'kysely';
import { BusinessId, LeadRuleId, type UserId } from '../../../src-preload/contract/ids.ts';
import type {
  LeadRule,
  LeadRuleDraft,
  LeadRuleKind,
} from '../../../src-preload/contract/lead-rule.ts';
import type { LeadRuleStore } from '../lead-rule-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresLeadRuleStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): LeadRuleStore {
  const selected = db
    .selectFrom('lead_rules')
    .leftJoin('businesses', 'businesses.id', 'lead_rules.business_id')
    .leftJoin('users', 'users.id', 'lead_rules.updated_by')
    .select([
      'lead_rules.object_id',
      'businesses.object_id as business_object_id',
      'lead_rules.kind',
      'lead_rules.content',
      'lead_rules.points',
      'lead_rules.is_on',
      'users.name as updated_by',
      'lead_rules.updated_at',
    ]);
  const find = async (objectId: string): Promise<LeadRule | null> => {
    const row = await selected.where('lead_rules.object_id', '=', objectId).executeTakeFirst();
    return row ? toRule(row) : null;
  };

  return {
    async list() {
      return (await retry(() => selected.orderBy('lead_rules.id').execute())).map(toRule);
    },

    async create(input, most) {
      // Made once: a repetition after a lost answer finds its own row and knows it.
      const objectId = newObjectId();
      const rule = await retry(async () => {
        const { kind, content, points, is_on, business_id, updated_by } = valuesOf(input);
        await sql`
          INSERT INTO lead_rules (object_id, kind, content, points, is_on, business_id, updated_by)
          SELECT ${objectId}, ${kind}, ${content}, ${points}, ${is_on}, ${business_id}, ${updated_by}
          WHERE (SELECT count(*) FROM lead_rules) < ${most}
          ON CONFLICT DO NOTHING`.execute(db);
        return find(objectId);
      });
      return rule ? { outcome: 'saved', rule } : { outcome: 'tooMany' };
    },

    async update(ruleId, input) {
      const rule = await retry(async () => {
        await db
          .updateTable('lead_rules')
          .set({ ...valuesOf(input), updated_at: sql`now()` })
          .where('object_id', '=', ruleId)
          .execute();
        return find(ruleId);
      });
      return rule ? { outcome: 'saved', rule } : { outcome: 'notFound' };
    },

    async remove(ruleId) {
      const { numDeletedRows } = await retry(() =>
        db.deleteFrom('lead_rules').where('object_id', '=', ruleId).executeTakeFirstOrThrow(),
      );
      return numDeletedRows > 0n ? 'removed' : 'notFound';
    },
  };
}

function valuesOf({
  kind,
  content,
  points,
  isOn,
  businessId,
  userId,
}: LeadRuleDraft & { userId: UserId }) {
  return {
    kind,
    content: postgresText(content),
    points,
    is_on: isOn,
    business_id: idOf('businesses', businessId),
    updated_by: idOf('users', userId),
  };
}

function idOf(table: 'businesses' | 'users', objectId: string | null): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM ${sql.table(table)} WHERE object_id = ${objectId})`;
}

interface RuleRow {
  object_id: string;
  business_object_id: string | null;
  kind: LeadRuleKind;
  content: string;
  points: number;
  is_on: boolean;
  updated_by: string | null;
  updated_at: Date;
}

function toRule(row: RuleRow): LeadRule {
  return {
    ruleId: LeadRuleId.parse(row.object_id),
    kind: row.kind,
    content: row.content,
    points: row.points,
    businessId: row.business_object_id === null ? null : BusinessId.parse(row.business_object_id),
    isOn: row.is_on,
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.getTime(),
  };
}
