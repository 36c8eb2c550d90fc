import { randomUUID } from 'node:crypto';
import { memoryCache } from '../../../src-main/cache/memory-cache.ts';
import { systemClock } from '../../../src-main/common/clock.ts';
import type { Workspace } from '../../../src-main/crypto/workspace.ts';
import { openStores } from '../../../src-main/store/open-stores.ts';
import type { Stores } from '../../../src-main/store/stores.ts';
import { memorySecretStore } from '../databases/memory-secret-store.ts';
import { recordedLog } from '../databases/recorded-log.ts';
import type { Databases } from '../databases/start-databases.ts';
import { testDesktop } from '../databases/test-workspace.ts';

/** A desktop's stores, and the workspace that seals what is in them. */
export interface OpenDesk {
  stores: Stores;
  workspace: Workspace;
}

/** Opens both databases as the app does, migrations included; another desktop each time unless it is named. */
export async function openDesk(
  addresses: Pick<Databases, 'mongodbUrl' | 'postgresUrl'>,
  deskId: string = randomUUID(),
): Promise<OpenDesk> {
  let workspace: Workspace | undefined;
  const stores = await openStores({
    location: { kind: 'servers', addresses },
    secrets: memorySecretStore(),
    deskId,
    cache: memoryCache({ maxBytes: 1_000_000, clock: systemClock }),
    openKeys: async (store) => {
      workspace = await testDesktop(store).enter();
      return workspace.keys;
    },
    onStep: () => {},
    log: recordedLog(),
  });
  if (!workspace) throw new Error('The stores were opened without keys');
  return { stores, workspace };
}
