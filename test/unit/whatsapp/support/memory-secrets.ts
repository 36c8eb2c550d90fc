import { AppError } from '../../../../src-main/common/app-error.ts';
import type { SecretStore } from '../../../../src-main/config/secret-store.ts';

/** A keychain that lasts as long as the test, and can be taken away. */
export class MemorySecrets implements SecretStore {
  readonly values = new Map<string, string>();
  available = true;

  async get(name: string): Promise<string | null> {
    this.#demand();
    return this.values.get(name) ?? null;
  }

  async set(name: string, value: string): Promise<void> {
    this.#demand();
    this.values.set(name, value);
  }

  async delete(name: string): Promise<void> {
    this.#demand();
    this.values.delete(name);
  }

  async clear(): Promise<void> {
    this.#demand();
    this.values.clear();
  }

  async isAvailable(): Promise<boolean> {
    return this.available;
  }

  #demand(): void {
    if (!this.available) throw new AppError('keychain_unavailable', 'There is no keychain');
  }
}
