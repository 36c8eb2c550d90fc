import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { AppError } from '../../common/app-error.ts';
import type { Log } from '../../log/log.ts';

export interface EngineCommand {
  name: string;
  file: string;
  arguments: string[];
  environment?: Record<string, string>;
  /** To run as another user; only root can. */
  identity?: { uid: number; gid: number } | undefined;
  /** Whether a line of its output says that it accepts connections. */
  isReady(line: string): boolean;
  /** How long it may take to become ready, in milliseconds. */
  readyWithin: number;
}

/** One run of a database server. */
export class EngineProcess {
  readonly pid: number;
  /** Settles when the process is gone. */
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, pid: number) {
    this.#child = child;
    this.pid = pid;
    this.exited = new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** Resolves when it accepts connections; rejects with `local_database_failed`, the process being gone by then. */
  static async start(command: EngineCommand, log: Log): Promise<EngineProcess> {
    const child = spawn(command.file, command.arguments, {
      ...command.identity,
      env: { ...process.env, ...command.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    return new Promise((resolve, reject) => {
      const tail: string[] = [];
      const fail = (why: string, cause?: unknown): void => {
        clearTimeout(timer);
        child.kill('SIGKILL');
        log.error(`${command.name} did not start`, { why, output: tail.join('\n') });
        reject(new AppError('local_database_failed', `${command.name} ${why}`, { cause }));
      };
      const timer = setTimeout(
        () => fail(`was not ready within ${command.readyWithin} ms`),
        command.readyWithin,
      );
      const onExit = (code: number | null): void => fail(`ended with code ${code ?? 'none'}`);
      child.once('error', (error) => fail('could not be started', error));
      child.once('exit', onExit);
      for (const stream of [child.stdout, child.stderr]) {
        // Reading on after the start keeps the pipe from filling up.
        createInterface({ input: stream }).on('line', (line) => {
          tail.push(line);
          if (tail.length > 20) tail.shift();
          if (command.isReady(line) && child.pid !== undefined) {
            clearTimeout(timer);
            child.off('exit', onExit);
            resolve(new EngineProcess(child, child.pid));
          }
        });
      }
    });
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Asks it to end, waits, and after `patience` milliseconds ends it. */
  async end(signal: NodeJS.Signals, patience: number): Promise<void> {
    if (!this.isRunning) return;
    this.#child.kill(signal);
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), patience);
    await this.exited;
    clearTimeout(timer);
  }
}
