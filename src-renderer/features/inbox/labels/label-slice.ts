import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Label } from '../../../../src-preload/contract/label.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import {
  idle,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../../bridge/remote-data.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { derivedColour } from '../../../ui/label-colour.ts';
import { findConversation, type SliceAccess } from '../inbox-state.ts';
import { findLabel } from './team-labels.ts';

export interface LabelSlice {
  /** The labels of the team, in its order. Without them labels are drawn in the colours that come with the words. */
  readonly teamLabels: RemoteData<readonly Label[]>;
  readonly loadTeamLabels: () => Promise<void>;
  /**
   * Puts these on a conversation, spelled as the team spells them. One that is new to the team is a label of the team
   * from now on. What main could not do is reported.
   */
  readonly setLabels: (conversationId: ConversationId, labels: readonly string[]) => Promise<void>;
}

export function createLabelSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): LabelSlice {
  return {
    teamLabels: idle,

    async loadTeamLabels() {
      set({ teamLabels: toLoading(get().teamLabels) });
      try {
        set({ teamLabels: toReady(await call(bridge, 'label.list', {})) });
      } catch (error) {
        set({ teamLabels: toFailed(get().teamLabels, toBridgeFailure(error)) });
      }
    },

    async setLabels(conversationId, words) {
      const team = shownValue(get().teamLabels);
      const before = findConversation(get(), conversationId)?.labels ?? [];
      const spelled = words.map((word) => findLabel(team ?? [], word)?.name ?? word.trim());
      const labels = [...new Set(spelled)];
      // Whether it is new is known only when the team's labels are.
      const made = team === undefined ? [] : labels.filter((each) => !before.includes(each));
      try {
        get().receiveConversation(
          await call(bridge, 'conversation.setLabels', { conversationId, labels }),
        );
        for (const name of made.filter((each) => findLabel(team ?? [], each) === undefined)) {
          // That a colleague has just made the same one does no harm.
          await call(bridge, 'label.create', { name, colour: derivedColour(name) });
        }
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
