#!/usr/bin/env node
/**
 * A `mongod` for machines where MongoDB cannot be had: DocumentDB behind mongod's command line.
 *
 * A link or a shell script named `mongod` on the PATH that runs this file is all it takes. What it
 * takes from its environment:
 *
 *   DOCUMENTDB_ROOTFS   the folder that prepare-rootfs.mjs made; in the user's cache otherwise
 *   DOCUMENTDB_DURABLE  1: acknowledged data survives a power failure too
 *
 * The program itself is TypeScript. It is bundled once for every version of its sources, because
 * that starts in a third of the time.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** Bundles of older sources are removed after a week; a running program has long read its own. */
const BUNDLE_LIFE_MS = 7 * 24 * 3_600_000;
const sources = path.dirname(fileURLToPath(import.meta.url));

function hashOfSources() {
  const hash = createHash('sha256');
  const files = readdirSync(sources, { recursive: true }).filter((file) => file.endsWith('.ts'));
  for (const file of files.sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path.join(sources, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

async function bundledProgram() {
  const cache = process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache');
  const folder = path.join(cache, 'alexia-desk/documentdb-mongod');
  const bundle = path.join(folder, `${hashOfSources()}.mjs`);
  if (!existsSync(bundle)) {
    const { build } = await import('esbuild');
    const { outputFiles } = await build({
      entryPoints: [path.join(sources, 'mongod/mongod-program.ts')],
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      write: false,
    });
    mkdirSync(folder, { recursive: true });
    // Others may be starting too: a bundle gets its name when it is whole.
    const unfinished = `${bundle}.${process.pid}`;
    writeFileSync(unfinished, outputFiles[0].contents);
    renameSync(unfinished, bundle);
    for (const file of readdirSync(folder)) {
      const other = path.join(folder, file);
      if (Date.now() - statSync(other).mtimeMs > BUNDLE_LIFE_MS) rmSync(other, { force: true });
    }
  }
  return bundle;
}

const { runMongod } = await import(pathToFileURL(await bundledProgram()).href);
process.exitCode = await runMongod(process.argv.slice(2));
process.exit();
