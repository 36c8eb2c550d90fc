import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import { rounded } from './statistics.ts';

const KIBIBYTE = 1024;
const built = join(import.meta.dirname, '../../../out/renderer');

/** What the main window reads at its start, and what it reads when it is needed, beside a page in which React says hello. */
export async function bundleSizes(): Promise<object[]> {
  const page = await readFile(join(built, 'index.html'), 'utf8');
  const files = (await readdir(join(built, 'assets'))).filter((file) =>
    ['.js', '.css'].includes(extname(file)),
  );
  const ours = await Promise.all(
    files.map(async (file) => ({
      isAtStart: page.includes(file),
      kind: extname(file),
      bytes: await readFile(join(built, 'assets', file)),
    })),
  );
  const bare = Buffer.from(await bareReact());
  const of = (isAtStart: boolean, kind: string): Buffer[] =>
    ours
      .filter((each) => each.isAtStart === isAtStart && each.kind === kind)
      .map(({ bytes }) => bytes);
  return [
    ['scripts at the start', of(true, '.js')] as const,
    ['styles at the start', of(true, '.css')] as const,
    ['scripts when they are needed', of(false, '.js')] as const,
    ['React that says hello', [bare]] as const,
  ].map(([what, parts]) => ({
    what,
    plain: rounded(sum(parts, (part) => part.length) / KIBIBYTE),
    brotli: rounded(sum(parts, (part) => brotliCompressSync(part).length) / KIBIBYTE),
    ofBare: rounded(sum(parts, (part) => part.length) / bare.length),
  }));
}

function sum(parts: readonly Buffer[], size: (part: Buffer) => number): number {
  return parts.reduce((all, part) => all + size(part), 0);
}

async function bareReact(): Promise<string> {
  const entry = '\0bare-react';
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, rolldownOptions: { input: entry } },
    plugins: [
      {
        name: 'bare-react',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import { createElement } from 'react';
               import { createRoot } from 'react-dom/client';
               createRoot(document.body).render(createElement('p', null, 'Hello'));`
            : undefined,
      },
    ],
  });
  const outputs = Array.isArray(result) ? result : [result];
  return outputs
    .flatMap((each) => ('output' in each ? each.output : []))
    .map((chunk) => (chunk.type === 'chunk' ? chunk.code : ''))
    .join('');
}
