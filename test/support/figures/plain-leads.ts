import { seededRandom } from '../replay/seeded-random.ts';
import type { PlainTalk } from './plain-talks.ts';

/** What became of a lead, as plainly as it can be said. */
export interface PlainLead {
  /** 24 hexadecimal digits, as all ids here. */
  id: string;
  /** Of its conversation; null when it was brought from a file. */
  conversation: string | null;
  /** What people have said; without a conversation it counts. */
  business: string | null;
  source: string;
  campaign: string | null;
  owner: string | null;
  /** When it came, milliseconds, and in which stage. */
  at: number;
  first: string;
  /** Later stages, in order. */
  moves: { at: number; stage: string }[];
  lostReason: string;
  value: { minor: number; currency: string } | null;
}

const HOUR = 3_600_000;
const pauses = [0, 999, 1_000, 7 * HOUR, 60 * HOUR, 89 * 24 * HOUR, 91 * 24 * HOUR];
const stages = ['new', 'contacted', 'qualified', 'proposal', 'won', 'lost'];

/** Leads of some of these talks, and some that were brought from a file: they go forth and back, are lost and won. */
export function randomLeads(input: {
  seed: number;
  talks: readonly PlainTalk[];
  owners: readonly string[];
  campaigns: readonly string[];
  businesses: readonly (string | null)[];
}): PlainLead[] {
  const random = seededRandom(input.seed);
  const any = <T>(items: readonly T[]): T => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('There is one');
    return item;
  };
  const homes = input.talks.flatMap((talk) => {
    const [first] = talk.messages;
    if (!first || random() > 0.2) return [];
    return [{ conversation: talk.conversation, business: any(input.businesses), at: first.at }];
  });
  const brought = Array.from({ length: 40 }, (_, index) => ({
    conversation: null,
    business: any(input.businesses),
    at: Date.parse('2026-03-28T22:15:00Z') + index * 5 * HOUR,
  }));
  return [...homes, ...brought].map((home, index): PlainLead => {
    let at = home.at;
    const moves = Array.from({ length: Math.floor(random() * 5) }, () => {
      at += any(pauses) + Math.floor(random() * 1_000);
      return { at, stage: any(stages) };
    });
    const isLost = moves.at(-1)?.stage === 'lost';
    return {
      ...home,
      id: index.toString(16).padStart(24, '0'),
      source: home.conversation === null ? any(['import', 'fair']) : 'whatsapp',
      campaign: random() < 0.4 ? any(input.campaigns) : null,
      owner: random() < 0.8 ? any(input.owners) : null,
      first: random() < 0.9 ? 'new' : any(stages),
      moves,
      lostReason: isLost ? any(['', 'Too dear', 'Too late']) : '',
      value:
        random() < 0.7
          ? { minor: Math.floor(random() * 90_000_000_000_000), currency: any(['EUR', 'JPY']) }
          : null,
    };
  });
}
