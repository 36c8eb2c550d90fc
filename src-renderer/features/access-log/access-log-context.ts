import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { AccessLogState } from './access-log-store.ts';

export const { Provider: AccessLogProvider, useSelector: useAccessLog } =
  createStoreContext<AccessLogState>('AccessLogProvider');
