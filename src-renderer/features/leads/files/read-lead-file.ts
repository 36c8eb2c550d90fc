import type { User } from '../../../../src-preload/contract/app.ts';
import type { Business } from '../../../../src-preload/contract/business.ts';
import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import { LeadId } from '../../../../src-preload/contract/ids.ts';
import { LeadStage } from '../../../../src-preload/contract/lead.ts';
import { ImportedLead, type StageSetting } from '../../../../src-preload/contract/lead-change.ts';
import {
  type LeadFileColumn,
  leadFileColumns,
} from '../../../../src-preload/contract/lead-file.ts';
import { type Money, minorOf } from '../../../../src-preload/contract/money.ts';
import { fold } from '../../../ui/fold.ts';
import { decodedText, readCsv } from '../../../ui/read-csv.ts';
import { phoneOf } from '../phone-text.ts';

/** Why a line of a file is not taken. */
export const lineProblems = [
  'no_name',
  'bad_id',
  'bad_stage',
  'no_reason',
  'bad_owner',
  'bad_business',
  'bad_campaign',
  'bad_value',
  'bad_currency',
  'bad_phone',
  'bad_date',
  'bad_reminder',
  'no_step',
  'twice',
  'too_long',
  // What the database says of it.
  'not_found',
  'another_open',
  'erased',
] as const;
export type LineProblem = (typeof lineProblems)[number];

export interface RefusedLine {
  /** Its place in the file, from 1: the header line is the first. */
  readonly place: number;
  readonly name: string;
  readonly problem: LineProblem;
}

export interface ReadyLine {
  readonly place: number;
  readonly lead: ImportedLead;
}

export interface LeadFile {
  readonly ready: readonly ReadyLine[];
  readonly refused: readonly RefusedLine[];
}

/** Why a file is no file of leads. */
export type LeadFileProblem = 'too_large' | 'no_columns' | 'no_rows' | 'too_many' | 'unreadable';

export const MAXIMUM_LEAD_FILE_BYTES = 10_000_000;
export const MAXIMUM_LEAD_ROWS = 20_000;

/** What the words of a file stand for. */
export interface LeadNames {
  readonly people: readonly User[];
  readonly businesses: readonly Business[];
  readonly campaigns: readonly Campaign[];
  readonly stages: readonly StageSetting[];
  /** The app's own words for the stages, in the language that is set. */
  readonly wordOf: (stage: LeadStage) => string;
}

/** Reads a CSV with the columns of an export, in any order; of those only the name is needed. */
export async function readLeadFile(
  file: Pick<File, 'size' | 'arrayBuffer'>,
  names: LeadNames,
): Promise<LeadFile | LeadFileProblem> {
  if (file.size > MAXIMUM_LEAD_FILE_BYTES) return 'too_large';
  const { headers, rows } = readCsv(decodedText(await file.arrayBuffer()));
  const places = new Map(
    leadFileColumns.map((column) => [
      column,
      headers.findIndex((header) => fold(header) === fold(column)),
    ]),
  );
  if ((places.get('Name') ?? -1) < 0) return 'no_columns';
  if (rows.length === 0) return 'no_rows';
  if (rows.length > MAXIMUM_LEAD_ROWS) return 'too_many';
  const ready: ReadyLine[] = [];
  const refused: RefusedLine[] = [];
  const seen = new Set<string>();
  for (const { place, cells } of rows) {
    const cell: Cell = (column) => cells[places.get(column) ?? -1] ?? '';
    const lead = leadOf(cell, (column) => (places.get(column) ?? -1) >= 0, names);
    const problem =
      typeof lead === 'string'
        ? lead
        : lead.leadId !== null && seen.has(lead.leadId)
          ? 'twice'
          : null;
    if (typeof lead === 'string' || problem !== null) {
      refused.push({ place, name: cell('Name'), problem: problem ?? 'too_long' });
      continue;
    }
    if (lead.leadId !== null) seen.add(lead.leadId);
    ready.push({ place, lead });
  }
  return { ready, refused };
}

type Cell = (column: LeadFileColumn) => string;

function leadOf(
  cell: Cell,
  has: (column: LeadFileColumn) => boolean,
  names: LeadNames,
): ImportedLead | LineProblem {
  const leadId = cell('Lead id') === '' ? null : LeadId.safeParse(cell('Lead id')).data;
  if (leadId === undefined) return 'bad_id';
  if (cell('Name') === '' && leadId === null) return 'no_name';
  const stage = stageOf(cell('Stage'), names);
  if (stage === null) return 'bad_stage';
  if (stage === 'lost' && cell('Lost reason') === '') return 'no_reason';
  const ownerId = idOf(cell('Owner'), names.people, ({ userId, name, email }) => [
    userId,
    [email, name],
  ]);
  if (ownerId === undefined) return 'bad_owner';
  const businessId = idOf(cell('Business'), names.businesses, (business) => [
    business.businessId,
    [business.name],
  ]);
  if (businessId === undefined) return 'bad_business';
  const campaignId = idOf(cell('Campaign'), campaignsFor(cell('Campaign'), names), (campaign) => [
    campaign.campaignId,
    [campaign.code, campaign.name],
  ]);
  if (campaignId === undefined) return 'bad_campaign';
  const value = valueOf(cell('Value'), cell('Currency').toUpperCase());
  if (typeof value === 'string') return value;
  const phoneNumber = cell('Phone') === '' ? null : phoneOf(cell('Phone'));
  if (phoneNumber === null && cell('Phone') !== '') return 'bad_phone';
  const expectedClose = cell('Expected close') === '' ? null : cell('Expected close');
  if (expectedClose !== null && !isDay(expectedClose)) return 'bad_date';
  const at = cell('Reminder') === '' ? null : Date.parse(cell('Reminder'));
  if (at !== null && (Number.isNaN(at) || at < 0)) return 'bad_reminder';
  if (at !== null && cell('Next step') === '') return 'no_step';
  const lead = ImportedLead.safeParse({
    leadId,
    source: cell('Source') === '' ? 'import' : cell('Source'),
    // The name of an erased customer is none.
    ...(cell('Name') !== '' && { contactName: cell('Name') }),
    ...(has('Stage') && { stage, lostReason: stage === 'lost' ? cell('Lost reason') : '' }),
    ...(has('Owner') && { ownerId }),
    ...(has('Business') && { businessId }),
    ...(has('Campaign') && { campaignId }),
    ...(has('Value') && { value }),
    ...(has('Expected close') && { expectedClose }),
    ...(has('Phone') && { phoneNumber }),
    ...(has('Next step') && {
      nextStep: cell('Next step') === '' ? null : { text: cell('Next step'), at },
    }),
    ...(has('Notes') && { notes: cell('Notes') }),
  });
  return lead.success ? lead.data : 'too_long';
}

/** A code may be that of an ended campaign, too: then the one that is not ended is meant. */
function campaignsFor(text: string, { campaigns }: LeadNames): readonly Campaign[] {
  const wanted = fold(text);
  const withCode = campaigns.filter(({ code }) => fold(code) === wanted);
  const current = withCode.filter(({ status }) => status !== 'ended');
  return current.length === 1 ? current : withCode.length > 0 ? withCode : campaigns;
}

/** By its key, the app's word or the team's; without one it is new. */
function stageOf(text: string, { stages, wordOf }: LeadNames): LeadStage | null {
  if (text === '') return 'new';
  const wanted = fold(text);
  const found = LeadStage.options.find((stage) => {
    const name = stages.find((each) => each.stage === stage)?.name;
    return [stage, wordOf(stage), name ?? stage].some((each) => fold(each) === wanted);
  });
  return found ?? null;
}

/** Null for none; undefined where nobody has that name, or several have. */
function idOf<Item, Id>(
  text: string,
  items: readonly Item[],
  namesOf: (item: Item) => [Id, readonly string[]],
): Id | null | undefined {
  if (text === '') return null;
  const wanted = fold(text);
  const found = items.map(namesOf).filter(([, all]) => all.some((each) => fold(each) === wanted));
  return found.length === 1 ? found[0]?.[0] : undefined;
}

function valueOf(amount: string, currency: string): Money | null | 'bad_value' | 'bad_currency' {
  if (amount === '') return null;
  if (!Intl.supportedValuesOf('currency').includes(currency)) return 'bad_currency';
  const minor = minorOf(amount, currency);
  return minor === null ? 'bad_value' : { minor, currency };
}

/** A day that there is: the 30th of February is none. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
