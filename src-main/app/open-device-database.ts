import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { SecretStore } from '../config/secret-store.ts';
import { KEY_BYTES } from '../crypto/sealed-box.ts';
import { DeviceDatabase } from '../journal/device-database.ts';

/** The database of this device, in the app's data folder. Rejects when another process has it, or without a keychain. */
export async function openDeviceDatabase(
  folder: string,
  secrets: SecretStore,
): Promise<DeviceDatabase> {
  return DeviceDatabase.open(join(folder, 'device'), await deviceKey(secrets));
}

/** The key of what lies sealed on this device, made once and kept in the keychain. */
export async function deviceKey(secrets: SecretStore): Promise<Buffer> {
  const known = await secrets.get('device.key');
  if (known !== null) return Buffer.from(known, 'base64');
  const key = randomBytes(KEY_BYTES);
  await secrets.set('device.key', key.toString('base64'));
  return key;
}
