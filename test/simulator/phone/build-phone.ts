import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions } from 'esbuild';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/**
 * Writes the phone as an Electron app into the folder and returns it. Start it with an Electron executable, the folder
 * as its argument, and `SIMULATOR_URL` and `SIMULATOR_TOKEN` in its environment.
 */
export async function buildPhone(outDir: string): Promise<string> {
  await mkdir(outDir, { recursive: true });
  const shared: BuildOptions = { bundle: true, external: ['electron'], logLevel: 'silent' };
  await Promise.all([
    build({
      ...shared,
      entryPoints: [here('main.ts')],
      outfile: join(outDir, 'main.mjs'),
      platform: 'node',
      format: 'esm',
      target: 'node20',
      // ws is CommonJS and asks for Node's own modules by require.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
    build({
      ...shared,
      entryPoints: [here('preload.ts')],
      outfile: join(outDir, 'preload.cjs'),
      platform: 'node',
      format: 'cjs',
    }),
    build({
      ...shared,
      entryPoints: [here('window.ts')],
      outfile: join(outDir, 'window.js'),
      platform: 'browser',
      format: 'iife',
    }),
    copyFile(here('index.html'), join(outDir, 'index.html')),
    copyFile(here('window.css'), join(outDir, 'window.css')),
    writeFile(
      join(outDir, 'package.json'),
      JSON.stringify({ name: 'simulator-phone', private: true, main: 'main.mjs' }),
    ),
  ]);
  return outDir;
}
