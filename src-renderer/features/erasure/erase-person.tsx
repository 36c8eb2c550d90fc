import { Button } from '@mantine/core';
import { IconEraser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { useMay } from '../../access/may.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ErasureStore } from './erasure-store.ts';

/** Offers to erase a person, to whoever may. */
export function ErasePerson({
  store,
  contactId,
}: {
  readonly store: ErasureStore;
  readonly contactId: ContactId;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('erasure.start')) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      c="red"
      leftSection={<IconEraser size="1rem" stroke={1.8} aria-hidden="true" />}
      onClick={() => void store.getState().begin(contactId)}
    >
      {t('erasure.erase')}
    </Button>
  );
}
