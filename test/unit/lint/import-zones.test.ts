import { resolve } from 'node:path';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { importZones } from '../../../resources/lint/import-zones.mjs';

const root = resolve(import.meta.dirname, '../../..');
const zones = {
  packages: { pg: ['src-main/store/postgres/', 'test/'], electron: ['src-main/shell/'] },
  folders: [
    { from: 'src-main/', notInto: ['src-renderer/', 'test/'] },
    {
      from: 'src-main/domain/',
      notInto: ['src-main/'],
      except: ['src-main/domain/', 'src-main/common/'],
    },
    { from: 'src-renderer/features/', notInto: ['src-renderer/features/'] },
  ],
};

/** What the rule says about one line in the file at this path. */
function complaints(path: string, code: string): string[] {
  const linter = new Linter({ cwd: root });
  const messages = linter.verify(
    code,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: { house: { rules: { 'import-zones': importZones } } },
        rules: { 'house/import-zones': ['error', zones] },
      },
    ],
    { filename: resolve(root, path) },
  );
  return messages.map(({ message }) => message);
}

describe('the rule about who may import what', () => {
  it.each([
    ['src-main/store/postgres/pool.ts', `import pg from 'pg';`],
    ['test/unit/x.test.ts', `import pg from 'pg';`],
    ['src-main/app/x.ts', `import { z } from 'zod';`],
    ['src-main/app/x.ts', `import x from 'pgpass';`],
    ['src-main/domain/a.ts', `import { b } from './b.ts';`],
    ['src-main/domain/a.ts', `import { b } from '../common/b.ts';`],
    ['src-main/domain/a.ts', `import { b } from '../../src-preload/contract/b.ts';`],
    ['src-renderer/features/inbox/a.ts', `import { b } from './parts/b.ts';`],
    ['src-renderer/features/inbox/parts/a.ts', `import { b } from '../b.ts';`],
    ['src-renderer/features/inbox/a.ts', `import { b } from '../../ui/b.ts';`],
    ['src-main/app/x.ts', 'export const a = 1;'],
    ['src-main/app/x.ts', 'void import(name);'],
  ])('lets %s say %s', (path, code) => {
    expect(complaints(path, code)).toEqual([]);
  });

  it.each([
    ['src-main/app/x.ts', `import pg from 'pg';`],
    ['src-main/app/x.ts', `import type { Pool } from 'pg';`],
    ['src-main/app/x.ts', `import { x } from 'pg/lib/x.js';`],
    ['src-main/app/x.ts', `export { Pool } from 'pg';`],
    ['src-main/app/x.ts', `export * from 'pg';`],
    ['src-main/app/x.ts', `void import('pg');`],
    ['src-main/app/x.ts', `export type P = import('pg').Pool;`],
    ['src-main/store/postgres-like/x.ts', `import pg from 'pg';`],
    ['src-main/app/x.ts', `import { app } from 'electron';`],
    ['src-main/app/x.ts', `import { app } from 'electron/main';`],
    ['src-main/app/x.ts', `import { a } from '../../src-renderer/a.ts';`],
    ['src-main/app/x.ts', `import { a } from '../../test/a.ts';`],
    ['src-main/domain/a.ts', `import { b } from '../store/b.ts';`],
    ['src-renderer/features/inbox/a.ts', `import { b } from '../leads/b.ts';`],
    ['src-renderer/features/inbox-archive/a.ts', `import { b } from '../inbox/b.ts';`],
  ])('does not let %s say %s', (path, code) => {
    expect(complaints(path, code)).toHaveLength(1);
  });
});
