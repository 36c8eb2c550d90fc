import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ContactId } from '../../../src-preload/contract/ids.ts';
import { useMay } from '../../access/may.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { DataExportStore } from './data-export-store.ts';

/** Offers to take out all that is kept of a person, to whoever may. */
export function ExportPerson({
  store,
  contactId,
  name,
}: {
  readonly store: DataExportStore;
  readonly contactId: ContactId;
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  if (!may('export.person')) return null;
  return (
    <Button
      variant="default"
      size="compact-sm"
      leftSection={<IconFileExport size="1rem" stroke={1.8} aria-hidden="true" />}
      onClick={() => store.getState().begin({ kind: 'person', contactId, name })}
    >
      {t('dataExport.exportPerson')}
    </Button>
  );
}
