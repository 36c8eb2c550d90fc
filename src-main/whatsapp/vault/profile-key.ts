import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { SecretStore } from '../../config/secret-store.ts';

const KEY_LENGTH = 32;

/** The keychain's entry for the key of one account's profile. */
function secretName(sessionId: string): string {
  return `whatsapp-profile:${sessionId}`;
}

/** The key of this account's profile, or null when the keychain has none (or none that can be one). */
export async function readProfileKey(
  secrets: SecretStore,
  sessionId: string,
): Promise<KeyObject | null> {
  const stored = await secrets.get(secretName(sessionId));
  if (stored === null) return null;
  const key = Buffer.from(stored, 'base64');
  return key.length === KEY_LENGTH ? createSecretKey(key) : null;
}

/** Makes a key for this account's profile, and puts it into the keychain before it is used. */
export async function makeProfileKey(secrets: SecretStore, sessionId: string): Promise<KeyObject> {
  const key = randomBytes(KEY_LENGTH);
  await secrets.set(secretName(sessionId), key.toString('base64'));
  return createSecretKey(key);
}

/** Destroys the key, and with it every copy of the archive that may still lie somewhere. */
export async function deleteProfileKey(secrets: SecretStore, sessionId: string): Promise<void> {
  await secrets.delete(secretName(sessionId));
}
