import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { isTraversableByAll } from '../../../resources/scripts/common/traversable.mjs';

it.skipIf(process.platform === 'win32')(
  'a folder can be reached by all when every folder on the way lets others pass',
  async () => {
    // Not in the temporary folder of this user, which may be closed to others itself.
    const folder = await mkdtemp('/tmp/alexia-desk-test-');
    onTestFinished(() => rm(folder, { recursive: true }));
    const inside = join(folder, 'inside');
    await mkdir(inside, { mode: 0o755 });
    expect(await isTraversableByAll(inside)).toBe(false);
    await chmod(folder, 0o711);
    expect(await isTraversableByAll(inside)).toBe(true);
    await chmod(inside, 0o750);
    expect(await isTraversableByAll(inside)).toBe(false);
  },
);
