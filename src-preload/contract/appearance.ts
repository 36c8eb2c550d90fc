import { z } from 'zod';

/** How much room lists and messages take: the same words, with more or less air. */
export const Density = z.enum(['comfortable', 'compact']);
export type Density = z.infer<typeof Density>;

/** The sizes that the keys step through, in percent. */
export const textSizes = [80, 90, 100, 110, 125, 150, 175, 200] as const;
const SMALLEST = textSizes[0];
const LARGEST = 200;
const USUAL = 100;

/** How the windows look on this computer, beside theme and language. */
export const AppearanceSettings = z.object({
  density: Density,
  /** How large text, and all that stands around it, is drawn, in percent. */
  textSize: z.number().int().min(SMALLEST).max(LARGEST),
});
export type AppearanceSettings = z.infer<typeof AppearanceSettings>;

export const defaultAppearance: AppearanceSettings = { density: 'comfortable', textSize: USUAL };

/** What makes text larger, smaller, or as large as usual. */
export const textSizeCommands = ['textLarger', 'textSmaller', 'textUsual'] as const;
export type TextSizeCommand = (typeof textSizeCommands)[number];

export function isTextSizeCommand(command: string): command is TextSizeCommand {
  return textSizeCommands.some((each) => each === command);
}

/** The size after a command, in percent: the same at either end. */
export function textSizeAfter(command: TextSizeCommand, size: number): number {
  switch (command) {
    case 'textLarger':
      return textSizes.find((each) => each > size) ?? LARGEST;
    case 'textSmaller':
      return textSizes.findLast((each) => each < size) ?? SMALLEST;
    case 'textUsual':
      return USUAL;
  }
}
