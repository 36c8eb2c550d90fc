import { INDEX_SUBJECT, KeyRing } from '../../../src-main/crypto/key-ring.ts';
import { WorkspaceKeys } from '../../../src-main/crypto/workspace-keys.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import { memoryKeyStore } from './memory-key-store.ts';

const WORKSPACE_KEY = Buffer.alloc(32, 7);
const INDEX_KEY = Buffer.alloc(32, 9);

/**
 * An open key ring for tests of what uses it. The workspace key and the key for look-ups are always the same, so
 * two rings over one `store` are two desktops of one workspace.
 */
export function testKeyRing(store: KeyStore = memoryKeyStore()): KeyRing {
  return new KeyRing({
    store,
    workspace: new WorkspaceKeys({
      store,
      newest: { workspaceId: 'test', version: 1, bytes: WORKSPACE_KEY },
      remember: async () => {},
    }),
    index: { subject: INDEX_SUBJECT, bytes: INDEX_KEY },
  });
}
