import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { LeadsState } from './leads-store.ts';

export const { Provider: LeadsProvider, useSelector: useLeads } =
  createStoreContext<LeadsState>('LeadsProvider');
