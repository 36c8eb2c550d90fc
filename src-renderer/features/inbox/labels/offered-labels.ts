import { useMemo } from 'react';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { findLabel, type Label } from '../../../../src-preload/contract/label.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { useTeamLabels } from '../../../labels/use-team-labels.ts';
import { useInbox } from '../inbox-context.ts';

/** The team's labels in its order, then others that these conversations have, A to Z; each once. */
export function offeredLabels(
  team: readonly Label[],
  conversations: readonly Pick<ConversationSummary, 'labels'>[],
): string[] {
  const others = [...new Set(conversations.flatMap(({ labels }) => labels))]
    .filter((word) => findLabel(team, word) === undefined)
    .sort((one, other) => one.localeCompare(other));
  return [...team.map(({ name }) => name), ...others];
}

/** The labels to choose from: the team's, then others on the conversations that are shown. */
export function useOfferedLabels(): string[] {
  const team = useTeamLabels();
  const conversations = useInbox((state) => state.conversations);
  return useMemo(
    () => offeredLabels(team, shownValue(conversations)?.items ?? []),
    [team, conversations],
  );
}
