import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import {
  isSameLabel,
  type Label,
  type LabelColour,
} from '../../../../src-preload/contract/label.ts';
import { derivedColour } from '../../../ui/label-colour.ts';

/** The label of the team that this word stands for, whatever its capitals. */
export function findLabel(team: readonly Label[], word: string): Label | undefined {
  return team.find(({ name }) => isSameLabel(name, word));
}

/** The colour that the team has chosen, or the one that comes with the word. */
export function colourOf(team: readonly Label[], word: string): LabelColour {
  return findLabel(team, word)?.colour ?? derivedColour(word);
}

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
