import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryCommand } from '../common/run-command.mjs';
import { SetupError } from '../common/setup-error.mjs';
import { listenForInterruption } from './interruption.mjs';
import { isDeadSession, MARK, stopMarkedProcesses } from './marked-processes.mjs';
import { planSession } from './plan-session.mjs';

/** The size of the virtual screen, in pixels, and its colour depth. */
const SCREEN = '1600x1000x24';
const SYSTEM_BUS = '/run/dbus/system_bus_socket';
const FOLDER_PREFIX = 'alexia-desk-session-';
const START_TIMEOUT_MS = 15_000;
const STOP_TIMEOUT_MS = 3_000;

/**
 * Runs work with a screen, a session bus and a keychain, and stops what was started for it
 * afterwards, also when the work fails or is interrupted.
 *
 * `isolated` work (tests, the demo without a screen) never sees the person's own bus, keychain and
 * settings: it gets a bus, an empty keychain and folders for settings of its own, and every process
 * that it leaves behind is stopped. Other work gets only what is missing. On macOS and Windows
 * everything is there.
 *
 * @template T
 * @param {object} options
 * @param {boolean} options.isolated
 * @param {NodeJS.ProcessEnv} options.env what the work's environment is made from
 * @param {string} [options.keyringFolder] keeps the keychain that is started here from run to run;
 *   without it, it lasts as long as the session
 * @param {(session: { env: NodeJS.ProcessEnv, signal: AbortSignal }) => Promise<T>} work
 *   `signal` is aborted, with an `Interrupted` as its reason, when we are told to stop
 * @returns {Promise<T>}
 */
export async function withDesktopSession({ isolated, env, keyringFolder }, work) {
  const interruption = listenForInterruption();
  const session = new Session(env);
  try {
    await session.start(planSession(process.platform, env, isolated), keyringFolder);
    const result = await work({ env: session.env, signal: interruption.signal });
    interruption.signal.throwIfAborted();
    return result;
  } finally {
    await session.stop();
    interruption.stopListening();
  }
}

class Session {
  /** @type {NodeJS.ProcessEnv} */
  env;
  /** @type {string | undefined} */
  #folder;
  /** Stopped in reverse. @type {import('node:child_process').ChildProcess[]} */
  #services = [];
  #id = `${process.pid}-${randomBytes(4).toString('hex')}`;

  /** @param {NodeJS.ProcessEnv} env */
  constructor(env) {
    this.env = { ...env };
  }

  /**
   * @param {import('./plan-session.mjs').SessionPlan} plan
   * @param {string | undefined} keyringFolder
   */
  async start(plan, keyringFolder) {
    if (process.platform !== 'linux') return;
    // The address of a socket may have some hundred characters.
    const parent = tmpdir().length < 50 ? tmpdir() : '/tmp';
    await removeDeadSessions(parent);
    this.#folder = join(parent, `${FOLDER_PREFIX}${this.#id}`);
    await mkdir(this.#folder, { mode: 0o700 });
    for (const [name, folder] of Object.entries(plan.privateFolders)) {
      this.env[name] = join(this.#folder, folder);
      await mkdir(join(this.#folder, folder), { mode: 0o700 });
    }
    // What other work leaves behind may be wanted, such as a browser that it opened a link in.
    if (plan.isolated) this.env[MARK] = this.#id;
    if (plan.screen) await this.#startScreen();
    if (plan.bus) await this.#startBus(this.#folder);
    if (plan.keyring) await this.#startKeyring(this.#folder, keyringFolder);
  }

  async stop() {
    if (process.platform !== 'linux') return;
    // First what the work left behind, which may still be talking to the services.
    await stopMarkedProcesses({
      isMeant: (id) => id === this.#id,
      timeoutMs: STOP_TIMEOUT_MS,
      except: this.#services.map(({ pid }) => pid ?? 0),
    });
    for (const service of this.#services.reverse()) await stopService(service);
    if (this.#folder) await rm(this.#folder, { recursive: true, force: true });
  }

  async #startScreen() {
    const service = await this.#spawn(
      'Xvfb',
      ['-displayfd', '3', '-screen', '0', SCREEN, '-nolisten', 'tcp', '-noreset'],
      'a virtual screen (install the package xvfb)',
    );
    const number = await firstLine(service, 'the virtual screen');
    this.env['DISPLAY'] = `:${number}`;
    this.env['XDG_SESSION_TYPE'] = 'x11';
  }

  /** @param {string} folder */
  async #startBus(folder) {
    const socket = join(folder, 'bus');
    const file = join(folder, 'bus.conf');
    await writeFile(file, busConfiguration(socket));
    const service = await this.#spawn(
      'dbus-daemon',
      [`--config-file=${file}`, '--nofork', '--nopidfile', '--print-address=3'],
      'a session bus (install the package dbus-daemon)',
    );
    await firstLine(service, 'the session bus');
    this.env['DBUS_SESSION_BUS_ADDRESS'] = `unix:path=${socket}`;
    // Without a system bus Electron complains again and again; on ours it finds that nobody is there.
    if (!existsSync(SYSTEM_BUS)) this.env['DBUS_SYSTEM_BUS_ADDRESS'] = `unix:path=${socket}`;
    // The bus starts nothing by itself, so GTK need not wait for a service that will not come.
    this.env['NO_AT_BRIDGE'] = '1';
    this.env['GTK_USE_PORTAL'] = '0';
  }

  /**
   * @param {string} folder
   * @param {string | undefined} keyringFolder
   */
  async #startKeyring(folder, keyringFolder) {
    const data = keyringFolder ?? join(folder, 'keyring-data');
    const control = join(folder, 'keyring-control');
    await mkdir(data, { recursive: true, mode: 0o700 });
    await mkdir(control, { mode: 0o700 });
    const service = await this.#spawn(
      'gnome-keyring-daemon',
      ['--foreground', '--unlock', '--components=secrets', `--control-directory=${control}`],
      'a keychain (install the package gnome-keyring)',
      { XDG_DATA_HOME: data },
    );
    // The password that opens the keychain: it is ours alone and guards nothing of the person's.
    service.stdin?.end('alexia-desk');
    await this.#untilOwned('org.freedesktop.secrets', service);
  }

  /**
   * @param {string} busName
   * @param {import('node:child_process').ChildProcess} service
   */
  async #untilOwned(busName, service) {
    const deadline = Date.now() + START_TIMEOUT_MS;
    const question = [
      '--session',
      '--print-reply=literal',
      '--dest=org.freedesktop.DBus',
      '/org/freedesktop/DBus',
      'org.freedesktop.DBus.NameHasOwner',
      `string:${busName}`,
    ];
    for (;;) {
      const { stdout } = await tryCommand('dbus-send', question, { env: this.env });
      if (stdout.includes('true')) return;
      if (service.exitCode !== null || Date.now() > deadline) {
        throw new SetupError('gnome-keyring-daemon did not offer a keychain on the session bus.');
      }
      await sleep(50);
    }
  }

  /**
   * @param {string} command
   * @param {readonly string[]} args
   * @param {string} purpose
   * @param {NodeJS.ProcessEnv} [extra]
   * @returns {Promise<import('node:child_process').ChildProcess>}
   */
  async #spawn(command, args, purpose, extra = {}) {
    const service = spawn(command, [...args], {
      env: { ...this.env, ...extra, [MARK]: this.#id },
      stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
      // Ctrl+C is for the work; the services go when it has ended.
      detached: true,
    });
    service.stdin?.on('error', () => undefined); // It ended early, which its exit code shows.
    try {
      await once(service, 'spawn');
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SetupError(`${command} is needed for ${purpose}: ${reason}`, { cause: error });
    }
    this.#services.push(service);
    return service;
  }
}

/**
 * @param {import('node:child_process').ChildProcess} service
 * @param {string} name
 * @returns {Promise<string>} what it first says on its third descriptor: it is ready then
 */
function firstLine(service, name) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new SetupError(`${name} was not ready after ${START_TIMEOUT_MS / 1000} seconds.`));
    }, START_TIMEOUT_MS);
    let text = '';
    service.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(text.trim());
    });
    service.once('exit', (code) => {
      clearTimeout(timer);
      reject(new SetupError(`${name} could not be started: it ended with code ${code}.`));
    });
  });
}

/**
 * Clears up after sessions whose owner was killed.
 *
 * @param {string} parent the folder of their folders
 */
async function removeDeadSessions(parent) {
  await stopMarkedProcesses({ isMeant: isDeadSession, timeoutMs: 1_000 });
  const folders = (await readdir(parent)).filter((name) => name.startsWith(FOLDER_PREFIX));
  const dead = folders.filter((name) => isDeadSession(name.slice(FOLDER_PREFIX.length)));
  for (const name of dead) {
    // One that cannot be removed belongs to another person, who will.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** @param {import('node:child_process').ChildProcess} service */
async function stopService(service) {
  if (service.pid === undefined || service.exitCode !== null || service.signalCode !== null) return;
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  const timer = setTimeout(() => service.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

/**
 * A bus that starts no services by itself, so that nothing of the person's desktop runs on it.
 *
 * @param {string} socket
 */
function busConfiguration(socket) {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`;
}
