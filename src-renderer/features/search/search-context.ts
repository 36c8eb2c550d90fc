import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { SearchState } from './search-store.ts';

export const { Provider: SearchProvider, useSelector: useSearch } =
  createStoreContext<SearchState>('SearchProvider');
