import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Label } from '../../../../src-preload/contract/label.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import { wordNow } from '../../../labels/word-now.ts';
import type { SliceAccess } from '../inbox-state.ts';
import { withPart } from '../list/view-names.ts';

export interface LabelSlice {
  /** Puts these on a conversation; main makes labels of the team of those that are new. What main could not do is reported. */
  readonly setLabels: (conversationId: ConversationId, labels: readonly string[]) => Promise<void>;
  /** The team's labels were these and are those now: what is shown follows one that has another name, or is gone. */
  readonly followLabels: (before: readonly Label[], now: readonly Label[]) => Promise<void>;
}

export function createLabelSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get }: Pick<SliceAccess, 'get'>,
): LabelSlice {
  return {
    async setLabels(conversationId, labels) {
      try {
        get().receiveConversation(
          await call(bridge, 'conversation.setLabels', { conversationId, labels: [...labels] }),
        );
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },

    async followLabels(before, now) {
      const { query, loadViews, show } = get();
      const { label } = query.filter;
      const name = label === undefined ? undefined : (wordNow(label, before, now) ?? undefined);
      await Promise.all([
        loadViews(),
        name !== label
          ? show({ ...query, filter: withPart(query.filter, 'label', name) })
          : undefined,
      ]);
    },
  };
}
