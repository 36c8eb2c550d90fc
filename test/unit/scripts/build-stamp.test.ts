import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stampOf } from '../../../resources/scripts/run/build-if-stale.mjs';
import { temporaryFolder } from './temporary-folder.ts';

it('a build is stale when a source was changed, added or removed, and not otherwise', async () => {
  const root = await temporaryFolder();
  await mkdir(join(root, 'src', 'deep'), { recursive: true });
  await writeFile(join(root, 'src', 'a.ts'), 'one');
  await writeFile(join(root, 'config.ts'), 'x');
  const stamp = () => stampOf(root, ['src', 'config.ts', 'not-there.json']);

  const first = await stamp();
  expect(await stamp()).toBe(first);

  await writeFile(join(root, 'src', 'deep', 'b.ts'), 'two');
  const added = await stamp();
  expect(added).not.toBe(first);

  await writeFile(join(root, 'src', 'a.ts'), 'three');
  const changed = await stamp();
  expect(changed).not.toBe(added);

  await rm(join(root, 'config.ts'));
  expect(await stamp()).not.toBe(changed);
});
