import type { Message } from '../../../../src-preload/contract/message.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';

/** The team's tags of messages. */
export interface TagSlice {
  /** The message whose tags are being changed. */
  readonly tagging: Message | null;
  readonly tagMessage: (message: Message) => void;
  readonly leaveTagging: () => void;
  /** Puts these in the place of those that it had; answers whether that could be done. */
  readonly setTags: (message: Message, tags: readonly string[]) => Promise<boolean>;
}

export function createTagSlice(
  { bridge, reportFailure }: StoreDependencies,
  { set }: Pick<SliceAccess, 'set'>,
): TagSlice {
  return {
    tagging: null,
    tagMessage: (tagging) => set({ tagging }),
    leaveTagging: () => set({ tagging: null }),

    async setTags({ conversationId, messageId }, tags) {
      try {
        // What it is now comes as `message.changed`.
        await call(bridge, 'message.setTags', { conversationId, messageId, tags: [...tags] });
        return true;
      } catch (error) {
        reportFailure(toBridgeFailure(error));
        return false;
      }
    },
  };
}
