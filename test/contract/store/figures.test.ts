import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectedDays,
  expectedSenders,
  expectedWaits,
} from '../../support/figures/expected-figures.ts';
import { FigureDesk } from '../../support/figures/figure-desk.ts';
import type { PlainHours, PlainTalk } from '../../support/figures/plain-talks.ts';
import { randomTalks } from '../../support/figures/random-talks.ts';
import {
  appDays,
  appOpenWaits,
  appSenders,
  expectedOpenWaits,
  inOneOrder,
} from '../../support/figures/read-app-figures.ts';
import { tellAll, tellInAnyOrder } from '../../support/figures/tell-talks.ts';
import { oddCases, oddTalks } from '../../support/figures/odd-talks.ts';
import { recordedTalks } from '../../support/figures/recorded-talks.ts';
import {
  ownDatabase,
  type PostgresServer,
  startOwnPostgres,
} from '../../support/databases/postgres-servers.ts';

const ALL = { from: '2026-01-01', to: '2026-12-31' };
const [ANA, BEA] = ['a'.repeat(24), 'b'.repeat(24)];
const nine = [
  { begin: 540, end: 840 },
  { begin: 960, end: 1140 },
];
const MADRID: PlainHours = {
  timeZone: 'Europe/Madrid',
  week: [nine, nine, nine, nine, nine, [{ begin: 600, end: 840 }], []],
  holidays: ['2026-10-26', '2026-05-12'],
};
const KATHMANDU: PlainHours = { ...MADRID, timeZone: 'Asia/Kathmandu', holidays: [] };

let server: PostgresServer;
const desks: FigureDesk[] = [];

beforeAll(async () => {
  server = await startOwnPostgres();
});

afterAll(async () => {
  for (const desk of desks) await desk.close();
  await server.stop();
});

async function newDesk(): Promise<FigureDesk> {
  const desk = await FigureDesk.open((await ownDatabase(server.url)).url);
  desks.push(desk);
  return desk;
}

async function homesOn(desk: FigureDesk): Promise<{ business: string | null; session: string }[]> {
  const [one, other] = [await desk.business(MADRID), await desk.business(KATHMANDU)];
  const sessions = Array.from({ length: 4 }, () => randomUUID());
  return [one, one, other, null].map((business, place) => ({
    business,
    session: sessions[place] ?? '',
  }));
}

async function talksOn(desk: FigureDesk, seed: number, count: number): Promise<PlainTalk[]> {
  return randomTalks({
    seed,
    count,
    homes: await homesOn(desk),
    people: [ANA, BEA],
    conversation: () => randomUUID(),
  });
}

async function expectSame(desk: FigureDesk, talks: readonly PlainTalk[]): Promise<void> {
  const { hoursOf, figures } = desk;
  expect(await appDays(figures, ALL)).toEqual(inOneOrder(expectedDays(talks, hoursOf)));
  expect(await appSenders(figures, ALL)).toEqual(inOneOrder(expectedSenders(talks, hoursOf)));
  expect(await appOpenWaits(figures)).toEqual(expectedOpenWaits(expectedWaits(talks, hoursOf)));
}

describe('whatever is told in whatever order', () => {
  it.each([1, 2, 3])('the figures are those that are worked out by hand (%i)', async (seed) => {
    const desk = await newDesk();
    const talks = await talksOn(desk, seed, 24);
    await tellInAnyOrder(desk, talks, seed * 100);
    await expectSame(desk, talks);
  });
});

describe('the odd cases', () => {
  it.each(oddCases.map(({ name }, index) => [name, index] as const))('%s', (_, index) => {
    const odd = oddCases[index];
    const talk = oddTalks({ business: null, session: 's' }, ANA, randomUUID)[index];
    const waits = expectedWaits(talk ? [talk] : [], () => MADRID);
    const times = waits.flatMap(({ answer, isFirst }) =>
      answer ? [`${answer.wall}${isFirst ? '*' : ''}`] : [],
    );
    expect(times).toEqual(odd?.waits);
    expect(waits.some(({ answer, isClosed }) => !answer && !isClosed)).toBe(odd?.isOpen ?? false);
  });

  it('are the same in the app, and the day of an answer is that of Madrid', async () => {
    const desk = await newDesk();
    const home = { business: await desk.business(MADRID), session: randomUUID() };
    const talks = oddTalks(home, ANA, randomUUID);
    await tellInAnyOrder(desk, talks, 7);
    await expectSame(desk, talks);
    const [afterMidnight] = await desk.figures.days({ from: '2026-02-06', to: '2026-02-06' });
    expect(afterMidnight?.responses).toMatchObject({ count: 1, sum: 20 });
  });
});

describe('a year of 2,000 dialogues and the odd cases', () => {
  let desk: FigureDesk;
  let talks: PlainTalk[];
  let homes: Awaited<ReturnType<typeof homesOn>>;

  beforeAll(async () => {
    desk = await newDesk();
    homes = await homesOn(desk);
    talks = [
      ...(await recordedTalks({
        count: 2_000,
        homes,
        people: [ANA, BEA],
        conversation: () => randomUUID(),
      })),
      ...homes.slice(0, 1).flatMap((home) => oddTalks(home, ANA, randomUUID)),
    ];
    await tellAll(desk, talks);
  });

  it('have the figures that are worked out by hand, every one of them', async () => {
    await expectSame(desk, talks);
  });

  it('have sessions that add up to their business, and days that add up to their range', async () => {
    const days = await desk.figures.days(ALL);
    const responses = (each: (typeof days)[number]) => [
      ...[each.incomingMessages, each.outgoingMessages, each.newLeads],
      ...[each.responses, each.firstResponses].flatMap((times) => [
        ...[times.count, times.sum, times.businessSum],
        ...[...times.histogram, ...times.businessHistogram],
      ]),
    ];
    const addUp = (rows: typeof days) =>
      rows
        .map(responses)
        .reduce((sum, row) => sum.map((value, place) => value + (row[place] ?? 0)));
    const ofBusinesses = days.filter(({ sessionId }) => sessionId === null);
    const ofSessions = days.filter(({ sessionId }) => sessionId !== null);
    expect(addUp(ofSessions)).toEqual(addUp(ofBusinesses));
    for (const row of ofBusinesses) {
      const sessions = ofSessions.filter(
        ({ date, businessId }) => date === row.date && businessId === row.businessId,
      );
      expect(addUp(sessions)).toEqual(responses(row));
    }
    const count = ofBusinesses.reduce((sum, each) => sum + each.responses.count, 0);
    const ofClasses = ofBusinesses.flatMap(({ responses: { histogram } }) => histogram);
    expect(ofClasses.reduce((sum, each) => sum + each)).toBe(count);
  });

  it('come out as the same bytes when all is thrown away and made anew, also in two goes on two desktops', async () => {
    const before = await desk.dump();
    await desk.raw.query(
      `TRUNCATE message_facts, conversation_facts, message_analytics, sender_analytics, contact_days, response_waits, conversation_hours`,
    );
    await desk.keeper.rebuild();
    await desk.keeper.stopRebuild(true);
    await desk.keeper.finish();
    const stopped = (await desk.keeper.status()).rebuild;
    expect(stopped).toMatchObject({ total: talks.length, isStopped: true });
    expect(stopped?.done).toBeLessThan(talks.length);
    const other = desk.anotherKeeper();
    await other.stopRebuild(false);
    await Promise.all([other.finish(), desk.keeper.finish()]);
    await desk.keeper.finish();
    expect((await desk.keeper.status()).rebuild).toBeNull();
    expect(await desk.dump()).toBe(before);
  });

  it('are put right by a rebuild where somebody has spoilt them', async () => {
    const before = await desk.dump();
    await desk.raw.query(`UPDATE message_analytics SET incoming_messages = incoming_messages + 1,
      total_messages = total_messages + 1; UPDATE response_waits SET is_first = NOT is_first;
      UPDATE message_facts SET is_incoming = NOT is_incoming WHERE conversation_id IN
        (SELECT conversation_id FROM conversation_facts LIMIT 50); DELETE FROM contact_days;
        UPDATE conversation_hours SET messages = messages + 1`);
    await desk.keeper.rebuild();
    await desk.keeper.finish();
    expect(await desk.dump()).toBe(before);
  });

  it('follow another time zone and other hours of one business, and leave the others alone', async () => {
    const business = homes[0]?.business ?? '';
    desk.hours.set(business, { ...KATHMANDU, holidays: ['2026-02-03'] });
    await desk.keeper.finish();
    await expectSame(desk, talks);
  });
});

describe('what conversations belong to', () => {
  it('takes their past along: to another business, another account, another person', async () => {
    const desk = await newDesk();
    const [first, second] = (await homesOn(desk))
      .filter(({ business }) => business !== null)
      .slice(1);
    if (!first || !second) throw new Error('There are two');
    const talks = randomTalks({
      seed: 11,
      count: 12,
      homes: [first],
      people: [ANA],
      conversation: () => randomUUID(),
    });
    await tellAll(desk, talks);
    const moved = talks.map((talk, index) => (index % 2 === 0 ? { ...talk, ...second } : talk));
    for (const talk of moved) desk.meet(talk);
    await desk.keeper.finish();
    await expectSame(desk, moved);
  });

  it('makes one wait of a question under one id and an answer under another one of the same person', async () => {
    const desk = await newDesk();
    const home = { business: null, session: randomUUID() };
    const message = (id: string, at: string, from: 'customer' | 'team') => ({
      ...{ id, at: Date.parse(at), from, by: null, type: 'text' },
      ...{ isAutomatic: false, isRevoked: false },
    });
    const talk = (customer: string, messages: PlainTalk['messages']): PlainTalk => ({
      ...home,
      ...{ conversation: randomUUID(), customer, messages, closings: [], leads: [] },
    });
    const asked = talk('anna', [message('1', '2026-03-02T10:00:00Z', 'customer')]);
    const answered = talk('anna', [message('2', '2026-03-02T10:05:00Z', 'team')]);
    await tellAll(desk, [asked, answered]);
    expect((await appOpenWaits(desk.figures)).count).toBe(1);
    desk.meet(answered, { joinedInto: asked.conversation });
    await desk.keeper.finish();
    const joined = { ...asked, messages: [...asked.messages, ...answered.messages] };
    await expectSame(desk, [joined]);
    // And apart again.
    desk.meet(answered);
    await desk.keeper.finish();
    await expectSame(desk, [asked, answered]);
  });
});

describe('days that nobody has proved to be complete', () => {
  it('are marked, each with how many conversations may lack messages', async () => {
    const desk = await newDesk();
    const home = { business: null, session: randomUUID() };
    const at = (text: string): number => Date.parse(`2026-05-${text}Z`);
    const day = (number: string) => ({
      from: at(`${number}T00:00:00`),
      to: at(`${number}T24:00:00`),
    });
    const [one, other] = randomTalks({
      ...{ seed: 3, count: 2, homes: [home], people: [ANA] },
      conversation: () => randomUUID(),
    });
    if (!one || !other) throw new Error('There are two');
    desk.meet(one, { unproved: [{ from: -Infinity, to: at('03T12:00:00') }] });
    desk.meet(other, { unproved: [{ from: at('03T00:00:00'), to: at('05T00:00:00') }] });
    await desk.keeper.finish();
    const stretches = ['02', '03', '04', '05'].map(day);
    expect(await desk.figures.unproved(stretches)).toEqual([1, 2, 1, 0]);
  });
});
