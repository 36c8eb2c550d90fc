import { Workspace } from '../../../src-main/crypto/workspace.ts';
import type { SecretStore } from '../../../src-main/config/secret-store.ts';
import type { KeyStore } from '../../../src-main/store/key-store.ts';
import { memorySecretStore } from './memory-secret-store.ts';

export const PASSPHRASE = 'correct horse battery staple';
/** The least that is accepted: the tests are not about how long an attempt takes. */
export const QUICK_COST = 2 ** 12;

/** One desktop of a workspace: its keychain, and the keys that it shares with the others. */
export interface TestDesktop {
  secrets: SecretStore;
  open(): Promise<Workspace>;
  unlock(passphrase?: string): Promise<Workspace>;
  enter(passphrase?: string): Promise<Workspace>;
}

export function testDesktop(
  store: KeyStore,
  secrets = memorySecretStore(),
  onLocked: () => void = () => {},
): TestDesktop {
  const input = { store, secrets, passphraseCost: QUICK_COST, onLocked };
  return {
    secrets,
    open: () => Workspace.open(input),
    unlock: (passphrase = PASSPHRASE) => Workspace.unlock(input, passphrase),
    enter: (passphrase = PASSPHRASE) => Workspace.enter(input, passphrase),
  };
}
