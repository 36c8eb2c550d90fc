import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findOnPath, pathName } from '../../../resources/scripts/setup/mongo-engine.mjs';
import { requireNode } from '../../../resources/scripts/setup/prepare-project.mjs';
import { workEnvironment } from '../../../resources/scripts/setup/work-environment.mjs';
import { withOnce } from '../../../resources/scripts/run/demo-arguments.mjs';
import { temporaryFolder } from './temporary-folder.ts';

const electron = {
  folder: '/cache/electron',
  executable: '/cache/electron/electron',
  version: '33.2.1',
  source: 'cache' as const,
};
const documentDb = {
  kind: 'documentdb' as const,
  description: 'DocumentDB',
  folder: '/project/stand-in',
  rootfs: '/cache/rootfs',
};

describe('the environment of tests and demo', () => {
  it('names the runtime and the engine', () => {
    const env = workEnvironment({ PATH: '/usr/bin' }, { electron, mongo: documentDb });
    expect(env).toMatchObject({
      ALEXIA_ELECTRON: electron.executable,
      ALEXIA_TEST_BROWSER: electron.executable,
      ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
      DOCUMENTDB_ROOTFS: '/cache/rootfs',
      PATH: `/project/stand-in${delimiter}/usr/bin`,
    });
  });

  it('leaves the PATH alone when a mongod is installed', () => {
    const mongo = { kind: 'installed' as const, description: 'MongoDB 8.0.4' };
    const env = workEnvironment({ PATH: '/usr/bin' }, { electron, mongo });
    expect(env.PATH).toBe('/usr/bin');
    expect(env).not.toHaveProperty('DOCUMENTDB_ROOTFS');
  });

  it('does not redirect the electron package from its own runtime', () => {
    const official = { ...electron, source: 'package' as const };
    const env = workEnvironment({}, { electron: official, mongo: undefined });
    expect(env).not.toHaveProperty('ELECTRON_OVERRIDE_DIST_PATH');
  });

  it('makes Electron an application also in a terminal of an Electron application', () => {
    const env = workEnvironment({ ELECTRON_RUN_AS_NODE: '1' }, { electron, mongo: undefined });
    expect(env).not.toHaveProperty('ELECTRON_RUN_AS_NODE');
  });

  it('extends the search path under the name that Windows gives it', () => {
    const env = workEnvironment({ Path: 'C:\\Windows' }, { electron, mongo: documentDb });
    expect(pathName(env)).toBe('Path');
    expect(env).not.toHaveProperty('PATH');
    expect(env.Path).toBe(`/project/stand-in${delimiter}C:\\Windows`);
  });
});

describe('a mongod on the PATH', () => {
  it('is found in the first folder that has one, our stand-in excepted', async () => {
    const parent = await temporaryFolder();
    const name = process.platform === 'win32' ? 'mongod.exe' : 'mongod';
    const [standIn, empty, real] = ['stand-in', 'empty', 'real'].map((part) => join(parent, part));
    if (!standIn || !empty || !real) throw new Error('three folders were named');
    for (const folder of [standIn, empty, real]) await mkdir(folder);
    for (const folder of [standIn, real]) await writeFile(join(folder, name), '');
    const env = { PATH: [standIn, empty, real].join(delimiter) };
    expect(findOnPath(env, [standIn])).toBe(join(real, name));
    expect(findOnPath({ PATH: empty }, [])).toBeUndefined();
    expect(findOnPath({}, [])).toBeUndefined();
  });
});

describe('what is required', () => {
  it('is Node.js 20.19 or newer', () => {
    for (const version of ['20.19.0', '20.20.2', '22.0.0', '24.1.0']) {
      expect(() => {
        requireNode(version);
      }).not.toThrow();
    }
    for (const version of ['18.20.0', '20.18.1']) {
      expect(() => {
        requireNode(version);
      }).toThrow(/20\.19 or newer is needed/);
    }
  });
});

describe('the demo', () => {
  it('plays by itself without a screen and when it is told to', () => {
    expect(withOnce([], true)).toEqual([]);
    expect(withOnce([], false)).toEqual(['--once']);
    expect(withOnce(['--once'], false)).toEqual(['--once']);
    expect(withOnce(['--once', '--slow'], true)).toEqual(['--once', '--slow']);
  });
});
