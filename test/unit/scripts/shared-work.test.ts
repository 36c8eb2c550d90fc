import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { buildFolderOnce } from '../../../resources/scripts/common/build-folder-once.mjs';
import { withLock } from '../../../resources/scripts/common/with-lock.mjs';
import { temporaryFolder } from './temporary-folder.ts';

describe('a lock', () => {
  it('lets one in at a time', async () => {
    const file = join(await temporaryFolder(), 'work.lock');
    const events: string[] = [];
    const work = (name: string) => () =>
      withLock(file, async () => {
        events.push(`${name} begins`);
        await sleep(30);
        events.push(`${name} ends`);
      });
    await Promise.all([work('a')(), work('b')()]);
    expect(events[0]?.at(0)).toBe(events[1]?.at(0));
    expect(events[2]?.at(0)).toBe(events[3]?.at(0));
    expect(events).toHaveLength(4);
  });

  it('is free again after work that failed', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'work.lock');
    await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    await expect(withLock(file, () => Promise.resolve('done'))).resolves.toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is taken over from a process that was killed', async () => {
    const file = join(await temporaryFolder(), 'work.lock');
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await writeFile(file, String(child.pid));
    let waited = false;
    const result = await withLock(
      file,
      () => Promise.resolve('done'),
      () => (waited = true),
    );
    expect(result).toBe('done');
    expect(waited).toBe(true);
  });
});

describe('a folder that is built once', () => {
  it('is built by one of two and found by the other', async () => {
    const folder = join(await temporaryFolder(), 'result');
    let builds = 0;
    const build = () =>
      buildFolderOnce(folder, async (unfinished) => {
        builds += 1;
        await writeFile(join(unfinished, 'part'), 'content');
      });
    const results = await Promise.all([build(), build()]);
    expect(builds).toBe(1);
    expect(results.filter(({ built }) => built)).toHaveLength(1);
    expect(await readFile(join(folder, 'part'), 'utf8')).toBe('content');
  });

  it('clears away what a build that was killed left behind', async () => {
    const parent = await temporaryFolder();
    await mkdir(join(parent, '.result-x1y2z3'));
    await buildFolderOnce(join(parent, 'result'), () => Promise.resolve());
    expect(await readdir(parent)).toEqual(['result']);
  });

  it('leaves nothing when building it fails', async () => {
    const parent = await temporaryFolder();
    const build = async (unfinished: string) => {
      await writeFile(join(unfinished, 'part'), 'half');
      throw new Error('the connection was lost');
    };
    await expect(buildFolderOnce(join(parent, 'result'), build)).rejects.toThrow('connection');
    expect(await readdir(parent)).toEqual([]);
  });
});
