import { type RawBuilder, sql } from 'kysely';
import { UserId } from '../../../../src-preload/contract/ids.ts';
import type { RecordOf } from '../../../data-export/records.ts';
import type { RecordScope } from '../../document-records.ts';
import type { Named, NamedKind, RowRecords } from '../../row-records.ts';
import { type PostgresConnection, postgresText } from '../postgres-connection.ts';
import type { PostgresContext } from '../postgres-context.ts';
import { rowReaders } from './read-row-records.ts';
import { writeRowRecords } from './write-row-records.ts';

type NamedReader<K extends NamedKind> = (
  connection: PostgresConnection,
  named: Named,
  scope: RecordScope,
) => Promise<RecordOf<K>[]>;

const iso = (date: Date): string => date.toISOString();
const isoOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;
const ids = (all: ReadonlySet<string>): RawBuilder<unknown> => sql`${[...all]}::bpchar[]`;

const readBusinesses: NamedReader<'business'> = async ({ db, retry }, { businessIds }) => {
  const { rows } = await retry(() =>
    sql<{ object_id: string; name: string; is_high_volume: boolean; created_at: Date }>`
      SELECT * FROM businesses WHERE object_id = ANY(${ids(businessIds)}) ORDER BY object_id
    `.execute(db),
  );
  return rows.map((row) => ({
    businessId: row.object_id,
    name: row.name,
    isHighVolume: row.is_high_volume,
    createdAt: iso(row.created_at),
  }));
};

const readColleagues: NamedReader<'colleague'> = async ({ db, retry }, { userIds }, scope) => {
  const { rows } = await retry(() =>
    sql<{ object_id: string; name: string; email: string }>`
      SELECT object_id, name, email FROM users WHERE object_id = ANY(${ids(userIds)})
      ORDER BY object_id`.execute(db),
  );
  return rows.map((row) => ({
    userId: row.object_id,
    name: row.name,
    // Customers learn who looked after them, not where to write to them.
    email: scope.of === 'business' ? row.email : undefined,
  }));
};

const readLabels: NamedReader<'label'> = async ({ db, retry }, { labels }) => {
  const names = [...labels].map((name) => name.toLowerCase());
  const { rows } = await retry(() =>
    sql<{ object_id: string; name: string; colour: string; position: number }>`
      SELECT object_id, name, colour, position FROM labels
      WHERE lower(name) = ANY(${names}::text[]) ORDER BY object_id`.execute(db),
  );
  return rows.map(({ object_id: labelId, ...rest }) => ({ labelId, ...rest }));
};

interface CampaignRow {
  object_id: string;
  business: string | null;
  name: string;
  channel: string;
  code: string;
  starts_at: Date | null;
  ends_at: Date | null;
  ended_at: Date | null;
  budget_minor: string | null;
  currency: string | null;
  status: RecordOf<'campaign'>['status'];
  created_at: Date;
}

const readCampaigns: NamedReader<'campaign'> = async ({ db, retry }, { campaignIds }, scope) => {
  const ofBusiness =
    scope.of === 'business'
      ? sql`campaigns.business_id IS NOT DISTINCT FROM
          (SELECT id FROM businesses WHERE object_id = ${scope.businessId})`
      : sql`false`;
  const { rows } = await retry(() =>
    sql<CampaignRow>`
      SELECT campaigns.*, businesses.object_id AS business
      FROM campaigns LEFT JOIN businesses ON businesses.id = campaigns.business_id
      WHERE campaigns.object_id = ANY(${ids(campaignIds)}) OR ${ofBusiness}
      ORDER BY campaigns.object_id`.execute(db),
  );
  return rows.map((row) => ({
    campaignId: row.object_id,
    businessId: row.business,
    name: row.name,
    channel: row.channel,
    code: row.code,
    startsAt: isoOrNull(row.starts_at),
    endsAt: isoOrNull(row.ends_at),
    endedAt: isoOrNull(row.ended_at),
    budget:
      row.budget_minor === null || row.currency === null
        ? null
        : { minor: Number(row.budget_minor), currency: row.currency },
    status: row.status,
    createdAt: iso(row.created_at),
  }));
};

const namedReaders: { readonly [K in NamedKind]: NamedReader<K> } = {
  business: readBusinesses,
  colleague: readColleagues,
  label: readLabels,
  campaign: readCampaigns,
};

export function postgresRowRecords(
  connection: PostgresConnection,
  context: PostgresContext,
): RowRecords {
  const { db, retry } = connection;
  return {
    read: (kind, scope) => Promise.resolve(rowReaders[kind](connection, context, scope)),

    readNamed: (kind, named, scope) => namedReaders[kind](connection, named, scope),

    async hasOtherLeads(leadIds) {
      const { rows } = await retry(() =>
        sql`SELECT FROM leads WHERE NOT object_id = ANY(${ids(leadIds)}) LIMIT 1`.execute(db),
      );
      return rows.length > 0;
    },

    write: (kind, records) => writeRowRecords(connection, context, kind, records),

    async knowColleagues(colleagues) {
      const here = new Map<string, UserId>();
      const outcomes: ('new' | 'there')[] = [];
      for (const { userId, name, email } of colleagues) {
        if (email === undefined) {
          outcomes.push('there');
          continue;
        }
        const { rows } = await retry(() =>
          sql<{ person: string; made: boolean }>`
            SELECT person, made FROM
            remember_colleague(${userId}, ${postgresText(name)}, ${postgresText(email)})
          `.execute(db),
        );
        const [row] = rows;
        if (!row) throw new Error('Somebody was to be known');
        here.set(userId, UserId.parse(row.person));
        outcomes.push(row.made ? 'new' : 'there');
      }
      return { ids: here, outcomes };
    },
  };
}
