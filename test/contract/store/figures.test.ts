import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  expectedDays,
  expectedSenders,
  expectedTotals,
  expectedWaits,
} from '../../support/figures/expected-figures.ts';
import { FigureDesk } from '../../support/figures/figure-desk.ts';
import type { PlainHours, PlainTalk } from '../../support/figures/plain-talks.ts';
import { randomTalks } from '../../support/figures/random-talks.ts';
import {
  appDays,
  appOpenWaits,
  appSenders,
  appTotals,
  expectedOpenWaits,
  inOneOrder,
} from '../../support/figures/read-app-figures.ts';
import { seededRandom } from '../../support/replay/seeded-random.ts';
import {
  ownDatabase,
  type PostgresServer,
  startOwnPostgres,
} from '../../support/databases/postgres-servers.ts';

const ALL = { from: '2026-01-01', to: '2026-12-31' };
const SOME = { from: '2026-03-28', to: '2026-04-02' };
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

/** Tells everything once, and some of it twice, in an order of chance; now and then figures are brought up to date. */
async function tellInAnyOrder(desk: FigureDesk, talks: readonly PlainTalk[], seed: number) {
  const random = seededRandom(seed);
  const happenings = talks.flatMap((talk) => [
    ...talk.messages.flatMap((message) => {
      const tell = () => desk.tell([{ talk, messages: [{ ...message, isRevoked: false }] }]);
      const revoke = () => desk.revoke(talk, [message.id]);
      if (!message.isRevoked) return random() < 0.2 ? [tell, tell] : [tell];
      return [
        async () => {
          await tell();
          return random() < 0.5 ? revoke() : desk.tell([{ talk, messages: [message] }]);
        },
        ...(random() < 0.3 ? [() => desk.tell([{ talk, messages: [message] }])] : []),
      ];
    }),
    ...talk.closings.map(
      (at) => () => desk.figures.noteClosed(desk.meet(talk).facts.conversationId, at),
    ),
    ...talk.leads.map((at) => () => desk.makeLead(talk, at)),
  ]);
  const shuffled = happenings
    .map((happen) => ({ happen, place: random() }))
    .sort((a, b) => a.place - b.place);
  for (const { happen } of shuffled) {
    await happen();
    if (random() < 0.05) await desk.keeper.finish();
  }
  await desk.keeper.finish();
}

async function expectSame(desk: FigureDesk, talks: readonly PlainTalk[]): Promise<void> {
  const { hoursOf, figures } = desk;
  expect(await appDays(figures, ALL)).toEqual(inOneOrder(expectedDays(talks, hoursOf)));
  expect(await appSenders(figures, ALL)).toEqual(inOneOrder(expectedSenders(talks, hoursOf)));
  expect(await appOpenWaits(figures)).toEqual(expectedOpenWaits(expectedWaits(talks, hoursOf)));
  const own = talks.slice(0, 3).map(({ business, session }) => ({ ...ALL, business, session }));
  for (const range of [ALL, SOME, ...own]) {
    const totals = await appTotals(figures, range);
    expect(totals).toEqual(expectedTotals(talks, hoursOf, range));
  }
}

describe('whatever is told in whatever order', () => {
  it.each([1, 2, 3, 4])('the figures are those that are worked out by hand (%i)', async (seed) => {
    const desk = await newDesk();
    const talks = await talksOn(desk, seed, 30);
    await tellInAnyOrder(desk, talks, seed * 100);
    await expectSame(desk, talks);
  });
});
