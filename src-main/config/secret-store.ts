/**
 * Secrets by name, in the operating system's keychain and nowhere else. Every method rejects with an AppError
 * `keychain_unavailable` when there is no keychain: nothing is ever stored in another place instead.
 */
export interface SecretStore {
  get(name: string): Promise<string | null>;
  set(name: string, value: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** All of them. */
  clear(): Promise<void>;
  /** Whether a keychain answers; never rejects. */
  isAvailable(): Promise<boolean>;
}
