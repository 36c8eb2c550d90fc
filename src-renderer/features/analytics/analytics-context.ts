import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { AnalyticsState } from './analytics-store.ts';

export const { Provider: AnalyticsProvider, useSelector: useAnalytics } =
  createStoreContext<AnalyticsState>('AnalyticsProvider');
