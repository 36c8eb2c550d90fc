import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { ShortcutList } from '../features/settings/shortcut-list.tsx';
import { chosenSendKey } from '../features/settings/settings-store.ts';
import type { Stores } from './stores.ts';

/** What the keyboard can do, whenever somebody presses `?` and does not write. */
export function ShortcutSheet({
  stores,
}: {
  readonly stores: Pick<Stores, 'app' | 'settings'>;
}): ReactNode {
  const { t } = useTranslation();
  const isShown = useStore(stores.app, (state) => state.isSheetShown);
  const show = useStore(stores.app, (state) => state.showSheet);
  const sendKey = useStore(stores.settings, chosenSendKey);
  return (
    <Modal
      opened={isShown}
      onClose={() => show(false)}
      size="xl"
      title={t('settings.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ShortcutList sendKey={sendKey} />
    </Modal>
  );
}
