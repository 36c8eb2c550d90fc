import { IconBell, IconBellOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import type { SettingsStore } from './settings-store.ts';

/** Whether this computer announces what is written in a conversation. */
export function MuteButton({
  store,
  conversationId,
}: {
  readonly store: SettingsStore;
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const isMuted = useStore(
    store,
    ({ settings }) =>
      shownValue(settings)?.notifications.mutedConversations.includes(conversationId) ?? false,
  );
  const setMuted = useStore(store, (state) => state.setMuted);
  const label = t(isMuted ? 'desktop.unmute' : 'desktop.mute');
  return (
    <IconButton name={label} onClick={() => void setMuted(conversationId, !isMuted)}>
      {isMuted ? (
        <IconBellOff size="1.1rem" stroke={1.8} />
      ) : (
        <IconBell size="1.1rem" stroke={1.8} />
      )}
    </IconButton>
  );
}
