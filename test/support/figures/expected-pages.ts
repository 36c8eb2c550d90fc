import {
  type ExpectedWait,
  expectedWaits,
  type HoursByBusiness,
  isWritten,
  responseClasses,
  wallClock,
} from './expected-figures.ts';
import type { PlainLead } from './plain-leads.ts';
import type { PlainMessage, PlainTalk } from './plain-talks.ts';

/** The numbers of the pages, from resources/docs/numbers.md in the simplest way, and what is behind each of them. */
export interface PlainFilter {
  from: string;
  to: string;
  businessId?: string | null;
  sessionId?: string;
  senderId?: string;
  label?: string;
  campaignId?: string;
}

export interface PlainWorld {
  talks: readonly PlainTalk[];
  leads: readonly PlainLead[];
  hoursOf: HoursByBusiness;
  campaignNames: Record<string, string>;
}

const WINDOW = 90 * 24 * 3_600_000;
const STAGES = ['new', 'contacted', 'qualified', 'proposal', 'won'];

type Written = PlainMessage & { talk: PlainTalk; date: string; hour: number };
export type Answered = ExpectedWait & { answer: NonNullable<ExpectedWait['answer']> };

/** Everything of a filter, one by one: all numbers are lengths of these lists. */
export class ExpectedPages {
  readonly written: Written[];
  readonly firsts: Written[];
  readonly answered: Answered[];
  readonly open: ExpectedWait[];
  readonly came: (PlainLead & { date: string })[];
  readonly #world: PlainWorld;

  constructor(world: PlainWorld, filter: PlainFilter) {
    this.#world = world;
    const { from, to, senderId } = filter;
    const { talks, leads, hoursOf } = world;
    const isIn = (date: string): boolean => from <= date && date <= to;
    const wanted = talks.filter((talk) => isWanted(talk, filter, leads));
    const names = new Map(wanted.map((talk) => [talk.conversation, talk]));
    const everything = talks.flatMap((talk) =>
      talk.messages.filter(isWritten).map((message) => place(talk, message, hoursOf)),
    );
    const inRange = everything.filter(
      ({ talk, date }) => names.has(talk.conversation) && isIn(date),
    );
    this.written = inRange.filter((message) => senderId === undefined || who(message) === senderId);
    const known = new Set<string>();
    const firsts = everything
      .filter(({ from: side, talk }) => side === 'customer' && talk.customer !== '')
      .sort(inTime)
      .filter(({ talk }) => !known.has(talk.customer) && known.add(talk.customer));
    this.firsts = firsts.filter(({ talk, date }) => names.has(talk.conversation) && isIn(date));
    const waits = expectedWaits(wanted, hoursOf);
    this.open = waits.filter(({ answer, isClosed }) => !answer && !isClosed);
    this.answered = waits.flatMap(({ answer, ...wait }) => {
      if (!answer || (senderId !== undefined && (answer.by ?? 'phone') !== senderId)) return [];
      const { date } = wallClock(answer.at, hoursOf(wait.business).timeZone);
      return isIn(date) ? [{ ...wait, answer }] : [];
    });
    this.came = leads.flatMap((lead) => {
      const talk = talks.find(({ conversation }) => conversation === lead.conversation);
      const business = talk ? talk.business : lead.business;
      const { date } = wallClock(lead.at, hoursOf(business).timeZone);
      const isAsked =
        isIn(date) &&
        (filter.businessId === undefined || filter.businessId === business) &&
        (filter.sessionId === undefined || filter.sessionId === talk?.session) &&
        (senderId === undefined || senderId === lead.owner) &&
        (filter.campaignId === undefined || filter.campaignId === lead.campaign) &&
        (filter.label === undefined || hasLabel(talk, filter.label));
      return isAsked ? [{ ...lead, date }] : [];
    });
  }

  /** Of one day, or of all. */
  totals(isOfAll: boolean, day?: string) {
    const on = <T extends { date: string }>(rows: T[]): T[] =>
      rows.filter(({ date }) => day === undefined || date === day);
    const written = on(this.written);
    const incoming = written.filter(({ from }) => from === 'customer');
    const people = new Set(incoming.map(({ talk }) => talk.customer));
    people.delete('');
    return {
      incomingMessages: isOfAll ? incoming.length : null,
      outgoingMessages: written.length - incoming.length,
      activeConversations: new Set(written.map(({ talk }) => talk.conversation)).size,
      newContacts: isOfAll ? on(this.firsts).length : null,
      uniqueContacts: isOfAll ? people.size : null,
      newLeads: on(this.came).filter(({ conversation }) => conversation !== null).length,
    };
  }

  week(side: 'customer' | 'team'): number[][] {
    return Array.from({ length: 7 }, (_, weekday) =>
      Array.from({ length: 24 }, (_each, hour) => this.cell(side, weekday, hour).length),
    );
  }

  cell(side: 'customer' | 'team', weekday: number, hour: number): Written[] {
    return this.written.filter(
      (message) =>
        message.from === side && message.hour === hour && weekdayOf(message.date) === weekday,
    );
  }

  people() {
    const ids = new Set<string>([
      ...this.written.map(who),
      ...this.came.flatMap(({ owner }) => owner ?? []),
    ]);
    ids.delete('customer');
    ids.delete('automatic');
    return [...ids].map((senderId) => {
      const own = this.written.filter((message) => who(message) === senderId);
      const answered = this.answered.filter(({ answer }) => (answer.by ?? 'phone') === senderId);
      const leads = this.came.filter(({ owner }) => owner === senderId);
      return {
        senderId,
        outgoingMessages: own.length,
        conversations: new Set(own.map(({ talk }) => talk.conversation)).size,
        responses: times(answered),
        firstResponses: times(answered.filter(({ isFirst }) => isFirst)),
        leads: leads.length,
        won: leads.filter(isWon).length,
        wonValue: wonValue(leads),
      };
    });
  }

  leadFigures() {
    const sources = new Map<string, PlainLead[]>();
    const reasons = new Map<string, number>();
    for (const lead of this.came) {
      const name = JSON.stringify([lead.source, lead.campaign]);
      sources.set(name, [...(sources.get(name) ?? []), lead]);
      if (stageNow(lead) !== 'lost') continue;
      reasons.set(lead.lostReason, (reasons.get(lead.lostReason) ?? 0) + 1);
    }
    return {
      entered: this.came.length,
      won: this.came.filter(isWon).length,
      windowDays: 90,
      sources: [...sources].map(([name, leads]) => {
        const [source, campaignId] = JSON.parse(name) as [string, string | null];
        return {
          source,
          campaign: campaignId && { campaignId, name: this.#world.campaignNames[campaignId] },
          entered: leads.length,
          won: leads.filter(isWon).length,
        };
      }),
      stages: STAGES.map((stage) => ({
        stage,
        reached: this.reached(stage).length,
        medianSeconds: stage === 'won' ? null : medianStay(this.came, stage),
      })),
      lost: [...reasons].map(([reason, leads]) => ({ reason, leads })),
      wonValue: wonValue(this.came),
    };
  }

  reached(stage: string): PlainLead[] {
    if (stage === 'won') return this.came.filter(isWon);
    return this.came.filter((lead) => furthest(lead) >= STAGES.indexOf(stage));
  }
}

/** Every response time by itself. */
export function times(waits: readonly Answered[]) {
  const of = (seconds: number[]) => {
    const sorted = seconds.sort((a, b) => a - b);
    return {
      mean: sorted.reduce((sum, each) => sum + each, 0) / sorted.length,
      median: sorted[Math.ceil(sorted.length * 0.5) - 1],
      p90: sorted[Math.ceil((sorted.length * 9) / 10) - 1],
      classes: responseClasses(sorted),
    };
  };
  const count = waits.length;
  if (count === 0) return { count, wall: null, business: null };
  return {
    count,
    wall: of(waits.map(({ answer }) => answer.wall)),
    business: of(waits.map(({ answer }) => answer.open)),
  };
}

export function who({ from, by, isAutomatic }: PlainMessage): string {
  if (from === 'customer') return 'customer';
  return isAutomatic ? 'automatic' : (by ?? 'phone');
}

export function isWon(lead: PlainLead): boolean {
  return stageNow(lead) === 'won' && staysInWindow(lead).some(({ stage }) => stage === 'won');
}

function staysInWindow({ at, first, moves }: PlainLead): { at: number; stage: string }[] {
  return [{ at, stage: first }, ...moves].filter((stay) => stay.at < at + WINDOW);
}

export function stageNow({ first, moves }: PlainLead): string {
  return moves.at(-1)?.stage ?? first;
}

/** The place of the furthest stage; a win that was taken back leaves the one before. */
function furthest(lead: PlainLead): number {
  const places = staysInWindow(lead).map(({ stage }) =>
    stage === 'won' && stageNow(lead) !== 'won' ? 3 : STAGES.indexOf(stage),
  );
  return Math.max(...places);
}

function medianStay(leads: readonly PlainLead[], wanted: string): number | null {
  const stays = leads.flatMap(({ at, first, moves }) =>
    [{ at, stage: first }, ...moves].flatMap((stay, index) => {
      const next = moves[index];
      if (!next || stay.stage !== wanted) return [];
      return [Math.floor(next.at / 1000) - Math.floor(stay.at / 1000)];
    }),
  );
  stays.sort((a, b) => a - b);
  return stays[Math.ceil(stays.length / 2) - 1] ?? null;
}

function wonValue(leads: readonly PlainLead[]) {
  const values = leads.filter(isWon).flatMap(({ value }) => value ?? []);
  return [...new Set(values.map(({ currency }) => currency))].sort().map((currency) => {
    const same = values.filter((value) => value.currency === currency);
    const minor = same.reduce((sum, value) => sum + BigInt(value.minor), 0n);
    return { currency, minor: String(minor), leads: same.length };
  });
}

function isWanted(talk: PlainTalk, filter: PlainFilter, leads: readonly PlainLead[]): boolean {
  return (
    (filter.businessId === undefined || talk.business === filter.businessId) &&
    (filter.sessionId === undefined || talk.session === filter.sessionId) &&
    (filter.label === undefined || hasLabel(talk, filter.label)) &&
    (filter.campaignId === undefined ||
      leads.some(
        (lead) => lead.conversation === talk.conversation && lead.campaign === filter.campaignId,
      ))
  );
}

function hasLabel(talk: PlainTalk | undefined, label: string): boolean {
  return (talk?.labels ?? []).some((each) => each.toLowerCase() === label.toLowerCase());
}

function place(talk: PlainTalk, message: PlainMessage, hoursOf: HoursByBusiness): Written {
  const { date, minutes } = wallClock(message.at, hoursOf(talk.business).timeZone);
  return { ...message, talk, date, hour: Math.floor(minutes / 60) };
}

function inTime(a: Written, b: Written): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.talk.conversation < b.talk.conversation ? -1 : 1;
}

function weekdayOf(date: string): number {
  return (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
}
