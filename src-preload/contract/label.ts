import { z } from 'zod';
import { MAXIMUM_LABEL_LENGTH } from './conversation.ts';
import { LabelId } from './ids.ts';
import { stableHue } from './stable-hue.ts';

/** What a label may be drawn in, in the order of the avatar colours of `tokens.css`: each is readable, light and dark. */
export const labelColours = [
  'blue',
  'orange',
  'green',
  'pink',
  'yellow',
  'teal',
  'violet',
  'olive',
] as const;
export type LabelColour = (typeof labelColours)[number];

/** The colour of a label for which nobody has chosen one: always the same for the same word, whatever its capitals. */
export function derivedColour(label: string): LabelColour {
  // There are as many colours as hues.
  return labelColours[stableHue(label.toLowerCase()) - 1] ?? 'blue';
}

/** A label for which the team has chosen a colour and a place; conversations name it by its word. */
export const Label = z.object({
  labelId: LabelId,
  name: z.string(),
  colour: z.enum(labelColours),
});
export type Label = z.infer<typeof Label>;

export const LabelDraft = z.object({
  name: z.string().trim().min(1).max(MAXIMUM_LABEL_LENGTH),
  colour: z.enum(labelColours),
});
export type LabelDraft = z.infer<typeof LabelDraft>;

/** The label that this word stands for. */
export function findLabel<L extends Pick<Label, 'name'>>(
  labels: readonly L[],
  word: string,
): L | undefined {
  return labels.find(({ name }) => isSameLabel(name, word));
}

/** Whether two words are the same label: capitals make no other. */
export function isSameLabel(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Capitals make no other name. */
const SavedLabel = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), label: Label }),
  z.object({ outcome: z.literal('name_taken') }),
]);

const count = z.number().int().nonnegative();
const byLabel = z.object({ labelId: LabelId });

export const labelCommands = {
  /** All of the team, in its order. */
  'label.list': { input: z.object({}), output: z.array(Label) },
  /** The new one stands last. */
  'label.create': { input: LabelDraft, output: SavedLabel },
  /** A new name is given to the conversations and messages that have it and to the views that ask for it. `not_found` */
  'label.update': { input: LabelDraft.extend({ labelId: LabelId }), output: SavedLabel },
  /** How many conversations and messages have it, and how many views of anybody ask for it. `not_found` */
  'label.count': {
    input: byLabel,
    output: z.object({ conversations: count, messages: count, views: count }),
  },
  /** Takes it from conversations and messages, and the views that ask for it away; nothing happens when it is gone. */
  'label.delete': { input: byLabel, output: z.null() },
  /** To this place, from 0; answers all of them as they stand then. `not_found` */
  'label.move': {
    input: byLabel.extend({ place: z.number().int().nonnegative() }),
    output: z.array(Label),
  },
} as const;

export const labelEvents = {
  /** Some were added, changed, moved or deleted, on whichever desktop: what is shown of them has to be read again. */
  'label.changed': z.object({}),
} as const;
