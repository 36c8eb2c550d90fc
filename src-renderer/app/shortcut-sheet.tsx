import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { ShortcutList } from '../features/settings/shortcut-list.tsx';
import type { AppStore } from './app-store.ts';

/** What the keyboard can do, whenever somebody presses `?` and does not write. */
export function ShortcutSheet({ store }: { readonly store: AppStore }): ReactNode {
  const { t } = useTranslation();
  const isShown = useStore(store, (state) => state.isSheetShown);
  const show = useStore(store, (state) => state.showSheet);
  return (
    <Modal
      opened={isShown}
      onClose={() => show(false)}
      size="xl"
      title={t('settings.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ShortcutList />
    </Modal>
  );
}
