import { type RawBuilder, sql } from 'kysely';
import {
  Campaign,
  type CampaignDraft,
  type CampaignResult,
  MAXIMUM_CAMPAIGNS,
} from '../../../src-preload/contract/campaign.ts';
import { CampaignId } from '../../../src-preload/contract/ids.ts';
import { AppError } from '../../common/app-error.ts';
import { isSameCode } from '../../domain/leads/campaign-code.ts';
import type { CampaignStore } from '../campaign-store.ts';
import { type PostgresConnection, postgresText } from './postgres-connection.ts';

export function postgresCampaignStore(
  { db, retry }: PostgresConnection,
  newObjectId: () => string,
): CampaignStore {
  const selected = db
    .selectFrom('campaigns')
    .leftJoin('businesses', 'businesses.id', 'campaigns.business_id')
    .select([
      'campaigns.object_id',
      'businesses.object_id as business_object_id',
      'campaigns.name',
      'campaigns.channel',
      'campaigns.code',
      'campaigns.starts_at',
      'campaigns.ends_at',
      'campaigns.ended_at',
      'campaigns.budget_minor',
      'campaigns.currency',
      'campaigns.status',
    ]);
  const find = async (objectId: string): Promise<Campaign | null> => {
    const row = await selected.where('campaigns.object_id', '=', objectId).executeTakeFirst();
    return row ? toCampaign(row) : null;
  };
  const list = async (): Promise<Campaign[]> =>
    (await retry(() => selected.orderBy('campaigns.id', 'desc').execute())).map(toCampaign);

  return {
    list,

    find: (campaignId) => retry(() => find(campaignId)),

    async create(draft) {
      const all = await list();
      const by = rivalOf(draft, all);
      if (by !== null) return { outcome: 'codeTaken', by };
      if (all.length >= MAXIMUM_CAMPAIGNS) {
        throw new AppError('not_allowed', 'There is no room for another campaign');
      }
      // Made once: a repetition after a lost answer meets its own row.
      const objectId = newObjectId();
      const campaign = await retry(async () => {
        await db
          .insertInto('campaigns')
          .values({
            ...valuesOf(draft),
            object_id: objectId,
            ended_at: draft.status === 'ended' ? sql<Date>`now()` : null,
          })
          .onConflict((conflict) => conflict.column('object_id').doNothing())
          .execute();
        return find(objectId);
      });
      if (!campaign) throw new Error('A campaign that was just made is not there');
      return { outcome: 'saved', campaign };
    },

    async update(campaignId, draft) {
      const others = (await list()).filter((each) => each.campaignId !== campaignId);
      const by = rivalOf(draft, others);
      if (by !== null) return { outcome: 'codeTaken', by };
      const campaign = await retry(async () => {
        await db
          .updateTable('campaigns')
          .set({
            ...valuesOf(draft),
            // When it was ended first, however often it is changed afterwards.
            ended_at: draft.status === 'ended' ? sql<Date>`coalesce(ended_at, now())` : null,
            updated_at: sql`now()`,
          })
          .where('object_id', '=', campaignId)
          .execute();
        return find(campaignId);
      });
      return campaign ? { outcome: 'saved', campaign } : { outcome: 'notFound' };
    },

    async leadResults() {
      const rows = await retry(() =>
        db
          .selectFrom('leads')
          .innerJoin('campaigns', 'campaigns.id', 'leads.campaign_id')
          .select(({ fn }) => [
            'campaigns.object_id',
            'leads.stage',
            'leads.currency',
            fn.countAll<string>().as('count'),
            sql<string | null>`sum(value_minor)::text`.as('sum'),
          ])
          .where('leads.is_dismissed', '=', false)
          .groupBy(['campaigns.object_id', 'leads.stage', 'leads.currency'])
          .orderBy('campaigns.object_id')
          .orderBy('leads.currency')
          .execute(),
      );
      const results = new Map<string, Omit<CampaignResult, 'conversations'>>();
      for (const { object_id, stage, currency, count, sum } of rows) {
        const campaignId = CampaignId.parse(object_id);
        const result = results.get(object_id) ?? { campaignId, leads: 0, won: 0, wonValue: [] };
        result.leads += Number(count);
        if (stage === 'won') {
          result.won += Number(count);
          if (currency !== null && sum !== null) result.wonValue.push({ currency, minor: sum });
        }
        results.set(object_id, result);
      }
      return [...results.values()];
    },
  };
}

/** The name of a campaign that is not ended and has this code for the same conversations. */
function rivalOf(draft: CampaignDraft, others: readonly Campaign[]): string | null {
  if (draft.status === 'ended') return null;
  const rival = others.find(
    ({ status, businessId, code }) =>
      status !== 'ended' && businessId === draft.businessId && isSameCode(code, draft.code),
  );
  return rival?.name ?? null;
}

function valuesOf({
  name,
  businessId,
  channel,
  code,
  startsAt,
  endsAt,
  budget,
  status,
}: CampaignDraft) {
  return {
    name: postgresText(name),
    business_id: businessOf(businessId),
    channel,
    code: postgresText(code),
    starts_at: startsAt === null ? null : new Date(startsAt),
    ends_at: endsAt === null ? null : new Date(endsAt),
    budget_minor: budget === null ? null : String(budget.minor),
    currency: budget?.currency ?? null,
    status,
  };
}

function businessOf(objectId: string | null): RawBuilder<number | null> {
  return sql<number | null>`(SELECT id FROM businesses WHERE object_id = ${objectId})`;
}

interface CampaignRow {
  object_id: string;
  business_object_id: string | null;
  name: string;
  channel: string;
  code: string;
  starts_at: Date | null;
  ends_at: Date | null;
  ended_at: Date | null;
  /** A bigint, as the driver gives it. */
  budget_minor: string | null;
  currency: string | null;
  status: string;
}

function toCampaign(row: CampaignRow): Campaign {
  return Campaign.parse({
    campaignId: row.object_id,
    businessId: row.business_object_id,
    name: row.name,
    channel: row.channel,
    code: row.code,
    startsAt: row.starts_at?.getTime() ?? null,
    endsAt: row.ends_at?.getTime() ?? null,
    endedAt: row.ended_at?.getTime() ?? null,
    budget:
      row.budget_minor === null
        ? null
        : { minor: Number(row.budget_minor), currency: row.currency },
    status: row.status,
  });
}
