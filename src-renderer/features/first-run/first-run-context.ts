import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { FirstRunState } from './first-run-store.ts';

export const { Provider: FirstRunProvider, useSelector: useFirstRun } =
  createStoreContext<FirstRunState>('FirstRunProvider');
