import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { ContactsState } from './contacts-store.ts';

export const { Provider: ContactsProvider, useSelector: useContacts } =
  createStoreContext<ContactsState>('ContactsProvider');
