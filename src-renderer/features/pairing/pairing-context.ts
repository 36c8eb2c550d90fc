import { createStoreContext } from '../../bridge/create-store-context.tsx';
import type { PairingState } from './pairing-store.ts';

export const { Provider: PairingProvider, useSelector: usePairing } =
  createStoreContext<PairingState>('PairingProvider');
