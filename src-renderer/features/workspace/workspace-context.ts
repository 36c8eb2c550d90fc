import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { WorkspaceState } from './workspace-store.ts';

export const { Provider: WorkspaceProvider, useSelector: useWorkspace } =
  createStoreContext<WorkspaceState>('WorkspaceProvider');
