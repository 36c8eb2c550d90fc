import { _electron } from '@playwright/test';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from '../data-folder.ts';
import { seriousFindings } from '../serious-findings.ts';
import { startPreview, watchComplaints } from './preview-server.ts';
import { shots, show } from './shots.ts';

/**
 * The pictures of the documentation, taken in the Electron under test: every screen at 1280×800, empty and full, in light
 * and dark. `take-documented.ts [--axe] [WORDS]` takes those alone whose name the regular expression WORDS matches; without
 * one, pictures of screens that are no more are deleted. Fails when a page complained in its console, or, if it is asked
 * (`--axe`), axe finds something serious on a screen.
 */
const asksAxe = process.argv.includes('--axe');
const [words = ''] = process.argv.slice(2).filter((each) => each !== '--axe');
const folder = join(import.meta.dirname, '../../../resources/docs/screenshots');
/** Of 100, and of the window's size: all of them together have to be small enough for a repository, and be read. */
const QUALITY = 50;
const SCALE = 0.75;

const wanted = [...shots()].filter(
  ({ name, query, isUsual }) =>
    new RegExp(words).test(name) &&
    isUsual &&
    (query.filling === undefined || ['full', 'empty'].includes(query.filling)),
);
const fileOf = (name: string): string => `${name.replace(/-(1280|usual)$/, '')}.webp`;

await mkdir(folder, { recursive: true });
const preview = await startPreview();
const data = await dataFolder();
const app = await _electron.launch({
  executablePath: process.env.ALEXIA_ELECTRON ?? '',
  args: [
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    join(import.meta.dirname, 'empty-window.mjs'),
    `--user-data-dir=${data.path}`,
  ],
  // The window shows the preview's server, which is no page of the app's.
  env: { ...process.env, ELECTRON_DISABLE_SECURITY_WARNINGS: 'true' },
});
const page = await app.firstWindow();
const complaints = await watchComplaints(page, preview.address);
const findings: string[] = [];
const devtools = await page.context().newCDPSession(page);
for (const shot of wanted) {
  await show(page, preview.address, shot);
  if (asksAxe) {
    for (const finding of await seriousFindings(page)) findings.push(`${shot.name}: ${finding}`);
  }
  // Playwright itself knows no WebP, which takes a quarter of a PNG.
  const { data: picture } = await devtools.send('Page.captureScreenshot', {
    format: 'webp',
    quality: QUALITY,
    clip: { x: 0, y: 0, ...shot.size, scale: SCALE },
  });
  await writeFile(join(folder, fileOf(shot.name)), Buffer.from(picture, 'base64'));
}
await app.close();
await preview.close();
await data.remove();

if (words === '') {
  const known = new Set(wanted.map(({ name }) => fileOf(name)));
  for (const file of await readdir(folder)) {
    if (!known.has(file)) await rm(join(folder, file));
  }
}
for (const complaint of complaints) console.error(`The page complained: ${complaint}`);
console.log(`${wanted.length} pictures in resources/docs/screenshots`);
for (const finding of findings) console.error(`axe: ${finding}`);
process.exitCode = complaints.size === 0 && findings.length === 0 ? 0 : 1;
