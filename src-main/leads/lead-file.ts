import type { BusinessId, CampaignId, UserId } from '../../src-preload/contract/ids.ts';
import type { Lead, LeadFilter, LeadSort } from '../../src-preload/contract/lead.ts';
import { type LeadFileColumn, leadFileColumns } from '../../src-preload/contract/lead-file.ts';
import { decimalOf } from '../../src-preload/contract/money.ts';
import { BYTE_ORDER_MARK, csvLines } from '../common/csv-lines.ts';
import type { LeadStore } from '../store/lead-store.ts';

/** Leads read and written at a time. */
const PAGE = 200;

interface Names {
  /** Their e-mail: what tells colleagues apart. */
  people: ReadonlyMap<UserId, string>;
  businesses: ReadonlyMap<BusinessId, string>;
  /** Their codes. */
  campaigns: ReadonlyMap<CampaignId, string>;
}

/**
 * The CSV of all leads that a filter leaves, piece by piece. Amounts have a point, moments are in UTC, stages have the
 * app's own words: the file reads the same wherever it is opened.
 * @param onWritten told of how many after each piece
 */
export async function* leadFile(
  leads: Pick<LeadStore, 'page'>,
  { filter, sort }: { filter: LeadFilter; sort: LeadSort },
  names: Names,
  onWritten: (count: number) => void,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${csvLines([[...leadFileColumns]])}`;
  let after: Parameters<LeadStore['page']>[0]['after'];
  do {
    const { items, next } = await leads.page({ filter, sort, after, limit: PAGE });
    if (items.length > 0) {
      yield csvLines(
        items.map((lead) => {
          const line = lineOf(lead, names);
          return leadFileColumns.map((column) => line[column]);
        }),
      );
    }
    onWritten(items.length);
    after = next ?? undefined;
  } while (after);
}

function lineOf(
  lead: Lead,
  { people, businesses, campaigns }: Names,
): Record<LeadFileColumn, string> {
  const { ownerId, businessId, campaignId, value, nextStep } = lead;
  return {
    'Lead id': lead.leadId,
    Name: lead.contactName,
    Phone: lead.phoneNumber ?? '',
    Stage: lead.stage,
    'Lost reason': lead.lostReason,
    Owner: ownerId === null ? '' : (people.get(ownerId) ?? ''),
    Business: businessId === null ? '' : (businesses.get(businessId) ?? ''),
    Campaign: campaignId === null ? '' : (campaigns.get(campaignId) ?? ''),
    Value: value === null ? '' : decimalOf(value.minor, value.currency),
    Currency: value?.currency ?? '',
    'Expected close': lead.expectedClose ?? '',
    'Next step': nextStep?.text ?? '',
    Reminder: typeof nextStep?.at === 'number' ? new Date(nextStep.at).toISOString() : '',
    Notes: lead.notes,
    Source: lead.source,
    Created: new Date(lead.createdAt).toISOString(),
    Message: lead.excerpt,
  };
}
