import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import type { Presence } from '../../../../src-preload/contract/presence.ts';
import { toBridgeFailure } from '../../../bridge/bridge-failure.ts';
import { call } from '../../../bridge/call.ts';
import type { StoreDependencies } from '../../../bridge/store-dependencies.ts';
import type { SliceAccess } from '../inbox-state.ts';

/** Which colleagues look at which conversations. */
export interface PresenceSlice {
  /** Those who type first; a list that says the same stays the same one. */
  readonly presences: ReadonlyMap<ConversationId, readonly Presence[]>;
  readonly loadPresences: () => Promise<void>;
  /** Everybody of whom something is known, in the place of those before. */
  readonly receivePresences: (colleagues: readonly Presence[]) => void;
}

export function createPresenceSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
): PresenceSlice {
  return {
    presences: new Map(),

    async loadPresences() {
      try {
        get().receivePresences(await call(bridge, 'presence.list', {}));
      } catch (error) {
        // Nobody asked for it, and whoever is there says so again within seconds.
        toBridgeFailure(error);
      }
    },

    receivePresences(colleagues) {
      const presences = new Map<ConversationId, readonly Presence[]>();
      for (const { conversationId } of colleagues) {
        if (presences.has(conversationId)) continue;
        const there = colleagues
          .filter((each) => each.conversationId === conversationId)
          .sort((one, other) => Number(other.isTyping) - Number(one.isTyping));
        const known = get().presences.get(conversationId);
        presences.set(conversationId, known !== undefined && isSame(known, there) ? known : there);
      }
      set({ presences });
      for (const { userId } of colleagues) void get().lookUpColleague(userId);
    },
  };
}

function isSame(one: readonly Presence[], other: readonly Presence[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ userId, isTyping }, index) => {
      const there = other[index];
      return there?.userId === userId && there.isTyping === isTyping;
    })
  );
}
