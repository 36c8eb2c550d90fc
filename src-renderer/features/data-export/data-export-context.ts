import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { DataExportState } from './data-export-store.ts';

export const { Provider: DataExportProvider, useSelector: useDataExport } =
  createStoreContext<DataExportState>('DataExportProvider');
