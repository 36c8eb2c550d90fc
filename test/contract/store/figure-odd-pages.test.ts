import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { questionOf } from '../../../src-main/analytics/figure-question.ts';
import { report } from '../../../src-main/analytics/report.ts';
import { FigureCalendar } from '../../../src-main/domain/figure-calendar.ts';
import type { LeadFigures } from '../../../src-preload/contract/analytics-lead.ts';
import { FigureFilter } from '../../../src-preload/contract/analytics-filter.ts';
import { BusinessId, UserId } from '../../../src-preload/contract/ids.ts';
import { BusinessHours } from '../../../src-preload/contract/business-hours.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { LeadChange } from '../../../src-preload/contract/lead-change.ts';
import {
  ownDatabase,
  type PostgresServer,
  startOwnPostgres,
} from '../../support/databases/postgres-servers.ts';
import { FigureDesk } from '../../support/figures/figure-desk.ts';
import type { PlainMessage, PlainTalk } from '../../support/figures/plain-talks.ts';
import { tellAll } from '../../support/figures/tell-talks.ts';

/** What is easily got wrong on the pages, one by one; the numbers were worked out by a person. */

const ANA = 'a'.repeat(24);
const morning = [{ begin: 540, end: 840 }];
const MADRID = { timeZone: 'Europe/Madrid', week: Array(7).fill(morning), holidays: [] };
const DAY = 86_400_000;

let server: PostgresServer;
let desk: FigureDesk;
let calendars: Map<BusinessId | null, FigureCalendar>;

beforeAll(async () => {
  server = await startOwnPostgres();
});

beforeEach(async () => {
  desk = await FigureDesk.open((await ownDatabase(server.url)).url);
  calendars = new Map([[null, new FigureCalendar('Europe/Lisbon', null)]]);
  return () => desk.close();
});

afterAll(async () => {
  await server.stop();
});

async function businessInMadrid(): Promise<string> {
  const business = await desk.business(MADRID);
  const hours = BusinessHours.parse(MADRID);
  calendars.set(BusinessId.parse(business), new FigureCalendar('Europe/Lisbon', hours));
  return business;
}

type Line = [from: 'customer' | 'team', at: string, odd?: Partial<PlainMessage>];

/** In the team's time zone, Lisbon: that of London all the year. */
function talkOf(customer: string, lines: Line[], place: Partial<PlainTalk> = {}): PlainTalk {
  return {
    ...{ business: null, session: randomUUID(), conversation: randomUUID(), customer },
    messages: lines.map(([from, at, odd], index): PlainMessage => ({
      ...{ id: `3EB0${customer}${String(index)}`, at: Date.parse(at), from, by: null },
      ...{ type: 'text', isAutomatic: false, isRevoked: false, ...odd },
    })),
    ...{ closings: [], leads: [], ...place },
  };
}

function reportOf(filter: object) {
  return report({
    ...{ figures: desk.figures, calendars },
    ...{ filter: FigureFilter.parse(filter), isCompared: false, rebuild: null },
    now: Date.parse('2026-12-31T12:00:00Z'),
  });
}

describe('the heat map', () => {
  it('has what the clock of the business showed: no hour that was left out, twice the one that came twice', async () => {
    const talk = talkOf('anna', [
      ['customer', '2026-03-29T00:59:59Z'],
      ['customer', '2026-03-29T01:00:00Z'],
      ['customer', '2026-10-25T00:30:00Z'],
      ['customer', '2026-10-25T01:30:00Z'],
      ['team', '2026-10-25T22:59:59Z'],
      ['team', '2026-10-25T23:00:00Z'],
    ]);
    await tellAll(desk, [talk]);
    const { heat, days } = await reportOf({ from: '2026-03-29', to: '2026-10-25' });
    // Lisbon put its clock forward at 01:00 and back at 02:00 (of summer): 01:30 came twice.
    const told = (week: number[][] | null) =>
      (week ?? []).flatMap((hours, weekday) =>
        hours.flatMap((count, hour) => (count > 0 ? [[weekday, hour, count]] : [])),
      );
    expect(told(heat.incoming)).toEqual([
      [6, 0, 1],
      [6, 1, 2],
      [6, 2, 1],
    ]);
    expect(told(heat.outgoing)).toEqual([
      [6, 22, 1],
      [6, 23, 1],
    ]);
    expect(days.at(-1)).toMatchObject({ date: '2026-10-25', outgoingMessages: 2 });
  });

  it('and each business has its own clock', async () => {
    const business = await businessInMadrid();
    const at = '2026-06-01T22:30:00Z';
    await tellAll(desk, [
      talkOf('anna', [['customer', at]]),
      talkOf('bea', [['customer', at]], { business }),
    ]);
    const { heat, timeZone } = await reportOf({ from: '2026-06-01', to: '2026-06-02' });
    expect([heat.incoming?.[0]?.[23], heat.incoming?.[1]?.[0]]).toEqual([1, 1]);
    expect(timeZone).toBe('Europe/Lisbon, Europe/Madrid');
    const second = { from: '2026-06-02', to: '2026-06-02' };
    expect((await reportOf(second)).totals.incomingMessages).toBe(1);
    expect((await reportOf({ ...second, businessId: null })).totals.incomingMessages).toBe(0);
  });
});

describe('new contacts', () => {
  const JUNE = { from: '2026-06-01', to: '2026-06-30' };

  it('are those who never wrote before, to whichever account and business', async () => {
    const business = await businessInMadrid();
    await tellAll(desk, [
      talkOf('anna', [['customer', '2026-05-20T10:00:00Z']], { business }),
      // Known to the other business, and not new here.
      talkOf('anna', [['customer', '2026-06-02T10:00:00Z', { id: '3EB0SECOND' }]]),
      // Written to before, but never wrote.
      talkOf('bea', [
        ['team', '2026-05-20T10:00:00Z'],
        ['customer', '2026-06-03T10:00:00Z'],
        ['customer', '2026-06-04T10:00:00Z'],
      ]),
    ]);
    const { totals, days } = await reportOf(JUNE);
    expect(totals).toMatchObject({ newContacts: 1, uniqueContacts: 2 });
    expect(days.filter(({ newContacts }) => newContacts).map(({ date }) => date)).toEqual([
      '2026-06-03',
    ]);
  });

  it('are not groups; a reaction is not writing, and what was taken back is', async () => {
    await tellAll(desk, [
      talkOf('', [['customer', '2026-06-02T10:00:00Z', { id: '3EB0GROUP' }]]),
      talkOf('carl', [
        ['customer', '2026-05-02T10:00:00Z', { type: 'reaction' }],
        ['customer', '2026-06-05T10:00:00Z', { isRevoked: true }],
      ]),
    ]);
    const { totals } = await reportOf(JUNE);
    expect(totals).toMatchObject({ newContacts: 1, uniqueContacts: 1, activeConversations: 2 });
  });
});

describe('active conversations', () => {
  it('are counted once in a range, and on each of their days', async () => {
    await tellAll(desk, [
      talkOf('anna', [
        ['customer', '2026-06-01T10:00:00Z'],
        ['team', '2026-06-02T10:00:00Z', { by: ANA }],
        ['customer', '2026-06-02T11:00:00Z', { type: 'reaction' }],
        ['customer', '2026-06-03T11:00:00Z', { type: 'call_log' }],
      ]),
      talkOf('bea', [['team', '2026-06-02T10:00:00Z', { isAutomatic: true }]]),
    ]);
    const range = { from: '2026-06-01', to: '2026-06-03' };
    const all = await reportOf(range);
    expect(all.totals.activeConversations).toBe(2);
    expect(all.days.map(({ activeConversations }) => activeConversations)).toEqual([1, 2, 0]);
    const hers = await reportOf({ ...range, senderId: ANA });
    expect(hers.totals).toEqual({
      ...{ incomingMessages: null, newContacts: null, uniqueContacts: null },
      ...{ outgoingMessages: 1, activeConversations: 1, newLeads: 0 },
    });
    expect(hers.heat.incoming).toBeNull();
  });
});

describe('leads that people changed', () => {
  const figures = async (at: number): Promise<LeadFigures> => {
    const day = new Date(at).toISOString().slice(0, 10);
    const filter = FigureFilter.parse({ from: day, to: day });
    return desk.figures.leads(questionOf(filter, calendars));
  };
  const reachedOf = ({ stages }: LeadFigures) => stages.map(({ reached }) => reached);
  const change = async (lead: Lead | null, changes: LeadChange): Promise<Lead> => {
    if (!lead) throw new Error('There is a lead');
    const { leadId, version } = lead;
    const input = { leadId, version, change: changes, by: UserId.parse(ANA) };
    const saved = await desk.leads.update(input);
    if (saved.outcome !== 'saved') throw new Error(saved.outcome);
    return saved.lead;
  };
  const fromFile = async (at: number, fields: { stage?: Lead['stage']; lostReason?: string }) => {
    const made = { leadId: null, source: 'fair', contactName: 'Anna', ...fields };
    return (await desk.leads.import(made, UserId.parse(ANA), at)).lead;
  };

  it('from a file came in the stage that the file says, and not in the one of today', async () => {
    // Noon, so that the day is the same one wherever the clock is.
    const noon = Math.floor(Date.now() / DAY) * DAY + DAY / 2;
    const [longAgo, lately] = [noon - 120 * DAY, noon - 10 * DAY];
    await change(await fromFile(longAgo, {}), { stage: 'won' });
    const old = await figures(longAgo);
    expect(old).toMatchObject({ entered: 1, won: 0 });
    expect(reachedOf(old)).toEqual([1, 0, 0, 0, 0]);
    await change(await fromFile(lately, {}), { stage: 'won' });
    const young = await figures(lately);
    expect(young).toMatchObject({ entered: 1, won: 1 });
    expect(reachedOf(young)).toEqual([1, 1, 1, 1, 1]);
    // Being brought is no stay of its own: that since it came is the only one.
    expect(young.stages[0]?.medianSeconds).toBeGreaterThan(9 * (DAY / 1000));
    expect(young.sources).toEqual([{ source: 'fair', campaign: null, entered: 1, won: 1 }]);
  });

  it('and lost are told by their reasons, most first', async () => {
    const at = Math.floor(Date.now() / DAY) * DAY - DAY / 2;
    const lost = { stage: 'lost', lostReason: 'Too dear' } as const;
    const linked = await fromFile(at, lost);
    // It has a conversation since; what was written of it stays under its own key.
    await desk.raw.query(
      `UPDATE leads SET conversation_id = gen_random_uuid(), message_id = 'x' WHERE object_id = $1`,
      [linked?.leadId],
    );
    await change(await fromFile(at, { stage: 'proposal' }), lost);
    await change(await change(await fromFile(at, {}), { stage: 'qualified' }), { stage: 'lost' });
    const { lost: reasons, won, ...rest } = await figures(at);
    expect(reasons).toEqual([
      { reason: 'Too dear', leads: 2 },
      { reason: '', leads: 1 },
    ]);
    expect(won).toBe(0);
    // One that came as lost never was in another stage.
    expect(reachedOf({ lost: reasons, won, ...rest })).toEqual([2, 2, 2, 1, 0]);
  });
});
