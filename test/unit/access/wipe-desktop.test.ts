import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wipeDesktop } from '../../../src-main/access/wipe-desktop.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { dataFolder } from '../../support/data-folder.ts';
import { memorySecretStore } from '../../support/databases/memory-secret-store.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';

async function filledFolder() {
  const folder = await dataFolder();
  for (const name of ['device', 'outbox-files', 'whatsapp']) {
    await mkdir(join(folder.path, name, 'deep'), { recursive: true });
    await writeFile(join(folder.path, name, 'deep', 'sealed'), 'x');
  }
  await writeFile(join(folder.path, 'mongodb-transactions'), 'x');
  await writeFile(join(folder.path, 'settings.json'), '{}');
  return folder;
}

it('a desktop that is wiped has neither keys nor anything of the team, and its settings', async () => {
  const folder = await filledFolder();
  const secrets = memorySecretStore();
  await secrets.set('journal-key', 'x');
  const log = recordedLog();
  await wipeDesktop(folder.path, secrets, log);
  expect(await secrets.get('journal-key')).toBeNull();
  expect(await readdir(folder.path)).toEqual(['settings.json']);
  expect(log.lines).toEqual([]);
  // Nothing is left for a second time.
  await wipeDesktop(folder.path, secrets, log);
  expect(log.lines).toEqual([]);
  await folder.remove();
});

it('where the keychain does not answer, the files go all the same, and the log says what is left', async () => {
  const folder = await filledFolder();
  const log = recordedLog();
  const secrets = {
    ...memorySecretStore(),
    clear: () => Promise.reject(new AppError('keychain_unavailable', 'No keychain')),
  };
  await wipeDesktop(folder.path, secrets, log);
  expect(await readdir(folder.path)).toEqual(['settings.json']);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { what: 'keychain' } }]);
  await folder.remove();
});

it('where a folder cannot be deleted, the keys are gone and so are the others', async () => {
  const secrets = memorySecretStore();
  await secrets.set('journal-key', 'x');
  const log = recordedLog();
  // No file system takes a name like this.
  await wipeDesktop('/\0', secrets, log);
  expect(await secrets.get('journal-key')).toBeNull();
  expect(log.lines.map(({ fields }) => (fields as { what: string }).what)).toEqual([
    'device',
    'outbox-files',
    'whatsapp',
    'mongodb-transactions',
  ]);
});
