import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { questionOf } from '../../../src-main/analytics/figure-question.ts';
import { people } from '../../../src-main/analytics/people.ts';
import { report } from '../../../src-main/analytics/report.ts';
import { FigureCalendar } from '../../../src-main/domain/figure-calendar.ts';
import type { BehindWhat } from '../../../src-preload/contract/analytics-behind.ts';
import { FigureFilter } from '../../../src-preload/contract/analytics-filter.ts';
import { BusinessHours } from '../../../src-preload/contract/business-hours.ts';
import { BusinessId } from '../../../src-preload/contract/ids.ts';
import { Currency } from '../../../src-preload/contract/money.ts';
import {
  ownDatabase,
  type PostgresServer,
  startOwnPostgres,
} from '../../support/databases/postgres-servers.ts';
import {
  ExpectedPages,
  type PlainFilter,
  stageNow,
  times,
} from '../../support/figures/expected-pages.ts';
import { FigureDesk } from '../../support/figures/figure-desk.ts';
import { oddTalks } from '../../support/figures/odd-talks.ts';
import { type PlainLead, randomLeads } from '../../support/figures/plain-leads.ts';
import type { PlainHours, PlainTalk } from '../../support/figures/plain-talks.ts';
import { randomTalks } from '../../support/figures/random-talks.ts';
import { inOneOrder } from '../../support/figures/read-app-figures.ts';
import { recordedTalks } from '../../support/figures/recorded-talks.ts';
import { tellAll } from '../../support/figures/tell-talks.ts';

const [ANA, BEA] = ['a'.repeat(24), 'b'.repeat(24)];
const [SPRING, AUTUMN] = ['c'.repeat(24), 'd'.repeat(24)];
const YEAR = { from: '2026-01-01', to: '2026-12-31' };
/** The nights in which the clock is changed are in these. */
const MARCH = { from: '2026-03-20', to: '2026-04-05' };
const OCTOBER = { from: '2026-10-20', to: '2026-10-31' };
const NOW = Date.parse('2026-12-30T23:30:00Z');
const nine = [{ begin: 540, end: 1140 }];
const MADRID: PlainHours = {
  ...{ timeZone: 'Europe/Madrid', week: [nine, nine, nine, nine, nine, [], []] },
  holidays: ['2026-05-12'],
};
const KATHMANDU: PlainHours = { ...MADRID, timeZone: 'Asia/Kathmandu', holidays: [] };

let server: PostgresServer;
let desk: FigureDesk;
let homes: { business: string | null; session: string }[];
let talks: PlainTalk[];
let leads: PlainLead[];

beforeAll(async () => {
  server = await startOwnPostgres();
  desk = await FigureDesk.open((await ownDatabase(server.url)).url);
  const [one, other] = [await desk.business(MADRID), await desk.business(KATHMANDU)];
  homes = [one, one, other, null].map((business) => ({ business, session: randomUUID() }));
  const input = { homes, people: [ANA, BEA], conversation: () => randomUUID() };
  const labels = [['VIP'], ['vip', 'Late'], [], ['late']];
  talks = [
    ...(await recordedTalks({ ...input, count: 2_000 })),
    ...homes.slice(0, 1).flatMap((home) => oddTalks(home, ANA, randomUUID)),
    ...randomTalks({ ...input, seed: 4, count: 60 }),
  ].map((talk, index) => ({ ...talk, leads: [], labels: labels[index % labels.length] ?? [] }));
  await Promise.all([ANA, BEA].map((id) => desk.hire(id)));
  await desk.campaign(SPRING, 'Spring');
  await desk.campaign(AUTUMN, 'Autumn');
  leads = randomLeads({
    ...{ seed: 8, talks, owners: [ANA, BEA], campaigns: [SPRING, AUTUMN] },
    businesses: [one, other, null],
  });
  await tellAll(desk, talks);
  for (const lead of leads) await desk.bringLead(lead);
  await desk.keeper.finish();
});

afterAll(async () => {
  await desk.close();
  await server.stop();
});

function calendars(): Map<BusinessId | null, FigureCalendar> {
  const all = [...new Set(homes.map(({ business }) => business))].map((business) => {
    const { timeZone, week, holidays } = desk.hoursOf(business);
    const hours = week && BusinessHours.parse({ timeZone, week, holidays });
    const id = business === null ? null : BusinessId.parse(business);
    return [id, new FigureCalendar(timeZone, hours)] as const;
  });
  return new Map(all);
}

function expectedOf(filter: PlainFilter): ExpectedPages {
  const campaignNames = { [SPRING]: 'Spring', [AUTUMN]: 'Autumn' };
  return new ExpectedPages({ talks, leads, hoursOf: desk.hoursOf, campaignNames }, filter);
}

function reportOf(filter: PlainFilter, isCompared = false) {
  return report({
    ...{ figures: desk.figures, calendars: calendars(), now: NOW, rebuild: null },
    ...{ filter: FigureFilter.parse(filter), isCompared },
  });
}

/** Of each kind, alone and together; the accounts are known when the tests run. */
const filters: [string, () => PlainFilter][] = [
  ['all of a year', () => YEAR],
  ['the days around the change of the clock in spring', () => MARCH],
  ['and in autumn', () => OCTOBER],
  ['one day', () => ({ from: '2026-03-29', to: '2026-03-29' })],
  ['a business', () => ({ ...YEAR, businessId: homes[0]?.business ?? null })],
  ['a business far to the east', () => ({ ...MARCH, businessId: homes[2]?.business ?? null })],
  ['what belongs to no business', () => ({ ...YEAR, businessId: null })],
  ['an account', () => ({ ...YEAR, sessionId: homes[1]?.session ?? '' })],
  ['a colleague', () => ({ ...YEAR, senderId: ANA })],
  ['the phone', () => ({ ...MARCH, senderId: 'phone' })],
  ['a label, whatever its capitals', () => ({ ...YEAR, label: 'viP' })],
  ['a campaign', () => ({ ...YEAR, campaignId: SPRING })],
  ['everything together', () => together()],
];

function together(): PlainFilter {
  const businessId = homes[0]?.business ?? null;
  return { ...YEAR, businessId, senderId: BEA, label: 'late', campaignId: AUTUMN };
}

describe('the pages say what is worked out by hand', () => {
  it.each(filters)('of %s', async (_, filterOf) => {
    const filter = filterOf();
    const expected = expectedOf(filter);
    const isOfAll = filter.senderId === undefined;
    const said = await reportOf(filter);
    const first = expected.answered.filter(({ isFirst }) => isFirst);
    expect(said.totals).toEqual(expected.totals(isOfAll));
    expect(said.responses).toEqual(times(expected.answered));
    expect(said.firstResponses).toEqual(times(first));
    expect(said.heat).toEqual({
      incoming: isOfAll ? expected.week('customer') : null,
      outgoing: expected.week('team'),
    });
    for (const { date, unprovedConversations, ...day } of said.days) {
      expect({ date, ...day }).toEqual({ date, ...expected.totals(isOfAll, date) });
      expect(unprovedConversations).toBe(0);
    }
    const question = questionOf(FigureFilter.parse(filter), calendars());
    expect(inOneOrder(await people(desk.figures, question))).toEqual(inOneOrder(expected.people()));
    const figures = await desk.figures.leads(question);
    const byHand = expected.leadFigures();
    expect({
      ...figures,
      sources: inOneOrder(figures.sources),
      lost: inOneOrder(figures.lost),
    }).toEqual({
      ...byHand,
      sources: inOneOrder(byHand.sources),
      lost: inOneOrder(byHand.lost),
    });
    const open = await desk.figures.openWaits(question, 100_000);
    // Nobody has answered those: whoever it may be.
    const waits = expected.open;
    expect(open.count).toBe(waits.length);
    expect(
      inOneOrder(open.longest.map(({ conversationId, since }) => [conversationId, since])),
    ).toEqual(inOneOrder(waits.map(({ conversation, openedAt }) => [conversation, openedAt])));
  });

  it('and of the period before, as many days directly before', async () => {
    const filter = { from: '2026-04-01', to: '2026-04-30' };
    const { before } = await reportOf(filter, true);
    const { totals, responses, firstResponses } = await reportOf({
      from: '2026-03-02',
      to: '2026-03-31',
    });
    expect(before).toEqual({ totals, responses, firstResponses });
    expect(totals.incomingMessages).toBeGreaterThan(0);
  });

  it('in the order of the team', async () => {
    const order = ['new', 'qualified', 'contacted', 'proposal', 'won', 'lost'];
    const setOrder = (stages: string[]) =>
      desk.raw.query('UPDATE lead_stages SET position = array_position($1::text[], stage::text)', [
        stages,
      ]);
    await setOrder(order);
    const { stages } = await desk.figures.leads(questionOf(FigureFilter.parse(YEAR), calendars()));
    await setOrder(['new', 'contacted', 'qualified', 'proposal', 'won', 'lost']);
    expect(stages.map(({ stage }) => stage)).toEqual(order.slice(0, 5));
    const reached = stages.map((each) => each.reached);
    expect(reached).toEqual([...reached].sort((a, b) => b - a));
  });
});

describe('whatever can be added up', () => {
  it('adds up: days to their range, accounts to their business, businesses to all', async () => {
    const all = await reportOf(YEAR);
    const businesses = [...new Set(homes.map(({ business }) => business))];
    const ofBusinesses = await Promise.all(
      businesses.map((businessId) => reportOf({ ...YEAR, businessId })),
    );
    const ofSessions = await Promise.all(
      homes.slice(0, 2).map(({ session }) => reportOf({ ...YEAR, sessionId: session })),
    );
    const numbers = ({ totals, responses, firstResponses, heat }: typeof all) => [
      ...[totals.incomingMessages, totals.outgoingMessages, totals.newContacts, totals.newLeads],
      ...[responses, firstResponses].flatMap(({ count, wall, business }) => [
        ...[
          count,
          Math.round((wall?.mean ?? 0) * count),
          Math.round((business?.mean ?? 0) * count),
        ],
        ...[...(wall?.classes ?? []), ...(business?.classes ?? [])],
      ]),
      ...[...(heat.incoming ?? []), ...heat.outgoing].flat(),
    ];
    const addUp = (rows: readonly (readonly (number | null)[])[]) =>
      (rows[0] ?? []).map((_, place) => rows.reduce((sum, row) => sum + (row[place] ?? 0), 0));
    expect(addUp(ofBusinesses.map(numbers))).toEqual(numbers(all));
    const [first] = ofBusinesses;
    expect(addUp(ofSessions.map(numbers))).toEqual(first && numbers(first));
    const ofDay = (day: (typeof all)['totals']) => [
      ...[day.incomingMessages, day.outgoingMessages, day.newContacts, day.newLeads],
    ];
    expect(addUp(all.days.map(ofDay))).toEqual(ofDay(all.totals));
    // These cannot: somebody who writes on two days is one.
    const perDay = all.days.reduce((sum, day) => sum + (day.uniqueContacts ?? 0), 0);
    expect(all.totals.uniqueContacts).toBeLessThan(perDay);
  });
});

describe('behind a number stand just as many messages or leads', () => {
  const classOf = (classIndex: number): BehindWhat => ({
    ...{ kind: 'responses', which: 'all', clock: 'wall', classIndex },
  });

  /** Each kind of number, with what is behind it by hand. */
  function numbers(expected: ExpectedPages): [BehindWhat, { id: string }[]][] {
    const day = '2026-03-29';
    const written = (side: string, date?: string) =>
      expected.written.filter(
        (each) => each.from === side && (date === undefined || each.date === date),
      );
    const answers = (isWanted: (wait: ExpectedPages['answered'][number]) => boolean) =>
      expected.answered.filter(isWanted).map(({ answer }) => answer);
    const { came } = expected;
    const lostFor = (reason: string) =>
      came.filter((lead) => stageNow(lead) === 'lost' && lead.lostReason === reason);
    return [
      [{ kind: 'activeConversations' }, newestOfEach(expected.written, 'conversation')],
      [
        { kind: 'activeConversations', date: day },
        newestOfEach([...written('customer', day), ...written('team', day)], 'conversation'),
      ],
      [{ kind: 'uniqueContacts' }, newestOfEach(written('customer'), 'customer')],
      [{ kind: 'uniqueContacts', date: day }, newestOfEach(written('customer', day), 'customer')],
      [{ kind: 'messages', direction: 'incoming' }, written('customer')],
      [{ kind: 'messages', direction: 'outgoing', date: day }, written('team', day)],
      [
        { kind: 'hour', direction: 'incoming', weekday: 6, hour: 3 },
        expected.cell('customer', 6, 3),
      ],
      [{ kind: 'hour', direction: 'outgoing', weekday: 2, hour: 11 }, expected.cell('team', 2, 11)],
      [{ ...classOf(4) }, answers(({ answer }) => answer.wall >= 120 && answer.wall < 180)],
      [{ ...classOf(0) }, answers(({ answer }) => answer.wall < 15)],
      [{ ...classOf(22) }, answers(({ answer }) => answer.wall >= 604_800)],
      [{ ...classOf(23) }, []],
      [
        { kind: 'responses', which: 'first', clock: 'business', classIndex: 0 },
        answers(({ answer, isFirst }) => isFirst && answer.open < 15),
      ],
      [{ kind: 'responses', which: 'first', clock: 'wall' }, answers(({ isFirst }) => isFirst)],
      [{ kind: 'newContacts' }, expected.firsts],
      [{ kind: 'newContacts', date: day }, expected.firsts.filter(({ date }) => date === day)],
      [{ kind: 'newLeads' }, came.filter(({ conversation }) => conversation !== null)],
      [{ kind: 'entered' }, came],
      [
        { kind: 'source', source: 'fair', campaignId: SPRING, isWon: false },
        came.filter(({ source, campaign }) => source === 'fair' && campaign === SPRING),
      ],
      [
        { kind: 'source', source: 'whatsapp', campaignId: null, isWon: false },
        came.filter(({ source, campaign }) => source === 'whatsapp' && campaign === null),
      ],
      [
        { kind: 'source', source: 'whatsapp', campaignId: null, isWon: true },
        expected
          .reached('won')
          .filter(({ source, campaign }) => source === 'whatsapp' && campaign === null),
      ],
      [{ kind: 'stage', stage: 'qualified' }, expected.reached('qualified')],
      [{ kind: 'stage', stage: 'won' }, expected.reached('won')],
      [{ kind: 'won' }, expected.reached('won')],
      [
        { kind: 'won', currency: Currency.parse('JPY') },
        expected.reached('won').filter(({ value }) => value?.currency === 'JPY'),
      ],
      [{ kind: 'lost' }, came.filter((lead) => stageNow(lead) === 'lost')],
      [{ kind: 'lost', reason: 'Too dear' }, lostFor('Too dear')],
      [{ kind: 'lost', reason: '' }, lostFor('')],
    ];
  }

  /** The last message of each conversation, or of each customer; groups have none. */
  function newestOfEach(
    messages: ExpectedPages['written'],
    of: 'conversation' | 'customer',
  ): { id: string }[] {
    const inTime = messages
      .filter(({ talk }) => talk[of] !== '')
      .sort((a, b) => a.at - b.at || (placeOf(a) < placeOf(b) ? -1 : 1));
    return [...new Map(inTime.map((message) => [message.talk[of], message])).values()];
  }

  function placeOf({ talk, id }: ExpectedPages['written'][number]): string {
    return `${talk.conversation} ${id}`;
  }

  async function read(filter: PlainFilter, what: BehindWhat, limit: number) {
    const question = questionOf(FigureFilter.parse(filter), calendars());
    const first = await desk.figures.behind(question, what, limit);
    const pages = [first];
    for (let { next } = first; next;) {
      const page = await desk.figures.behind(question, what, limit, next);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      expect(page.count).toBe(first.count);
      pages.push(page);
      ({ next } = page);
    }
    const ids = pages.flatMap(({ items }) =>
      items.map((item) => (item.kind === 'lead' ? item.leadId : item.messageId)),
    );
    return { count: first.count, ids: ids.sort() };
  }

  it.each(filters.slice(1))('of %s', async (_, filterOf) => {
    const filter = filterOf();
    for (const [what, behind] of numbers(expectedOf(filter))) {
      const ids = behind.map(({ id }) => id).sort();
      expect(await read(filter, what, 1_000), JSON.stringify(what)).toEqual({
        count: ids.length,
        ids,
      });
    }
  });

  it('of each figure of a person, who is asked for besides', async () => {
    for (const senderId of [ANA, BEA, 'phone']) {
      const filter = { ...MARCH, senderId };
      const person = expectedOf(MARCH)
        .people()
        .find((each) => each.senderId === senderId);
      const countOf = async (what: BehindWhat) => (await read(filter, what, 1_000)).count;
      expect(person).toMatchObject({
        outgoingMessages: await countOf({ kind: 'messages', direction: 'outgoing' }),
        conversations: await countOf({ kind: 'activeConversations' }),
        responses: { count: await countOf({ kind: 'responses', which: 'all', clock: 'wall' }) },
        firstResponses: {
          count: await countOf({ kind: 'responses', which: 'first', clock: 'wall' }),
        },
        leads: await countOf({ kind: 'entered' }),
        won: await countOf({ kind: 'won' }),
      });
    }
  });

  it('page by page, none twice and none left out, with what each had waited', async () => {
    const filter = { ...MARCH, label: 'vip' };
    const what: BehindWhat = { kind: 'responses', which: 'all', clock: 'business' };
    const all = await read(filter, what, 1_000);
    expect(await read(filter, what, 7)).toEqual(all);
    const question = questionOf(FigureFilter.parse(filter), calendars());
    const { items } = await desk.figures.behind(question, what, 1_000);
    const seconds = items.flatMap((item) => (item.kind === 'message' ? (item.seconds ?? []) : []));
    const byHand = expectedOf(filter).answered.map(({ answer }) => answer.open);
    expect(seconds.sort((a, b) => a - b)).toEqual(byHand.sort((a, b) => a - b));
    const won = await read(YEAR, { kind: 'won' }, 1_000);
    expect(await read(YEAR, { kind: 'won' }, 3)).toEqual(won);
    expect(won.count).toBeGreaterThan(3);
  });

  it('and who waits is told page by page, too, longest first', async () => {
    const question = questionOf(FigureFilter.parse(YEAR), calendars());
    const all = await desk.figures.openWaits(question, 1_000);
    const first = await desk.figures.openWaits(question, 3);
    const rest = await desk.figures.openWaits(question, 1_000, first.longest.at(-1));
    expect([...first.longest, ...rest.longest]).toEqual(all.longest);
    expect(rest.count).toBe(all.count);
    const since = all.longest.map((wait) => wait.since);
    expect(since).toEqual([...since].sort((a, b) => a - b));
  });
});
