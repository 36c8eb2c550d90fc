import type { SecretStore } from '../../../src-main/config/secret-store.ts';

/** Secrets in memory, for tests of what has nothing to do with the keychain. */
export function memorySecretStore(isAvailable = true): SecretStore {
  const secrets = new Map<string, string>();
  return {
    get: (name) => Promise.resolve(secrets.get(name) ?? null),
    set: (name, value) => {
      secrets.set(name, value);
      return Promise.resolve();
    },
    delete: (name) => {
      secrets.delete(name);
      return Promise.resolve();
    },
    clear: () => {
      secrets.clear();
      return Promise.resolve();
    },
    isAvailable: () => Promise.resolve(isAvailable),
  };
}
