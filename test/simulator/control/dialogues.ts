import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { CustomerProfile } from './commands.ts';

export const dialogueSchema = z.object({
  id: z.string(),
  turns: z.array(z.object({ from: z.enum(['customer', 'agent']), text: z.string() })),
});

export type Dialogue = z.infer<typeof dialogueSchema>;

const castingSchema = z.object({
  /** Number of the customer who speaks in the first dialogue; the next dialogue has the next customer. */
  firstCustomer: z.number().int().nonnegative().default(0),
  /** How WhatsApp addresses them; `mixed`: every other one by LID. */
  addressing: z.enum(['pn', 'lid', 'mixed']).default('mixed'),
});

const defaultSecondsBetweenTurns = 45;
const defaultSecondsBetweenDialogues = 600;

export const loadOptionsSchema = castingSchema.extend({
  /** Seconds, of the very first turn; if left out, the last turn was an hour ago. */
  startAt: z.number().int().optional(),
  secondsBetweenTurns: z.number().int().nonnegative().default(defaultSecondsBetweenTurns),
  secondsBetweenDialogues: z.number().int().nonnegative().default(defaultSecondsBetweenDialogues),
  /** Whether what a customer wrote after the last answer is still unread. */
  leaveLastTurnsUnread: z.boolean().default(false),
});

export const replayOptionsSchema = castingSchema.extend({
  /**
   * `interleaved`: one turn of each dialogue in turn. `same-instant`: dialogue by dialogue, all turns of one within the
   * same second.
   */
  mode: z.enum(['interleaved', 'same-instant']).default('interleaved'),
  /** Messages per second; as fast as it goes if left out. */
  perSecond: z.number().positive().optional(),
});

export type LoadOptions = z.input<typeof loadOptionsSchema>;
export type ReplayOptions = z.input<typeof replayOptionsSchema>;

/** Reads one dialogue per line. Throws an error that names the first line which is none. */
export function parseDialogues(jsonLines: string): Dialogue[] {
  return jsonLines.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [dialogueSchema.parse(JSON.parse(line))];
    } catch (error) {
      throw new Error(`Line ${index + 1} is no dialogue`, { cause: error });
    }
  });
}

export async function readDialogues(file: string | URL): Promise<Dialogue[]> {
  return parseDialogues(await readFile(file, 'utf8'));
}

const firstNames = (
  'Ana Bruno Carla Daniel Elena Farid Grace Hugo Inés Jonas ' +
  'Keiko Lucía Marcos Nadia Oliver Paula Rafael Sofía Tomás Yasmin'
).split(' ');
const lastNames = (
  'Álvarez Bennett Costa Dubois Esposito Fischer García Haddad Ito Jensen ' +
  'Kowalski Lima Moreau Novak Okafor Pereira Ruiz Silva Tanaka'
).split(' ');

/**
 * The customer with this number, always the same one. The phone numbers are +1 xxx 555 01xx, which are kept free for
 * fiction: a hundred for each of 600 area codes. Two of three are in the owner's address book.
 */
export function castCustomer(
  index: number,
  addressing: 'pn' | 'lid' | 'mixed',
): CustomerProfile & { name?: string; pushname: string } {
  const areaCode = 201 + Math.floor(index / 100);
  if (areaCode > 800) throw new RangeError(`there are only 60,000 customers, not ${index}`);
  // 20 first and 19 last names share no factor, so the pairs repeat only after all 380.
  const first = firstNames[index % firstNames.length] ?? '';
  const last = lastNames[index % lastNames.length] ?? '';
  const byLid = addressing === 'lid' || (addressing === 'mixed' && index % 2 === 1);
  return {
    number: `+1${areaCode}55501${String(index % 100).padStart(2, '0')}`,
    addressing: byLid ? 'lid' : 'pn',
    pushname: first,
    ...(index % 3 === 2 ? {} : { name: `${first} ${last}` }),
  };
}
