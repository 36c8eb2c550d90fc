import type { PlainMessage, PlainTalk } from './plain-talks.ts';

/** `c` a customer, `a` a colleague in the app, `p` the phone, `auto` an automatic answer; then what of it is odd. */
type Line = [who: 'c' | 'a' | 'p' | 'auto', at: string, odd?: 'revoked' | 'reaction' | 'call_log'];

interface Odd {
  name: string;
  lines: Line[];
  closed?: string[];
  isGroup?: true;
  /** The response times that a person works out, in seconds; an asterisk for a first response. */
  waits: string[];
  /** Whether somebody still waits. */
  isOpen?: true;
}

/** What is easily got wrong, one talk each, in the time zone of Madrid; worked out by a person. */
export const oddCases: readonly Odd[] = [
  {
    name: 'several questions before an answer are one wait, from the first',
    lines: [
      ['c', '2026-02-03T10:00:00Z'],
      ['c', '2026-02-03T10:04:00Z'],
      ['c', '2026-02-03T10:09:59Z'],
      ['a', '2026-02-03T10:10:00Z'],
      ['a', '2026-02-03T10:11:00Z'],
    ],
    waits: ['600*'],
  },
  {
    name: 'an answer from the phone is one',
    lines: [
      ['c', '2026-02-03T11:00:00Z'],
      ['p', '2026-02-03T11:00:20Z'],
      ['c', '2026-02-03T11:01:00Z'],
      ['a', '2026-02-03T11:03:00Z'],
    ],
    waits: ['20*', '120'],
  },
  {
    name: 'an automatic answer is none',
    lines: [
      ['c', '2026-02-03T12:00:00Z'],
      ['auto', '2026-02-03T12:00:01Z'],
      ['a', '2026-02-03T12:30:00Z'],
    ],
    waits: ['1800*'],
  },
  {
    name: 'a reaction answers nothing, and asks nothing',
    lines: [
      ['c', '2026-02-04T10:00:00Z'],
      ['a', '2026-02-04T10:00:05Z', 'reaction'],
      ['a', '2026-02-04T10:01:00Z'],
      ['c', '2026-02-04T10:02:00Z', 'reaction'],
    ],
    waits: ['60*'],
  },
  {
    name: 'a call neither asks nor answers',
    lines: [
      ['c', '2026-02-04T11:00:00Z', 'call_log'],
      ['c', '2026-02-04T11:05:00Z'],
      ['a', '2026-02-04T11:05:30Z', 'call_log'],
    ],
    waits: [],
    isOpen: true,
  },
  {
    name: 'in a group nobody in particular is asked',
    isGroup: true,
    lines: [
      ['c', '2026-02-04T12:00:00Z'],
      ['a', '2026-02-04T12:10:00Z'],
    ],
    waits: [],
  },
  {
    name: 'a question that was taken back asks nothing',
    lines: [
      ['c', '2026-02-05T10:00:00Z', 'revoked'],
      ['c', '2026-02-05T10:05:00Z'],
      ['a', '2026-02-05T10:06:00Z'],
    ],
    waits: ['60*'],
  },
  {
    name: 'an answer that was taken back answers nothing',
    lines: [
      ['c', '2026-02-05T11:00:00Z'],
      ['a', '2026-02-05T11:01:00Z', 'revoked'],
      ['a', '2026-02-05T11:02:00Z'],
    ],
    waits: ['120*'],
  },
  {
    name: 'an answer after midnight belongs to the day on which it was given',
    lines: [
      ['c', '2026-02-05T22:59:50Z'],
      ['a', '2026-02-05T23:00:10Z'],
    ],
    waits: ['20*'],
  },
  {
    name: 'the night in which the clock is put forward has an hour less',
    lines: [
      ['c', '2026-03-28T23:30:00Z'],
      ['a', '2026-03-29T01:30:00Z'],
    ],
    waits: ['7200*'],
  },
  {
    name: 'the hour that comes twice is counted twice',
    lines: [
      ['c', '2026-10-25T00:30:00Z'],
      ['a', '2026-10-25T01:30:00Z'],
    ],
    waits: ['3600*'],
  },
  {
    name: 'after 24 idle hours another conversation begins, not a second before',
    lines: [
      ['c', '2026-02-09T10:00:00Z'],
      ['a', '2026-02-09T10:01:00Z'],
      ['c', '2026-02-10T10:00:59Z'],
      ['a', '2026-02-10T10:02:00Z'],
      ['c', '2026-02-11T10:02:00Z'],
      ['a', '2026-02-11T10:03:00Z'],
    ],
    waits: ['60*', '61', '60*'],
  },
  {
    name: 'closed and reopened, it is another conversation',
    lines: [
      ['c', '2026-02-12T10:00:00Z'],
      ['a', '2026-02-12T10:01:00Z'],
      ['c', '2026-02-12T10:10:00Z'],
      ['a', '2026-02-12T10:12:00Z'],
    ],
    closed: ['2026-02-12T10:05:00Z'],
    waits: ['60*', '120*'],
  },
  {
    name: 'who is closed away without an answer waits no longer, and has had none',
    lines: [['c', '2026-02-13T10:00:00Z']],
    closed: ['2026-02-13T10:05:00Z'],
    waits: [],
  },
  {
    name: 'closing is no answer: whoever answers later has taken as long',
    lines: [
      ['c', '2026-02-13T11:00:00Z'],
      ['a', '2026-02-13T12:00:00Z'],
    ],
    closed: ['2026-02-13T11:05:00Z'],
    waits: ['3600*'],
  },
  {
    name: 'within a second the id decides',
    lines: [
      ['c', '2026-02-16T10:00:00Z'],
      ['a', '2026-02-16T10:00:00Z'],
      ['c', '2026-02-16T10:00:00Z'],
    ],
    waits: ['0*'],
    isOpen: true,
  },
];

export function oddTalks(
  home: { business: string | null; session: string },
  by: string,
  conversation: () => string,
): PlainTalk[] {
  return oddCases.map(({ lines, closed = [], isGroup }, index) => ({
    ...home,
    conversation: conversation(),
    customer: isGroup ? '' : `odd-${index}`,
    messages: lines.map(([who, at, odd], place): PlainMessage => ({
      id: `3EB0ODD${String(index).padStart(3, '0')}${String(place).padStart(3, '0')}`,
      at: Date.parse(at),
      from: who === 'c' ? 'customer' : 'team',
      by: who === 'a' ? by : null,
      type: odd === undefined || odd === 'revoked' ? 'text' : odd,
      isAutomatic: who === 'auto',
      isRevoked: odd === 'revoked',
    })),
    closings: closed.map((at) => Date.parse(at)),
    leads: [],
  }));
}
