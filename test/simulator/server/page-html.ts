import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { PageConfig } from '../page/page-config.ts';

const entryPoint = fileURLToPath(new URL('../page/main.ts', import.meta.url));
let bundled: Promise<string> | undefined;

/** The page's code as one script; bundled once per process. Names stay as they are: the library reads them. */
export function pageScript(): Promise<string> {
  bundled ??= build({
    entryPoints: [entryPoint],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
    minify: false,
    keepNames: false,
    charset: 'ascii',
    logLevel: 'silent',
  }).then(({ outputFiles }) => {
    const script = outputFiles[0]?.text;
    if (script === undefined) throw new Error('the page bundle is empty');
    return script;
  });
  return bundled;
}

// A closing tag inside a script text would end the inline script.
const inline = (script: string): string => script.replaceAll('</', '<\\/');

export async function pageHtml(config: PageConfig): Promise<string> {
  const script = await pageScript();
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>WhatsApp</title></head>
<body>
<h1>WhatsApp Web simulator</h1>
<pre id="state"></pre>
<script>window.__simulatorConfig = ${inline(JSON.stringify(config))};</script>
<script>${inline(script)}</script>
</body>
</html>`;
}
