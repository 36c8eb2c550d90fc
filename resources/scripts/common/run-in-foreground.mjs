import { spawn } from 'node:child_process';

const STOP_TIMEOUT_MS = 10_000;

/**
 * Runs a command that talks to the person directly.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {AbortSignal} options.signal asks the command to stop, and kills it when it does not
 * @returns {Promise<number>} its exit code; 1 when a signal that was not ours ended it
 * @throws the reason of `signal` when that is why it ended
 */
export function runInForeground(command, args, { cwd, env, signal }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = spawn(command, [...args], { cwd, env, stdio: 'inherit' });
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const stop = () => {
      child.kill('SIGTERM');
      timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    };
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    };
    signal.addEventListener('abort', stop, { once: true });
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code) => {
      settle();
      if (signal.aborted) reject(signal.reason);
      else resolve(code ?? 1);
    });
  });
}
