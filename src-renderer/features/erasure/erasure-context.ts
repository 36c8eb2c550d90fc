import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { ErasureState } from './erasure-store.ts';

export const { Provider: ErasureProvider, useSelector: useErasure } =
  createStoreContext<ErasureState>('ErasureProvider');
