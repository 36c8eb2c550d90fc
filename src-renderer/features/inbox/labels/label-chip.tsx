import type { ReactNode } from 'react';
import { LabelPill } from '../../../ui/label-pill.tsx';
import { useLabelColour } from './use-labels.ts';

/** A label of a conversation in the colour that the team has chosen for it. */
export function LabelChip({ label }: { readonly label: string }): ReactNode {
  return <LabelPill label={label} colour={useLabelColour(label)} />;
}
