import {
  derivedColour,
  findLabel,
  type Label,
  type LabelColour,
} from '../../src-preload/contract/label.ts';
import { shownValue } from '../bridge/remote-data.ts';
import { useLabelsOfTeam } from './team-labels-context.ts';

const none: readonly Label[] = [];

/** The labels of the team in its order; none while they are not known. */
export function useTeamLabels(): readonly Label[] {
  return useLabelsOfTeam(({ labels }) => shownValue(labels) ?? none);
}

/** The colour in which a label is drawn now: the one that the team has chosen, or the one that comes with the word. */
export function useLabelColour(word: string): LabelColour {
  return useLabelsOfTeam(
    ({ labels }) => findLabel(shownValue(labels) ?? none, word)?.colour ?? derivedColour(word),
  );
}
