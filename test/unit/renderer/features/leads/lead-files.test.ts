import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { leadFile } from '../../../../../src-main/leads/lead-file.ts';
import { BusinessId, CampaignId, LeadId, UserId } from '../../../../../src-preload/contract/ids.ts';
import { type Lead, LeadStage, newestFirst } from '../../../../../src-preload/contract/lead.ts';
import type { Business } from '../../../../../src-preload/contract/business.ts';
import {
  type LeadFile,
  readLeadFile,
} from '../../../../../src-renderer/features/leads/files/read-lead-file.ts';
import { decimalOf, minorOf } from '../../../../../src-preload/contract/money.ts';
import { sampleCampaigns } from '../../../../support/preview/sample-campaigns.ts';
import {
  objectId,
  sampleColleagues,
  sampleLeads,
} from '../../../../support/preview/sample-data.ts';

const people = sampleColleagues();
const businesses: Business[] = [
  { businessId: BusinessId.parse('b'.repeat(24)), name: 'Sillas, S. L.', isHighVolume: false },
];
const [running] = sampleCampaigns(1_800_000_000_000);
if (!running) throw new Error('There are samples');
const campaigns = [
  running,
  { ...running, campaignId: CampaignId.parse(objectId(2)), name: 'Fair', code: 'FAIR' },
  // An earlier one with the same code.
  {
    ...{ ...running, campaignId: CampaignId.parse(objectId(3)), name: 'Last year’s fair' },
    ...{ code: 'FAIR', status: 'ended' as const, endedAt: 1 },
  },
];
const names = {
  people,
  businesses,
  campaigns,
  stages: LeadStage.options.map((stage) => ({
    stage,
    name: stage === 'proposal' ? 'Quotation sent' : null,
  })),
  wordOf: (stage: LeadStage) => (stage === 'won' ? 'Ganado' : stage),
};

async function exported(leads: readonly Lead[]): Promise<string> {
  const pieces = leadFile(
    { page: () => Promise.resolve({ items: [...leads], next: null }) },
    { filter: {}, sort: newestFirst },
    {
      people: new Map(people.map(({ userId, email }) => [userId, email])),
      businesses: new Map(businesses.map(({ businessId, name }) => [businessId, name])),
      campaigns: new Map(campaigns.map(({ campaignId, code }) => [campaignId, code])),
    },
    () => {},
  );
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

async function read(text: string): Promise<LeadFile> {
  const file = new File([text], 'leads.csv');
  const answer = await readLeadFile(file, names);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
}

const [sample] = sampleLeads(1, 1_800_000_000_000);
function lead(change: Partial<Lead> = {}): Lead {
  if (!sample) throw new Error('One was asked for');
  return {
    ...{ ...sample, stage: 'proposal', lostReason: '' },
    ...change,
  };
}

describe('a file of leads', () => {
  const awkward = [
    lead({
      ...{ businessId: businesses[0]?.businessId ?? null, campaignId: running.campaignId },
      notes: 'Two\nlines; "quoted", commas',
    }),
    lead({
      ...{ leadId: LeadId.parse(objectId(2)), contactName: '=HYPERLINK("http://x")' },
      ...{ stage: 'lost', lostReason: '-too dear', value: { minor: 7, currency: 'JPY' } },
      nextStep: { text: '@all', at: null },
    }),
    lead({
      ...{ leadId: LeadId.parse(objectId(3)), ownerId: null, value: null, nextStep: null },
      ...{ contactName: 'Ñandú 🦙', notes: '', expectedClose: '2028-02-29' },
    }),
    lead({
      ...{ leadId: LeadId.parse(objectId(4)), value: { minor: 5, currency: 'EUR' } },
      phoneNumber: '+34600111222',
      nextStep: { text: 'Call', at: 1_800_000_000_123 },
    }),
  ];

  it('is taken in as it was written out, to the last cent and millisecond', async () => {
    const { ready, refused } = await read(await exported(awkward));
    expect(refused).toEqual([]);
    expect(ready.map((line) => line.lead)).toEqual(
      awkward.map((each) => ({
        leadId: each.leadId,
        source: each.source,
        contactName: each.contactName,
        stage: each.stage,
        lostReason: each.lostReason,
        ownerId: each.ownerId,
        businessId: each.businessId,
        campaignId: each.campaignId,
        value: each.value,
        expectedClose: each.expectedClose,
        nextStep: each.nextStep,
        notes: each.notes,
        phoneNumber: each.phoneNumber,
      })),
    );
  });

  it('has nothing that a spreadsheet would run', async () => {
    const { data } = Papa.parse<string[]>((await exported(awkward)).slice(1));
    expect(data.flat().filter((cell) => /^[=@-]/.test(cell))).toEqual([]);
    expect(data.flat()).toContain(`'=HYPERLINK("http://x")`);
  });

  it('says of each line why it is not taken, and takes the others', async () => {
    const id = objectId(1);
    const lines = [
      ['Lead id', 'Name', 'Stage', 'Lost reason', 'Owner', 'Business', 'Value', 'Currency'],
      ['', '', '', '', '', '', '', ''],
      [id, 'Eva', 'Quotation sent', '', people[0]?.email ?? '', 'sillas, s. l.', '12,5', 'eur'],
      [id, 'Eva again'],
      ['x', 'Bad id'],
      ['', '', 'new'],
      ['', 'Bad stage', 'elsewhere'],
      ['', 'No reason', 'lost'],
      ['', 'Bad owner', '', '', 'nobody@example.com'],
      ['', 'Bad business', '', '', '', 'Nobody Ltd'],
      ['', 'Bad value', '', '', '', '', 'much', 'EUR'],
      ['', 'Too exact', '', '', '', '', '1.005', 'EUR'],
      ['', 'Bad currency', '', '', '', '', '1', 'ZZZ'],
      ['', 'x'.repeat(201)],
      ['', 'Gana', 'GANADO'],
    ];
    const { ready, refused } = await read(Papa.unparse(lines, { delimiter: ';' }));
    expect(refused.map(({ place, problem }) => [place, problem])).toEqual([
      [4, 'twice'],
      [5, 'bad_id'],
      [6, 'no_name'],
      [7, 'bad_stage'],
      [8, 'no_reason'],
      [9, 'bad_owner'],
      [10, 'bad_business'],
      [11, 'bad_value'],
      [12, 'bad_value'],
      [13, 'bad_currency'],
      [14, 'too_long'],
    ]);
    expect(ready.map((line) => line.lead)).toMatchObject([
      {
        ...{ leadId: id, stage: 'proposal', ownerId: people[0]?.userId },
        ...{ businessId: businesses[0]?.businessId, value: { minor: 1250, currency: 'EUR' } },
      },
      { leadId: null, contactName: 'Gana', stage: 'won', source: 'import' },
    ]);
  });

  it('says so of days and moments that there are not, and of a reminder of nothing', async () => {
    const lines = [
      ['Name', 'Expected close', 'Next step', 'Reminder'],
      ['a', '2027-02-29', '', ''],
      ['b', 'soon', '', ''],
      ['c', '', 'Call', 'soon'],
      ['d', '', '', '2027-01-01T10:00:00Z'],
      ['e', '2027-02-28', 'Call', '2027-01-01T10:00:00Z'],
    ];
    const { ready, refused } = await read(Papa.unparse(lines));
    expect(refused.map(({ problem }) => problem)).toEqual([
      ...['bad_date', 'bad_date', 'bad_reminder', 'no_step'],
    ]);
    expect(ready[0]?.lead).toMatchObject({
      nextStep: { text: 'Call', at: Date.UTC(2027, 0, 1, 10) },
    });
  });

  it('leaves alone what it has no column for', async () => {
    const { ready } = await read(`Lead id,Name\r\n${objectId(1)},Eva\r\n`);
    expect(ready.map((line) => line.lead)).toEqual([
      { leadId: objectId(1), contactName: 'Eva', source: 'import' },
    ]);
  });

  it.each([
    ['no_columns', 'Phone,Stage\r\n1,new\r\n'],
    ['no_rows', 'Name\r\n'],
    ['too_many', `Name\r\n${'x\r\n'.repeat(20_001)}`],
  ])('is none: %s', async (problem, text) => {
    expect(await readLeadFile(new File([text], 'x.csv'), names)).toBe(problem);
  });

  it('refuses a phone that is no number with a country code, and says which line; none is none', async () => {
    const phones = ['+34 600 111 222', '600111222', 'call me', '+34', ''];
    const { ready, refused } = await read(
      Papa.unparse([['Name', 'Phone'], ...phones.map((phone, index) => [`Eva ${index}`, phone])]),
    );
    expect(ready.map((line) => line.lead.phoneNumber)).toEqual(['+34600111222', null]);
    expect(refused).toEqual([
      { place: 3, name: 'Eva 1', problem: 'bad_phone' },
      { place: 4, name: 'Eva 2', problem: 'bad_phone' },
      { place: 5, name: 'Eva 3', problem: 'bad_phone' },
    ]);
  });

  it('names a campaign by its code or its name; of two with a code the one that is not ended', async () => {
    const lines = ['BLACK26', 'black friday', 'fair', 'Last year’s fair', 'nothing', ''];
    const { ready, refused } = await read(
      Papa.unparse([['Name', 'Campaign'], ...lines.map((campaign) => ['Eva', campaign])]),
    );
    expect(ready.map((line) => line.lead.campaignId)).toEqual([
      ...[running.campaignId, running.campaignId, objectId(2), objectId(3), null],
    ]);
    expect(refused).toEqual([{ place: 6, name: 'Eva', problem: 'bad_campaign' }]);
  });

  it('is none where two colleagues have the name that it means', async () => {
    const twin = { userId: UserId.parse('9'.repeat(24)), name: 'Eva', email: 'eva@a.example' };
    const twins = [twin, { ...twin, userId: UserId.parse('8'.repeat(24)), email: 'eva@b.example' }];
    const file = new File(['Name,Owner\r\na,Eva\r\nb,eva@b.example\r\n'], 'x.csv');
    const answer = await readLeadFile(file, { ...names, people: twins });
    expect(answer).toMatchObject({
      ready: [{ lead: { contactName: 'b', ownerId: twins[1]?.userId } }],
      refused: [{ problem: 'bad_owner' }],
    });
  });
});

describe('amounts', () => {
  it.each([
    ['1250.5', 'EUR', 125_050],
    ['1250,50', 'EUR', 125_050],
    ['0', 'EUR', 0],
    ['700', 'JPY', 700],
    ['7.5', 'JPY', null],
    ['1.234', 'KWD', 1234],
    ['1.2345', 'KWD', null],
    ['-1', 'EUR', null],
    ['1,250.00', 'EUR', null],
    ['1000000000000', 'EUR', 100_000_000_000_000],
    ['1000000000000.01', 'EUR', null],
    ['', 'EUR', null],
  ])('%s %s are %s', (text, currency, minor) => {
    expect(minorOf(text, currency)).toBe(minor);
  });

  it('are written with all their digits, however many', () => {
    expect(decimalOf(5, 'EUR')).toBe('0.05');
    expect(decimalOf('123456789012345678901', 'EUR')).toBe('1234567890123456789.01');
    expect(decimalOf(700, 'JPY')).toBe('700');
  });
});
