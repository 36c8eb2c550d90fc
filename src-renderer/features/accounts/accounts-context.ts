import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { AccountsState } from './accounts-store.ts';

export const { Provider: AccountsProvider, useSelector: useAccounts } =
  createStoreContext<AccountsState>('AccountsProvider');
