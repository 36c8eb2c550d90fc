import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { AnonymisedCopyState } from './anonymised-copy-store.ts';

export const { Provider: AnonymisedCopyProvider, useSelector: useAnonymisedCopy } =
  createStoreContext<AnonymisedCopyState>('AnonymisedCopyProvider');
