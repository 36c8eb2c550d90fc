import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretStore } from '../config/secret-store.ts';
import type { Log } from '../log/log.ts';

/** What of the team's lies in the app's folder: sealed, with keys of the keychain. */
const FOLDERS = ['device', 'outbox-files', 'whatsapp', 'mongodb-transactions'];

/**
 * Takes from this computer all that it knows of the team. The keys first: without them what lies in the folder is read
 * by nobody, also where a file cannot be deleted. Never rejects.
 */
export async function wipeDesktop(folder: string, secrets: SecretStore, log: Log): Promise<void> {
  const attempt = async (what: string, action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      log.error('Something of the team is still on this computer', { what, error });
    }
  };
  await attempt('keychain', () => secrets.clear());
  for (const name of FOLDERS) {
    await attempt(name, () => rm(join(folder, name), { recursive: true, force: true }));
  }
}
