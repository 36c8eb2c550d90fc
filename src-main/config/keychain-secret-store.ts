import type * as Keytar from 'keytar';
import { createRequire } from 'node:module';
import { AppError } from '../common/app-error.ts';
import type { SecretStore } from './secret-store.ts';

/** CommonJS whose exports an `import` does not all see. */
const load = createRequire(import.meta.url);

/** A name that nobody stores anything under: asking for it tells whether the keychain answers. */
const PROBE = 'probe';
/** A keychain that asks the user for its password may wait for an answer; one that hangs is none, in milliseconds. */
const ANSWER_MS = 60_000;

/**
 * The operating system's keychain: Keychain on macOS, Credential Vault on Windows, Secret Service on Linux.
 * `service` tells the secrets of one data folder from those of another.
 */
export function keychainSecretStore(service: string): SecretStore {
  const ask = async <T>(question: (keytar: typeof Keytar) => Promise<T>): Promise<T> => {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('The keychain does not answer')), ANSWER_MS);
    });
    try {
      // Loaded here: where the system's library is missing, the app starts and says so.
      return await Promise.race([question(load('keytar') as typeof Keytar), deadline]);
    } catch (error) {
      throw new AppError('keychain_unavailable', 'The keychain cannot be used', { cause: error });
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    get: (name) => ask((keytar) => keytar.getPassword(service, name)),
    set: (name, value) => ask((keytar) => keytar.setPassword(service, name, value)),
    delete: async (name) => {
      await ask((keytar) => keytar.deletePassword(service, name));
    },
    clear: () =>
      ask(async (keytar) => {
        for (const { account } of await keytar.findCredentials(service)) {
          await keytar.deletePassword(service, account);
        }
      }),
    isAvailable: () =>
      ask((keytar) => keytar.getPassword(service, PROBE)).then(
        () => true,
        () => false,
      ),
  };
}
