import { toBridgeFailure } from '../../bridge/bridge-failure.ts';
import { call } from '../../bridge/call.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { MediaSlice, SliceAccess } from './inbox-state.ts';

/** What becomes of a file is told by `message.changed`. */
export function createMediaSlice(
  { bridge, reportFailure }: StoreDependencies,
  { get, set }: SliceAccess,
): MediaSlice {
  return {
    pictureVersions: new Map(),

    notePicture(conversationId) {
      const versions = get().pictureVersions;
      const version = (versions.get(conversationId) ?? 0) + 1;
      set({ pictureVersions: new Map(versions).set(conversationId, version) });
    },

    askedFor: new Set(),

    async retryMedia(conversationId, messageId) {
      set({ askedFor: new Set(get().askedFor).add(messageId) });
      try {
        await call(bridge, 'message.retryMedia', { conversationId, messageId });
      } catch (error) {
        const others = [...get().askedFor].filter((each) => each !== messageId);
        set({ askedFor: new Set(others) });
        reportFailure(toBridgeFailure(error));
      }
    },

    async wantMedia(conversationId, messageId) {
      // Nobody has asked for anything: it comes all the same, only later.
      await bridge.invoke('message.retryMedia', { conversationId, messageId });
    },

    async saveMedia(conversationId, messageId) {
      try {
        await call(bridge, 'message.saveMedia', { conversationId, messageId });
      } catch (error) {
        reportFailure(toBridgeFailure(error));
      }
    },
  };
}
