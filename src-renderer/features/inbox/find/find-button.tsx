import { IconSearch } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useInbox } from '../inbox-context.ts';
import { useFindKeys } from './use-find-keys.ts';

/** In the head of a thread: looking for a word or a day in it. */
export const FindButton = memo(function FindButton(): ReactNode {
  const { t } = useTranslation();
  useFindKeys();
  const openFind = useInbox((state) => state.openFind);
  return (
    <IconButton name={t('find.title')} onClick={openFind}>
      <IconSearch size="1.1rem" stroke={1.8} />
    </IconButton>
  );
});
