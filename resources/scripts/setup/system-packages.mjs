import { runCommand, tryCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';

/** @typedef {import('../common/report.mjs').Report} Report */

/**
 * @typedef {object} SystemPackage
 * @property {readonly string[]} names the same package under the names of several releases
 * @property {'electron' | 'screen' | 'session' | 'engines'} purpose
 * @property {boolean} [isOptional] installed where the archive has it; the tests that need it are skipped elsewhere
 */

/** Names that Debian 13 and Ubuntu 24.04 changed stand first. @type {readonly SystemPackage[]} */
export const SYSTEM_PACKAGES = [
  { purpose: 'electron', names: ['libgtk-3-0t64', 'libgtk-3-0'] },
  { purpose: 'electron', names: ['libnss3'] },
  { purpose: 'electron', names: ['libasound2t64', 'libasound2'] },
  { purpose: 'electron', names: ['libgbm1'] },
  { purpose: 'electron', names: ['libxss1'] },
  { purpose: 'electron', names: ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'] },
  { purpose: 'electron', names: ['libdrm2'] },
  { purpose: 'electron', names: ['libnotify4'] },
  { purpose: 'electron', names: ['libsecret-1-0'] },
  // Without a screen: a virtual one, and fonts for it. DejaVu has Arabic and Hebrew.
  { purpose: 'screen', names: ['xvfb'] },
  { purpose: 'screen', names: ['fonts-liberation'] },
  { purpose: 'screen', names: ['fonts-dejavu-core'] },
  { purpose: 'screen', names: ['fonts-noto-color-emoji'] },
  // A session bus and a keychain of their own for tests and for the demo.
  { purpose: 'session', names: ['dbus-daemon', 'dbus'] },
  { purpose: 'session', names: ['gnome-keyring'] },
  // Engines that teams run themselves, for the tests: the oldest PostgreSQL that the release has, and Redis.
  { purpose: 'engines', names: ['postgresql-17', 'postgresql-16', 'postgresql-15'] },
  { purpose: 'engines', names: ['redis-server'] },
  // What people open our archives with, for the tests.
  { purpose: 'engines', names: ['unzip'] },
  { purpose: 'engines', names: ['7zip', 'p7zip-full'], isOptional: true },
  // A desktop's own daemon for notifications, for the tests.
  { purpose: 'engines', names: ['dunst'] },
  // In the place of a person's own Chrome. Ubuntu has it as a snap only, which cannot enter the folder of a profile.
  { purpose: 'engines', names: ['chromium'], isOptional: true },
];

const APT_TIMEOUT_MS = 15 * 60_000;

/**
 * Installs what Electron and its tests need from the Debian or Ubuntu archive. Without the rights
 * to do so it prints the command. Elsewhere it does nothing: other systems have what Electron
 * needs, or say by its own message what is missing.
 *
 * @param {object} options
 * @param {Report} options.report
 * @param {boolean} options.hasScreen
 * @param {boolean} options.needsSession
 * @param {boolean} options.needsEngines
 */
export async function prepareSystemPackages({ report, hasScreen, needsSession, needsEngines }) {
  if (process.platform !== 'linux') return;
  const wanted = SYSTEM_PACKAGES.filter(
    ({ purpose }) =>
      purpose === 'electron' ||
      (purpose === 'screen' && !hasScreen) ||
      (purpose === 'session' && needsSession) ||
      (purpose === 'engines' && needsEngines),
  );
  await report.step('Checking the system packages', async ({ update, done }) => {
    const installed = await installedPackages(wanted.flatMap(({ names }) => names));
    if (installed === undefined) return done('system packages: not a Debian system, not checked');
    const missing = missingPackages(wanted, installed);
    if (missing.length === 0) return done(`system packages: ${wanted.length} wanted, all there`);

    if (process.getuid?.() !== 0) {
      const needed = missing.filter(({ isOptional }) => isOptional !== true);
      if (needed.length === 0) return done('system packages: all there that are needed');
      const command = `sudo apt-get install ${needed.map(({ names }) => names.at(-1)).join(' ')}`;
      // A screen or a session that cannot be started fails later, with its own message.
      report.warn(`These system packages are missing; install them with:\n${command}`);
      return done(`system packages: ${needed.length} missing`);
    }
    const names = await install(missing, update);
    done(`system packages installed: ${names.join(' ')}`);
  });
}

/**
 * @param {readonly SystemPackage[]} wanted
 * @param {ReadonlySet<string>} installed
 */
export function missingPackages(wanted, installed) {
  return wanted.filter(({ names }) => !names.some((name) => installed.has(name)));
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<Set<string> | undefined>} undefined where packages are not Debian's
 */
async function installedPackages(names) {
  try {
    // It ends with code 1 when it does not know one of them, and lists the others all the same.
    const args = ['--show', '--showformat', '${Package} ${db:Status-Status}\\n', ...names];
    return parseInstalled((await tryCommand('dpkg-query', args)).stdout);
  } catch {
    // There is no such command.
    return undefined;
  }
}

/** @param {string} output a line for each package: its name, its status */
export function parseInstalled(output) {
  const lines = output.split('\n').map((line) => line.trim().split(' '));
  return new Set(lines.filter(([, status]) => status === 'installed').map(([name]) => name ?? ''));
}

/**
 * @param {readonly SystemPackage[]} missing
 * @param {(detail: string) => void} update
 * @returns {Promise<string[]>} the names under which this release has them
 */
async function install(missing, update) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Somebody else may be installing something at the same time.
  const options = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  try {
    // Not each time anew for what this archive does not have.
    if (missing.some(({ isOptional }) => isOptional !== true)) {
      update('apt-get update');
      await runCommand('apt-get', ['-q', ...options, 'update'], { env, timeoutMs: APT_TIMEOUT_MS });
    }
    const available = await Promise.all(missing.map(availableName));
    const names = available.filter((name) => name !== null);
    if (names.length === 0) return names;
    update(names.join(' '));
    await runCommand(
      'apt-get',
      ['-q', '-y', ...options, '--no-install-recommends', 'install', ...names],
      {
        env,
        timeoutMs: APT_TIMEOUT_MS,
        onOutput: (text) => {
          const lines = text.trim().split('\n');
          const doing = lines.findLast((line) => /^(Get:|Unpacking|Setting up)/.test(line));
          if (doing) update(doing.replace(/^Get:\d+ \S+ /, 'fetching '));
        },
      },
    );
    return names;
  } catch (error) {
    throw new SetupError(
      'System packages that are needed could not be installed:\n' +
        `${missing.map(({ names }) => names.at(-1)).join(' ')}\n` +
        'Check the package sources of this machine and run "npm run setup" again.\n' +
        (error instanceof Error ? error.message : String(error)),
      { cause: error },
    );
  }
}

/**
 * @param {SystemPackage} wanted
 * @returns {Promise<string | null>} null for one that can be done without and that the archive does not have
 */
async function availableName({ names, isOptional }) {
  for (const name of names) {
    const { code, stdout } = await tryCommand('apt-cache', ['show', '--no-all-versions', name]);
    if (code === 0 && stdout.trim() !== '') return name;
  }
  return isOptional === true ? null : (names.at(-1) ?? '');
}
