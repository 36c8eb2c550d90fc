import { type ReactNode, Suspense } from 'react';
import { useStore } from 'zustand';
import { DataExportDialog, EraseDialog } from './lazy-areas.tsx';
import type { Stores } from './stores.ts';

/** What is asked and told about a person's data, wherever it was begun: it goes on when one leaves that place. */
export function PrivacyDialogs({
  stores,
}: {
  readonly stores: Pick<Stores, 'erasure' | 'dataExport'>;
}): ReactNode {
  const isErasing = useStore(stores.erasure, ({ erasing }) => erasing !== null);
  const isTaken = useStore(stores.dataExport, ({ job }) => job !== null);
  return (
    <Suspense fallback={null}>
      {isErasing ? <EraseDialog store={stores.erasure} /> : null}
      {isTaken ? <DataExportDialog store={stores.dataExport} /> : null}
    </Suspense>
  );
}
