import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { InboxState } from './inbox-state.ts';

export const { Provider: InboxProvider, useSelector: useInbox } =
  createStoreContext<InboxState>('InboxProvider');
