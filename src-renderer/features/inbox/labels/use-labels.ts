import { useMemo } from 'react';
import type { LabelColour } from '../../../../src-preload/contract/label.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useInbox } from '../inbox-context.ts';
import { colourOf, offeredLabels } from './team-labels.ts';

/** The colour in which a label is drawn now. */
export function useLabelColour(label: string): LabelColour {
  return useInbox((state) => colourOf(shownValue(state.teamLabels) ?? [], label));
}

/** The labels to choose from: the team's, then others on the conversations that are shown. */
export function useOfferedLabels(): string[] {
  const team = useInbox((state) => state.teamLabels);
  const conversations = useInbox((state) => state.conversations);
  return useMemo(
    () => offeredLabels(shownValue(team) ?? [], shownValue(conversations)?.items ?? []),
    [team, conversations],
  );
}
