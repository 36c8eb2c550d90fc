import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { EngineProcess } from '../../../src-main/store/embedded/engine-process.ts';
import { freePort } from '../../../src-main/store/embedded/free-port.ts';
import { recordedLog } from './recorded-log.ts';

/** Where `redis-server` is, or null. */
export function findRedis(): string | null {
  const candidates = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'));
  return candidates.find(isExecutable) ?? null;
}

/** A real Redis that keeps nothing on the disk, and that a test can kill, pause and start again at its port. */
export class RedisServer {
  readonly url: string;
  readonly #file: string;
  readonly #port: number;
  #process: EngineProcess | null = null;

  private constructor(file: string, port: number) {
    this.#file = file;
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(file: string): Promise<RedisServer> {
    const server = new RedisServer(file, await freePort());
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const settings = { port: this.#port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: '/' };
    this.#process = await EngineProcess.start(
      {
        name: 'Redis',
        file: this.#file,
        arguments: Object.entries(settings).flatMap(([name, value]) => [
          `--${name}`,
          String(value),
        ]),
        isReady: (line) => line.includes('Ready to accept connections'),
        readyWithin: 20_000,
      },
      recordedLog(),
    );
  }

  async kill(): Promise<void> {
    await this.#process?.end('SIGKILL', 5_000);
  }

  /** It stays there, and says nothing until it is resumed. */
  pause(): void {
    this.#signal('SIGSTOP');
  }

  resume(): void {
    this.#signal('SIGCONT');
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#process) process.kill(this.#process.pid, signal);
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
