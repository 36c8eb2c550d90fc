import { createHash } from 'node:crypto';

/**
 * The name under which the keychain holds the secrets of a data folder. Each folder has its own, so that a trial and
 * the real one never share a key.
 */
export function keychainService(dataFolder: string): string {
  const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
  return `Alexia Desk ${name}`;
}
