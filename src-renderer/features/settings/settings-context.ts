import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { SettingsState } from './settings-store.ts';

export const { Provider: SettingsProvider, useSelector: useSettings } =
  createStoreContext<SettingsState>('SettingsProvider');
