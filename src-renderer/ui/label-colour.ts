import { type LabelColour, labelColours } from '../../src-preload/contract/label.ts';
import { stableHue } from './stable-hue.ts';

/** The colour of a label for which nobody has chosen one: always the same for the same word, whatever its capitals. */
export function derivedColour(label: string): LabelColour {
  // The palette has as many colours as there are hues.
  return labelColours[stableHue(label.toLowerCase()) - 1] ?? 'blue';
}

/** The tokens of a colour, for what is drawn in it. */
export function labelStyle(colour: LabelColour): { background: string; color: string } {
  const hue = labelColours.indexOf(colour) + 1;
  return {
    background: `var(--desk-avatar-${hue})`,
    color: `var(--desk-avatar-${hue}-text)`,
  };
}
