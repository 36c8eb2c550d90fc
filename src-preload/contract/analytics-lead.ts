import { z } from 'zod';
import { UserId } from './ids.ts';
import { LeadStage } from './lead.ts';
import { Currency } from './money.ts';

const count = z.number().int().nonnegative();

/** Within how many days after it came a lead has to reach a stage, or be won, to be counted as such. */
export const CONVERSION_WINDOW_DAYS = 90;

/** What leads are worth together, by currency; those without a value are not among them. */
export const WonValue = z.object({
  currency: Currency,
  /** Digits: exact, however much it is; in the smallest unit of the currency. */
  minor: z.string().regex(/^\d+$/),
  leads: count,
});
export type WonValue = z.infer<typeof WonValue>;

/** What became of the leads that came in the range (`entered`), each within `windowDays` of coming. */
export const LeadFigures = z.object({
  entered: count,
  won: count,
  windowDays: z.literal(CONVERSION_WINDOW_DAYS),
  /** By where they came from; most first. */
  sources: z.array(
    z.object({
      source: z.string(),
      /** `campaigns.object_id`, with what it is called. */
      campaign: z.object({ campaignId: z.string(), name: z.string() }).nullable(),
      entered: count,
      won: count,
    }),
  ),
  /** All stages but lost, in the order of the team: a lead that got further has reached those before, too. */
  stages: z.array(
    z.object({
      stage: LeadStage,
      reached: count,
      /** Half of the stays that are over took at most so many seconds; null where none is over, and for won. */
      medianSeconds: count.nullable(),
    }),
  ),
  /** Those that are lost now, by their reason; empty where none was given or can be read any more. Most first. */
  lost: z.array(z.object({ reason: z.string(), leads: count })),
  wonValue: z.array(WonValue),
});
export type LeadFigures = z.infer<typeof LeadFigures>;

/** Who sent, or answered: a colleague, or the phone, of which nobody can tell who held it. */
export const Sender = z.union([UserId, z.literal('phone')]);
export type Sender = z.infer<typeof Sender>;
