import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { AccessState } from './access-store.ts';

export const { Provider: AccessProvider, useSelector: useAccess } =
  createStoreContext<AccessState>('AccessProvider');
