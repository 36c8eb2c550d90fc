import { Modal } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ShortcutList } from '../features/settings/shortcut-list.tsx';
import { isSheetKey, isTypedInto } from './area-shortcuts.ts';

/** What the keyboard can do, whenever somebody presses `?` and does not write. */
export function ShortcutSheet(): ReactNode {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useWindowEvent('keydown', (event) => {
    if (!isSheetKey(event, isTypedInto(event.target))) return;
    event.preventDefault();
    setOpen(true);
  });
  return (
    <Modal
      opened={isOpen}
      onClose={() => setOpen(false)}
      title={t('settings.shortcuts')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ShortcutList />
    </Modal>
  );
}
