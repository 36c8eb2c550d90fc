import type {
  FigureDay,
  FigureReport,
  FigureTimes,
  FigureTotals,
  PersonFigures,
} from '../../../src-preload/contract/analytics.ts';
import type { BehindItem } from '../../../src-preload/contract/analytics-behind.ts';
import type { FigureFilter } from '../../../src-preload/contract/analytics-filter.ts';
import type { LeadFigures } from '../../../src-preload/contract/analytics-lead.ts';
import {
  ConversationId,
  LeadId,
  MessageId,
  type UserId,
} from '../../../src-preload/contract/ids.ts';
import type { Result } from '../../../src-preload/contract/result.ts';
import { countDays, daysBefore } from '../../../src-renderer/features/analytics/period.ts';
import { type FakeBridge, succeed } from './fake-bridge.ts';
import { Random } from './random.ts';
import type { Filling } from './sample-bridge.ts';
import { objectId, sampleColleagues, uuid } from './sample-data.ts';
import { people } from './sample-texts.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** The figures as main answers them. */
export function handleAnalytics(
  bridge: FakeBridge,
  filling: Filling,
  now: number,
  fill: <T>(value: () => T) => Promise<never> | Result<T>,
): void {
  const isEmpty = filling === 'empty';
  // What there is none of is an answer, too.
  const answer = <T>(value: () => T): Promise<never> | Result<T> =>
    isEmpty ? succeed(value()) : fill(value);
  bridge
    .handle('analytics.status', () =>
      fill(() => ({
        timeZone: 'Europe/Madrid',
        rebuild: { done: 1_284, total: 3_970, isStopped: false },
      })),
    )
    .handle('analytics.setTimeZone', ({ timeZone }) => succeed({ timeZone, rebuild: null }))
    .handle('analytics.report', ({ filter, isCompared }) =>
      answer(() => sampleReport(filter, { isCompared, isEmpty })),
    )
    .handle('analytics.people', ({ filter }) =>
      answer(() => (isEmpty ? [] : samplePeople(isBefore(filter, now) ? 0.8 : 1))),
    )
    .handle('analytics.leads', ({ filter }) =>
      answer(() => {
        const figures = sampleLeadFigures(isEmpty);
        return isBefore(filter, now) ? { ...figures, entered: 71, won: 18 } : figures;
      }),
    )
    .handle('analytics.openWaits', () =>
      answer(() => {
        const minutes = isEmpty ? [] : [26 * 60, 310, 95, 41, 22, 12, 4];
        return {
          count: minutes.length,
          items: minutes.map((waited, index) => ({
            conversationId: ConversationId.parse(uuid(index + 1)),
            name: people[index] ?? '',
            since: now - waited * MINUTE,
          })),
          next: null,
        };
      }),
    )
    .handle('figureFile.saveTable', () => succeed('saved'))
    .handle('figureFile.savePicture', () => succeed('saved'))
    .handle('figureFile.savePage', () => succeed('saved'))
    .handle('analytics.behind', ({ what }) =>
      fill(() => ({ count: 24, items: sampleBehind(what.kind, now), next: null })),
    );
}

interface SampleOptions {
  readonly isCompared?: boolean;
  readonly isEmpty?: boolean;
}

/** A report of these days: more on weekdays, the last two days not proved. */
export function sampleReport(
  filter: Pick<FigureFilter, 'from' | 'to'>,
  { isCompared = false, isEmpty = false }: SampleOptions = {},
): FigureReport {
  const now = sampleSpan(filter, isEmpty);
  const isByPerson = 'senderId' in filter;
  return {
    ...now,
    heat: {
      incoming: isByPerson ? null : sampleHeat(isEmpty, 23),
      outgoing: sampleHeat(isEmpty, 29),
    },
    before: isCompared ? sampleSpan(daysBefore(filter), isEmpty) : null,
    today: filter.to,
    timeZone: 'Europe/Madrid',
    rebuild: null,
  };
}

function sampleSpan(
  filter: { readonly from: string; readonly to: string },
  isEmpty: boolean,
): Pick<FigureReport, 'days' | 'totals' | 'responses' | 'firstResponses'> {
  const random = new Random(Date.parse(filter.from) / DAY);
  const count = countDays(filter);
  const days = Array.from({ length: count }, (_, index): FigureDay => {
    const time = Date.parse(filter.from) + index * DAY;
    const isWeekend = [0, 6].includes(new Date(time).getUTCDay());
    const volume = isEmpty ? 0 : isWeekend ? 14 : 90 + random.below(120);
    return {
      date: new Date(time).toISOString().slice(0, 10),
      incomingMessages: volume,
      outgoingMessages: Math.round(volume * (0.55 + random.next() * 0.35)),
      activeConversations: Math.round(volume / 4),
      uniqueContacts: Math.round(volume / 6),
      newContacts: Math.round(volume / 19),
      newLeads: isEmpty ? 0 : random.below(isWeekend ? 2 : 9),
      unprovedConversations: !isEmpty && index >= count - 2 ? 3 : 0,
    };
  });
  const total = (figure: keyof FigureTotals): number =>
    days.reduce((sum, day) => sum + (day[figure] ?? 0), 0);
  return {
    days,
    totals: {
      incomingMessages: total('incomingMessages'),
      outgoingMessages: total('outgoingMessages'),
      activeConversations: Math.round(total('activeConversations') / 3),
      uniqueContacts: Math.round(total('uniqueContacts') / 3),
      newContacts: total('newContacts'),
      newLeads: total('newLeads'),
    },
    responses: sampleTimes(isEmpty ? 0 : 812 + random.below(90), 240 + random.below(120)),
    firstResponses: sampleTimes(isEmpty ? 0 : 230 + random.below(40), 420 + random.below(120)),
  };
}

function sampleTimes(count: number, median: number): FigureTimes {
  if (count === 0) return { count, wall: null, business: null };
  const shape = [1, 2, 4, 7, 8, 9, 9, 8, 7, 8, 7, 6, 8, 5, 3, 3, 2, 1, 1, 1, 0, 0, 0];
  const classes = shape.map((share) => Math.round((count * share) / 100));
  const figures = { mean: median * 1.7, median, p90: median * 5, classes };
  return {
    count,
    wall: figures,
    business: { ...figures, mean: median * 1.1, median: Math.round(median * 0.8), p90: median * 3 },
  };
}

function sampleHeat(isEmpty: boolean, seed: number): number[][] {
  const random = new Random(seed);
  return Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (__, hour) => {
      const isOpen = hour >= 8 && hour < 21 && weekday < 6;
      return isEmpty || hour < 6 ? 0 : isOpen ? 20 + random.below(90) : random.below(9);
    }),
  );
}

/** Whether these are the days that others are compared with. */
function isBefore({ to }: Pick<FigureFilter, 'to'>, now: number): boolean {
  return Date.parse(to) < now - 2 * DAY;
}

/** `share` of what they do in the period that is shown. */
function samplePeople(share: number): PersonFigures[] {
  const senders: (UserId | 'phone')[] = [
    ...sampleColleagues().map(({ userId }) => userId),
    'phone',
  ];
  return senders.map((senderId, index) => ({
    senderId,
    outgoingMessages: Math.round((640 - index * 140) * share),
    conversations: 210 - index * 45,
    responses: sampleTimes(380 - index * 80, Math.round((200 + index * 260) / share)),
    firstResponses: sampleTimes(120 - index * 25, 300 + index * 260),
    leads: senderId === 'phone' ? 0 : Math.round((31 - index * 7) * share),
    won: senderId === 'phone' ? 0 : 9 - index * 2,
    wonValue:
      senderId === 'phone'
        ? []
        : [{ currency: 'EUR', minor: String(1_240_000 - index * 300_000), leads: 9 - index * 2 }],
  }));
}

export function sampleLeadFigures(isEmpty: boolean): LeadFigures {
  if (isEmpty) {
    return { entered: 0, won: 0, windowDays: 90, sources: [], stages: [], lost: [], wonValue: [] };
  }
  return {
    entered: 84,
    won: 17,
    windowDays: 90,
    sources: [
      { source: 'whatsapp', campaign: null, entered: 43, won: 8 },
      {
        source: 'whatsapp',
        campaign: { campaignId: objectId(7), name: 'Autumn flyer' },
        entered: 18,
        won: 4,
      },
      { source: 'import', campaign: null, entered: 23, won: 5 },
    ],
    stages: [
      { stage: 'new', reached: 84, medianSeconds: 5_400 },
      { stage: 'contacted', reached: 66, medianSeconds: 86_400 },
      { stage: 'qualified', reached: 41, medianSeconds: 172_800 },
      { stage: 'proposal', reached: 28, medianSeconds: 300_000 },
      { stage: 'won', reached: 17, medianSeconds: null },
    ],
    lost: [
      { reason: 'Too expensive', leads: 11 },
      { reason: '', leads: 6 },
    ],
    wonValue: [
      { currency: 'EUR', minor: '2451250', leads: 15 },
      { currency: 'USD', minor: '310000', leads: 2 },
    ],
  };
}

function sampleBehind(kind: string, now: number): BehindItem[] {
  const [ana] = sampleColleagues();
  return Array.from({ length: 24 }, (_, index): BehindItem => {
    const place = { name: people[index % people.length] ?? '', at: now - index * 47 * MINUTE };
    const conversationId = ConversationId.parse(uuid((index % 12) + 1));
    if (['newLeads', 'entered', 'source', 'stage', 'won', 'lost'].includes(kind)) {
      return {
        ...place,
        kind: 'lead',
        leadId: LeadId.parse(objectId(index + 1)),
        conversationId,
        messageId: MessageId.parse(`SAMPLE${index}`),
        stage: 'won',
      };
    }
    return {
      ...place,
      kind: 'message',
      conversationId,
      messageId: MessageId.parse(`SAMPLE${index}`),
      direction: kind === 'responses' ? 'outgoing' : 'incoming',
      senderId: kind === 'responses' && ana !== undefined ? ana.userId : null,
      seconds: kind === 'responses' ? 40 + index * 13 : null,
    };
  });
}
