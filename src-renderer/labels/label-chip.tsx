import type { ReactNode } from 'react';
import { LabelPill } from './label-pill.tsx';
import { useLabelColour } from './use-team-labels.ts';

/** A label of a conversation or a message in the colour that the team has chosen for it. */
export function LabelChip({ label }: { readonly label: string }): ReactNode {
  return <LabelPill label={label} colour={useLabelColour(label)} />;
}
