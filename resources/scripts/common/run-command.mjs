import { spawn } from 'node:child_process';

/**
 * @typedef {object} CommandOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env] the whole environment; the current one when it is left out
 * @property {number} [timeoutMs] after which the command and its children are killed
 * @property {string} [input] what it reads on its standard input, which is empty otherwise
 * @property {(text: string) => void} [onOutput] sees both output streams as they come
 */

/** @typedef {{ code: number | null, stdout: string, stderr: string, timedOut: boolean }} CommandResult */

/** A command that ended with something other than 0, with what it printed. */
export class CommandError extends Error {
  /**
   * @param {string} command
   * @param {CommandResult} result
   */
  constructor(command, result) {
    const how = result.timedOut
      ? 'took too long and was stopped'
      : result.code === null
        ? 'was stopped by a signal'
        : `ended with code ${result.code}`;
    const output = `${result.stdout}\n${result.stderr}`.trim();
    super(`"${command}" ${how}.${output ? `\n${output}` : ' It printed nothing.'}`);
    this.name = 'CommandError';
    /** Both streams, for a person to read. */
    this.output = output;
  }
}

/**
 * Runs a command to its end, whatever its exit code is.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>} `code` is null when it was stopped by a signal
 * @throws {Error} when it cannot be started at all (`ENOENT`: there is no such command)
 */
export function tryCommand(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // A group of its own, so that a time-out reaches its children as well.
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      detached: ownGroup,
    });
    const output = { stdout: '', stderr: '' };
    let timedOut = false;
    /** @param {NodeJS.Signals} signal */
    const stop = (signal) => {
      if (child.pid === undefined) return;
      try {
        process.kill(ownGroup ? -child.pid : child.pid, signal);
      } catch {
        // It has ended in the meantime, which is what was wanted.
      }
    };
    const timer = options.timeoutMs
      ? setTimeout(() => {
          timedOut = true;
          stop('SIGKILL');
        }, options.timeoutMs)
      : undefined;
    // In its own group it does not hear Ctrl+C, and would outlive this process.
    const onExit = () => stop('SIGTERM');
    process.once('exit', onExit);

    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name].setEncoding('utf8').on('data', (text) => {
        output[name] += text;
        options.onOutput?.(text);
      });
    }
    // A command that does not read its input closes the pipe early; its exit code tells the rest.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');

    const settle = () => {
      clearTimeout(timer);
      process.off('exit', onExit);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      resolve({ code, ...output, timedOut });
    });
  });
}

/**
 * As {@link tryCommand}, for a command that has to succeed.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {CommandOptions} [options]
 * @returns {Promise<CommandResult>}
 * @throws {CommandError} with everything it printed
 */
export async function runCommand(command, args, options = {}) {
  const result = await tryCommand(command, args, options);
  if (result.code !== 0) throw new CommandError([command, ...args].join(' '), result);
  return result;
}

/**
 * How to start npm: through the Node.js that runs us when npm started us, since on Windows `npm`
 * is a batch file and cannot be spawned as it is.
 *
 * @returns {{ command: string, args: string[] }} to be followed by npm's own arguments
 */
export function npmCommand() {
  const script = process.env['npm_execpath'];
  if (script && /npm-cli\.c?js$/.test(script)) return { command: process.execPath, args: [script] };
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] };
  return { command: 'npm', args: [] };
}
