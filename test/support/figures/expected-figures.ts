import type { PlainHours, PlainMessage, PlainTalk } from './plain-talks.ts';

/**
 * The figures, worked out from resources/docs/numbers.md in the simplest way that there is: nothing is kept, nothing is
 * shared with the app, time is walked through minute by minute. What the app says has to be the same to the last digit.
 */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Seconds at which the classes of response times end. */
const ENDS = [
  15, 30, 60, 120, 180, 300, 600, 900, 1200, 1800, 2700, 3600, 7200, 10800, 14400, 21600, 28800,
  43200, 86400, 172800, 259200, 604800,
];

export interface ExpectedWait {
  business: string | null;
  session: string;
  conversation: string;
  openedAt: number;
  /** Null while nobody has answered. */
  answer: { id: string; at: number; by: string | null; wall: number; open: number } | null;
  isFirst: boolean;
  isClosed: boolean;
}

interface ExpectedTimes {
  count: number;
  sum: number;
  businessSum: number;
  histogram: number[];
  businessHistogram: number[];
}

export interface ExpectedRow {
  date: string;
  business: string | null;
  session: string | null;
  incoming: number;
  outgoing: number;
  contacts: number;
  leads: number;
  responses: ExpectedTimes;
  firstResponses: ExpectedTimes;
}

export type HoursByBusiness = (business: string | null) => PlainHours;

/** Every wait of every conversation. */
export function expectedWaits(
  talks: readonly PlainTalk[],
  hoursOf: HoursByBusiness,
): ExpectedWait[] {
  const waits: ExpectedWait[] = [];
  for (const talk of talks) {
    if (talk.customer === '') continue;
    const said = talk.messages.filter(isSaid).sort(byTime);
    let waitingSince: PlainMessage | null = null;
    // How many conversations there have been: a new one begins after 24 idle hours, or when the last was closed.
    let number = 0;
    let numberWithWait = -1;
    let isFirst = false;
    said.forEach((message, place) => {
      const before = said[place - 1];
      const wasIdle = before !== undefined && message.at - before.at >= DAY;
      const wasClosed = talk.closings.some(
        (at) => (before === undefined || at > before.at) && at <= message.at,
      );
      if (wasIdle || wasClosed) number += 1;
      if (message.from === 'customer') {
        if (waitingSince) return;
        waitingSince = message;
        isFirst = number > numberWithWait;
        numberWithWait = number;
        return;
      }
      if (!waitingSince) return;
      const hours = hoursOf(talk.business);
      waits.push({
        ...placeOf(talk, waitingSince),
        answer: {
          id: message.id,
          at: message.at,
          by: message.by,
          wall: (message.at - waitingSince.at) / 1000,
          open: openSeconds(hours, waitingSince.at, message.at),
        },
        isFirst,
        isClosed: false,
      });
      waitingSince = null;
    });
    const open = waitingSince as PlainMessage | null;
    if (open) {
      const isClosed = talk.closings.some((at) => at > open.at);
      waits.push({ ...placeOf(talk, open), answer: null, isFirst, isClosed });
    }
  }
  return waits;
}

function placeOf(talk: PlainTalk, message: PlainMessage) {
  const { business, session, conversation } = talk;
  return { business, session, conversation, openedAt: message.at };
}

/** One row for each day, business and session that has anything, and one for all sessions of a business. */
export function expectedDays(talks: readonly PlainTalk[], hoursOf: HoursByBusiness): ExpectedRow[] {
  const waits = expectedWaits(talks, hoursOf);
  const names = new Map<
    string,
    { date: string; business: string | null; session: string | null }
  >();
  const add = (date: string, business: string | null, session: string): void => {
    for (const each of [session, null]) {
      names.set(JSON.stringify([date, business, each]), { date, business, session: each });
    }
  };
  const dated = talks.map((talk) => {
    const zone = hoursOf(talk.business).timeZone;
    const messages = talk.messages
      .filter(isWritten)
      .map((message) => ({ ...message, date: dateOf(message.at, zone) }));
    const leads = talk.leads.map((at) => dateOf(at, zone));
    for (const { date } of messages) add(date, talk.business, talk.session);
    for (const date of leads) add(date, talk.business, talk.session);
    return { ...talk, messages, leads };
  });
  const answered = waits.flatMap(({ answer, ...wait }) => {
    if (!answer) return [];
    const date = dateOf(answer.at, hoursOf(wait.business).timeZone);
    add(date, wait.business, wait.session);
    return [{ ...wait, answer, date }];
  });
  return [...names.values()].map(({ date, business, session }) => {
    const here = (each: { business: string | null; session: string }): boolean =>
      each.business === business && (session === null || each.session === session);
    const own = dated.filter(here);
    const messages = own.flatMap((talk) =>
      talk.messages
        .filter((message) => message.date === date)
        .map((message) => ({ ...message, customer: talk.customer })),
    );
    const incoming = messages.filter(({ from }) => from === 'customer');
    const people = new Set(incoming.map(({ customer }) => customer));
    people.delete('');
    const responses = answered.filter((wait) => here(wait) && wait.date === date);
    return {
      date,
      business,
      session,
      incoming: incoming.length,
      outgoing: messages.length - incoming.length,
      contacts: people.size,
      leads: own.flatMap((talk) => talk.leads).filter((each) => each === date).length,
      responses: timesOf(responses),
      firstResponses: timesOf(responses.filter(({ isFirst }) => isFirst)),
    };
  });
}

/** What each sender did on each day: of the phone, by is null. */
export function expectedSenders(talks: readonly PlainTalk[], hoursOf: HoursByBusiness) {
  const answered = expectedWaits(talks, hoursOf).flatMap(({ answer, ...wait }) => {
    if (!answer) return [];
    const { business, session } = wait;
    const date = dateOf(answer.at, hoursOf(business).timeZone);
    return [{ ...wait, answer, name: JSON.stringify({ date, business, session, by: answer.by }) }];
  });
  const names = new Map<
    string,
    { date: string; business: string | null; session: string; by: string | null }
  >();
  const written = talks.flatMap(({ business, session, messages }) =>
    messages
      .filter((each) => each.from === 'team' && isWritten(each) && !each.isAutomatic)
      .map(({ at, by }) => ({
        date: dateOf(at, hoursOf(business).timeZone),
        business,
        session,
        by,
      })),
  );
  for (const each of written) names.set(JSON.stringify(each), each);
  return [...names].map(([name, each]) => {
    const own = answered.filter((wait) => wait.name === name);
    return {
      ...each,
      outgoing: written.filter((other) => JSON.stringify(other) === name).length,
      responses: timesOf(own),
      firstResponses: timesOf(own.filter(({ isFirst }) => isFirst)),
    };
  });
}

type Answered = ExpectedWait & { answer: NonNullable<ExpectedWait['answer']> };

function timesOf(waits: readonly Answered[]): ExpectedTimes {
  const wall = waits.map(({ answer }) => answer.wall);
  const open = waits.map(({ answer }) => answer.open);
  return {
    count: waits.length,
    sum: sum(wall),
    businessSum: sum(open),
    histogram: responseClasses(wall),
    businessHistogram: responseClasses(open),
  };
}

/** How many fall into each class. */
export function responseClasses(seconds: readonly number[]): number[] {
  const counts = [...ENDS, Infinity].map(() => 0);
  for (const each of seconds) {
    const place = [...ENDS, Infinity].findIndex((end) => each < end);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Somebody said it: it opens or ends a wait. */
function isSaid({ type, isAutomatic, isRevoked }: PlainMessage): boolean {
  return !isAutomatic && !isRevoked && !['reaction', 'call_log', 'group_event'].includes(type);
}

/** Somebody wrote it, or an automat did; also if it was taken back. */
export function isWritten({ type }: PlainMessage): boolean {
  return !['reaction', 'call_log', 'group_event'].includes(type);
}

function byTime(a: PlainMessage, b: PlainMessage): number {
  if (a.at !== b.at) return a.at - b.at;
  return a.id < b.id ? -1 : 1;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows: `2026-03-29` and the minutes since midnight. */
export function wallClock(at: number, timeZone: string): { date: string; minutes: number } {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
    clocks.set(timeZone, clock);
  }
  const [date = '', time = ''] = clock.format(at).split(' ');
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return { date, minutes: hours * 60 + minutes };
}

function dateOf(at: number, timeZone: string): string {
  return wallClock(at, timeZone).date;
}

function openSeconds({ timeZone, week, holidays }: PlainHours, from: number, to: number): number {
  if (!week) return (to - from) / 1000;
  let seconds = 0;
  for (let minute = Math.floor(from / MINUTE) * MINUTE; minute < to; minute += MINUTE) {
    const { date, minutes } = wallClock(minute, timeZone);
    const weekday = (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
    const isOpen =
      !holidays.includes(date) &&
      (week[weekday] ?? []).some(({ begin, end }) => begin <= minutes && minutes < end);
    if (isOpen) seconds += (Math.min(minute + MINUTE, to) - Math.max(minute, from)) / 1000;
  }
  return seconds;
}
