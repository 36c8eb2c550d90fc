import { MAXIMUM_MEDIA_MB } from '../../../src-preload/contract/message-content.ts';
import { defaultWriting } from '../../../src-preload/contract/writing.ts';
import type { StoreDependencies } from '../../bridge/store-dependencies.ts';
import type { SettingsSlice, SliceAccess } from './inbox-state.ts';

export function createSettingsSlice(
  { bridge }: Pick<StoreDependencies, 'bridge'>,
  { get, set }: SliceAccess,
): SettingsSlice {
  return {
    autoDownloadMb: MAXIMUM_MEDIA_MB,
    writing: defaultWriting,

    async loadInboxSettings() {
      const settings = await bridge.invoke('settings.get', {});
      // Without them a file that waits is shown as one that comes, and writing is as in the beginning.
      if (settings.ok) get().noteSettings(settings.value);
    },

    noteSettings: ({ autoDownloadMb, writing }) => set({ autoDownloadMb, writing }),
  };
}
