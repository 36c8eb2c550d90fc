import { type LabelColour, labelColours } from '../../src-preload/contract/label.ts';

/** The tokens of a colour, for what is drawn in it. */
export function labelStyle(colour: LabelColour): { background: string; color: string } {
  const hue = labelColours.indexOf(colour) + 1;
  return {
    background: `var(--desk-avatar-${hue})`,
    color: `var(--desk-avatar-${hue}-text)`,
  };
}
