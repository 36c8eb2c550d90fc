#!/usr/bin/env node
/**
 * Makes a root folder with PostgreSQL 18 and the DocumentDB extension from Debian's own packages.
 *
 *   node prepare-rootfs.mjs ROOTFS
 *
 * It needs Node and what every Debian has (apt-get, dpkg-deb, tar, chroot), and nothing of this
 * project's packages, so that it can run before `npm ci`. Nothing is installed on the machine:
 * the packages are unpacked into ROOTFS, without their maintainer scripts. A folder that is ready
 * is left as it is. About 140 MB are fetched; the folder takes 370 MB.
 */
import { execFile, spawnSync } from 'node:child_process';
import console from 'node:console';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The suites that carry the extension, best first. Both are newer than Debian 12 and 13. */
const SUITES = ['forky', 'sid'];
const PACKAGES = ['postgresql-18-documentdb', 'dash', 'tzdata', 'libc-bin'];
/** Dependencies of maintainer scripts and of log-in sessions, which a chroot without them never misses. */
const NOT_UNPACKED =
  /^(perl|libperl|systemd|dbus|udev|ssl-cert|ucf|debconf|fonts-|readline|passwd|mount|util-linux)/;
const LEFT_OUT = [
  './usr/share/doc',
  './usr/share/man',
  './usr/share/locale',
  './usr/share/i18n',
  './usr/share/fonts',
  './usr/lib/*/gconv',
  '*/bitcode',
];
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const TOOLS = ['apt-get', 'dpkg', 'dpkg-deb', 'tar', 'chroot', 'mknod', 'flock'];
/** A number that no distribution gives away; the engine runs as this user, inside the folder only. */
const POSTGRES_ID = 26555;

class Missing extends Error {}

function describeMachine() {
  if (process.platform !== 'linux') {
    throw new Missing(`it can only be made on Debian Linux, and this is ${process.platform}`);
  }
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID=debian$/m.test(release)) {
    throw new Missing('it is made from Debian packages, and this machine does not run Debian');
  }
  if (process.getuid?.() !== 0) {
    throw new Missing('root is needed, for chroot and for the device files in the folder');
  }
  const absent = TOOLS.filter((tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0);
  if (absent.length > 0) throw new Missing(`these programs are missing: ${absent.join(', ')}`);
  if (!existsSync(KEYRING)) throw new Missing('the package debian-archive-keyring is missing');
  const architecture = spawnSync('dpkg', ['--print-architecture'], { encoding: 'utf8' });
  const name = architecture.stdout.trim();
  if (!['amd64', 'arm64'].includes(name)) {
    throw new Missing(`the engine is packaged for amd64 and arm64, and this machine is ${name}`);
  }
}

/** The mirror that this machine's own apt uses for Debian. */
function mirrorOfThisMachine() {
  const targets = spawnSync(
    'apt-get',
    ['indextargets', '--format', '$(SITE)', 'Created-By: Packages'],
    { encoding: 'utf8' },
  );
  const mirror = targets.stdout.split('\n').find((site) => /\/debian\/?$/.test(site));
  if (mirror === undefined) throw new Missing('apt on this machine knows no Debian mirror');
  return mirror;
}

/** Fetches the packages with all they depend on, libc included: apt is shown an empty machine. */
async function download(suite, mirror, state) {
  rmSync(state, { recursive: true, force: true });
  mkdirSync(path.join(state, 'lists/partial'), { recursive: true });
  mkdirSync(path.join(state, 'cache/archives/partial'), { recursive: true });
  writeFileSync(path.join(state, 'status'), '');
  writeFileSync(
    path.join(state, 'sources.list'),
    `deb [signed-by=${KEYRING}] ${mirror} ${suite} main\n`,
  );
  const options = [
    `Dir::Etc::sourcelist=${state}/sources.list`,
    'Dir::Etc::sourceparts=-',
    `Dir::State::lists=${state}/lists`,
    `Dir::State::status=${state}/status`,
    `Dir::Cache=${state}/cache`,
    // A mirror may hold back a suite in development for longer than its index says it is valid.
    'Acquire::Check-Valid-Until=false',
    'Acquire::Languages=none',
    'Acquire::Retries=5',
    'APT::Install-Recommends=false',
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  const limits = { maxBuffer: 64 * 1024 * 1024 };
  await run('apt-get', ['-q', ...options, 'update'], limits);
  await run('apt-get', ['-q', ...options, '-y', '--download-only', 'install', ...PACKAGES], limits);
  const archives = path.join(state, 'cache/archives');
  const packages = readdirSync(archives).filter((file) => file.endsWith('.deb'));
  if (packages.length === 0) throw new Error(`apt-get fetched nothing from ${suite}`);
  return packages.map((file) => path.join(archives, file));
}

async function downloadFromFirstSuite(mirror, state, say) {
  const failures = [];
  for (const suite of SUITES) {
    try {
      say(`fetching from Debian ${suite}`);
      return await download(suite, mirror, state);
    } catch (error) {
      const reason = lastLines(error);
      failures.push(`${suite}: ${reason}`);
      say(`not from ${suite}: ${reason}`);
    }
  }
  throw new Missing(
    `the packages could not be fetched; is there a network connection? ${failures.join('; ')}`,
  );
}

function lastLines(error) {
  const text = error?.stderr || error?.message || String(error);
  return text.trim().split('\n').slice(-2).join(' ');
}

async function unpack(packages, root) {
  for (const folder of ['bin', 'sbin', 'lib', 'lib64']) {
    mkdirSync(path.join(root, 'usr', folder), { recursive: true });
    symlinkSync(`usr/${folder}`, path.join(root, folder));
  }
  const excluded = LEFT_OUT.map((pattern) => `--exclude=${pattern}`);
  const queue = packages.filter((file) => !NOT_UNPACKED.test(path.basename(file)));
  const worker = async () => {
    for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
      await run('sh', [
        '-c',
        'dpkg-deb --fsys-tarfile "$1" | { shift; tar -x --keep-directory-symlink --no-same-owner -C "$@"; }',
        'unpack',
        file,
        root,
        ...excluded,
      ]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
}

/** What the packages' scripts would have done, as far as the engine needs it. */
function furnish(root) {
  for (const folder of ['dev/shm', 'tmp', 'proc', 'etc', 'run', 'var/lib/documentdb']) {
    mkdirSync(path.join(root, folder), { recursive: true });
  }
  for (const folder of ['tmp', 'dev/shm']) chmodSync(path.join(root, folder), 0o1777);
  const devices = { null: '3', zero: '5', random: '8', urandom: '9' };
  for (const [name, minor] of Object.entries(devices)) {
    const made = spawnSync('mknod', ['-m', '666', path.join(root, 'dev', name), 'c', '1', minor]);
    if (made.status !== 0) {
      throw new Missing(`device files may not be made here: ${String(made.stderr).trim()}`);
    }
  }
  const user = `postgres:x:${POSTGRES_ID}`;
  writeFileSync(path.join(root, 'etc/passwd'), `${user}:${POSTGRES_ID}::/tmp:/bin/sh\n`);
  writeFileSync(path.join(root, 'etc/group'), `${user}:\n`);
  writeFileSync(path.join(root, 'etc/hosts'), '127.0.0.1 localhost\n');
  const extensions = path.join(root, 'usr/share/postgresql/18/extension');
  // On an installed system update-alternatives makes this link.
  symlinkSync('postgis-3.control', path.join(extensions, 'postgis.control'));
}

function versionOfEngine(root) {
  const asked = spawnSync('chroot', [root, '/usr/lib/postgresql/18/bin/postgres', '--version'], {
    encoding: 'utf8',
  });
  if (asked.status !== 0) {
    throw new Error(`the engine does not run: ${asked.stderr || String(asked.error)}`);
  }
  return asked.stdout.trim();
}

/**
 * Makes the root folder, or does nothing when it is ready.
 *
 * The work is done in a folder beside it, which takes its name at the end: a set-up that was
 * interrupted leaves no half-made root folder behind.
 */
export async function prepareRootfs(rootfs, say = console.log) {
  const root = path.resolve(rootfs);
  if (existsSync(path.join(root, '.ready'))) {
    say(`DocumentDB: ready in ${root}`);
    return;
  }
  describeMachine();
  const startedAt = Date.now();
  const tell = (text) =>
    say(`DocumentDB: ${((Date.now() - startedAt) / 1000).toFixed(0)} s, ${text}`);
  mkdirSync(path.dirname(root), { recursive: true });
  const unfinished = mkdtempSync(`${root}.unfinished-`);
  const state = mkdtempSync(path.join(tmpdir(), 'documentdb-apt-'));
  try {
    chmodSync(unfinished, 0o755);
    const packages = await downloadFromFirstSuite(mirrorOfThisMachine(), state, tell);
    tell(`${packages.length} packages fetched`);
    await unpack(packages, unfinished);
    furnish(unfinished);
    tell(`unpacked, ${versionOfEngine(unfinished)}`);
    writeFileSync(path.join(unfinished, '.ready'), '');
    if (existsSync(path.join(root, '.ready'))) return tell('another set-up was faster');
    rmSync(root, { recursive: true, force: true });
    renameSync(unfinished, root);
    tell(`ready in ${root}`);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    rmSync(state, { recursive: true, force: true });
  }
}

if (
  process.argv[1] !== undefined &&
  fileURLToPath(import.meta.url) === path.resolve(process.argv[1])
) {
  const [rootfs] = process.argv.slice(2);
  if (rootfs === undefined) {
    console.error('usage: node prepare-rootfs.mjs ROOTFS');
    process.exit(2);
  }
  try {
    await prepareRootfs(rootfs);
  } catch (error) {
    const reason = error instanceof Missing ? error.message : lastLines(error);
    console.error(`DocumentDB cannot be made ready: ${reason}.`);
    process.exit(1);
  }
}
