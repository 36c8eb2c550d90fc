import { createStoreContext } from '../bridge/create-store-context.tsx';
import type { TeamLabelsState } from './team-labels-store.ts';

export const { Provider: TeamLabelsProvider, useSelector: useLabelsOfTeam } =
  createStoreContext<TeamLabelsState>('TeamLabelsProvider');
