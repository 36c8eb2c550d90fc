import { ActionIcon, Tooltip } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useInbox } from '../inbox-context.ts';
import { useFindKeys } from './use-find-keys.ts';

/** In the head of a thread: looking for a word or a day in it. */
export function FindButton(): ReactNode {
  const { t } = useTranslation();
  useFindKeys();
  const openFind = useInbox((state) => state.openFind);
  return (
    <Tooltip label={t('find.title')}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('find.title')}
        onClick={openFind}
      >
        <IconSearch size="1.1rem" stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}
