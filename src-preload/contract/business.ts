import { z } from 'zod';
import { BusinessId, SessionId } from './ids.ts';

export const Business = z.object({
  businessId: BusinessId,
  name: z.string(),
  /** Its messages are kept in collections of their own. */
  isHighVolume: z.boolean(),
});
export type Business = z.infer<typeof Business>;

/** A linked account of this desktop, and the business it speaks for. */
export const BusinessAccount = z.object({
  sessionId: SessionId,
  /** The account's name on WhatsApp, else its number, else nothing. */
  name: z.string(),
  businessId: BusinessId.nullable(),
});
export type BusinessAccount = z.infer<typeof BusinessAccount>;

const BusinessName = z.string().trim().min(1).max(255);

export const businessCommands = {
  /** By name; `accounts` are those of this desktop. */
  'business.list': {
    input: z.object({}),
    output: z.object({ businesses: z.array(Business), accounts: z.array(BusinessAccount) }),
  },
  /** Makes it, or answers the one that has this name. */
  'business.create': { input: z.object({ name: BusinessName }), output: Business },
  /** From now on its messages go to collections of their own, or to the common ones. `not_found` */
  'business.setHighVolume': {
    input: z.object({ businessId: BusinessId, isHighVolume: z.boolean() }),
    output: z.null(),
  },
  /** The business that an account speaks for, and with it its conversations; null for none. `not_found` */
  'business.setOfAccount': {
    input: z.object({ sessionId: SessionId, businessId: BusinessId.nullable() }),
    output: z.null(),
  },
} as const;

export const businessEvents = {
  /** Some business was added or changed, on whichever desktop: what is shown of them has to be read again. */
  'business.changed': z.object({}),
} as const;
