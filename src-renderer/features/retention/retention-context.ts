import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { RetentionState } from './retention-store.ts';

export const { Provider: RetentionProvider, useSelector: useRetention } =
  createStoreContext<RetentionState>('RetentionProvider');
