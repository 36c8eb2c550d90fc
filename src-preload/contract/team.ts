import { z } from 'zod';
import { User } from './app.ts';
import { COUNTED } from './conversation.ts';
import { BusinessId, UserId } from './ids.ts';

export const TeamMember = User.extend({
  /** They get no conversation by themselves until they are back. */
  isAway: z.boolean(),
  /** Conversations that they look after and that are open; `COUNTED` means that many or more. */
  openConversations: z.number().int().nonnegative().max(COUNTED),
});
export type TeamMember = z.infer<typeof TeamMember>;

/** Who is given the new conversations of a business in turn. */
export const Rota = z.object({
  /** Null for the conversations of no business. */
  businessId: BusinessId.nullable(),
  isOn: z.boolean(),
  /** Who takes part, away or not; kept while it is off. */
  members: z
    .array(UserId)
    .max(1_000)
    .refine((members) => new Set(members).size === members.length, 'nobody takes part twice'),
});
export type Rota = z.infer<typeof Rota>;

export const teamCommands = {
  /** Everybody by name, A to Z, and the rotas that were ever set: where there is none it is off, and nobody in it. */
  'team.get': {
    input: z.object({}),
    output: z.object({ people: z.array(TeamMember), rotas: z.array(Rota) }),
  },
  /** Of the person at this desktop alone. */
  'team.setAway': { input: z.object({ isAway: z.boolean() }), output: z.null() },
  /** Those who stay in it keep their turn. `not_found` where there is no such business or colleague. */
  'team.setRota': { input: Rota, output: z.null() },
} as const;

export const teamEvents = {
  /** Somebody went away or is back, or a rota was changed, on whichever desktop: it has to be read again. */
  'team.changed': z.object({}),
} as const;
