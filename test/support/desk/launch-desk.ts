import { type ElectronApplication, _electron, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');

export interface DeskOptions {
  /** The app's data folder. */
  folder: string;
  /** Where the WhatsApp browser goes: the simulator's launch arguments. */
  browserArguments: readonly string[];
  environment?: Readonly<Record<string, string>>;
  /** More for the command line. */
  arguments?: readonly string[];
}

/** The built app, running, with its windows. */
export class Desk {
  readonly app: ElectronApplication;
  readonly #folder: string;
  readonly #child: ChildProcess;
  /** Settles when the app has ended. */
  readonly gone: Promise<void>;
  /** What was thrown in its pages and caught by nobody, with the stack. */
  readonly pageErrors: string[] = [];

  private constructor(app: ElectronApplication, folder: string) {
    this.app = app;
    this.#folder = folder;
    // Asked for now: it cannot be had any more once the app has ended.
    this.#child = app.process();
    this.gone = new Promise((resolve) => this.#child.once('exit', () => resolve()));
    const listen = (page: Page): void => {
      page.on('pageerror', (error) => this.pageErrors.push(error.stack ?? error.message));
    };
    app.windows().forEach(listen);
    app.on('window', listen);
  }

  static async launch(options: DeskOptions): Promise<Desk> {
    const app = await _electron.launch({
      executablePath: electronPath(),
      args: commandLine(options.folder, options.arguments),
      env: {
        ...definedVariables(process.env),
        ALEXIA_BROWSER_ARGUMENTS: JSON.stringify(options.browserArguments),
        ...options.environment,
      },
    });
    keepOutput(app, options.folder);
    return new Desk(app, options.folder);
  }

  /** The main window, when it shows its page. */
  async mainWindow(): Promise<Page> {
    return this.#window('index.html');
  }

  /** The small window in which an account is linked, when it is open. */
  async pairingWindow(): Promise<Page> {
    return this.#window('pairing.html');
  }

  get hasPairingWindow(): boolean {
    return this.app.windows().some((page) => page.url().endsWith('pairing.html'));
  }

  /** What the app wrote into its log. */
  get logFile(): string {
    return join(this.#folder, 'logs', 'alexia-desk.log');
  }

  /** The last lines of its log, for an error message. */
  async logTail(lines = 15): Promise<string> {
    const log = await readFile(this.logFile, 'utf8').catch(() => 'The app wrote no log.');
    return log.trimEnd().split('\n').slice(-lines).join('\n');
  }

  /** Starts the app once more on the same folder, as a person or a link does; resolves with the exit code. */
  async startAgain(...words: readonly string[]): Promise<number | null> {
    const second = spawn(electronPath(), commandLine(this.#folder, words), { stdio: 'ignore' });
    return new Promise((resolve, reject) => {
      second.once('error', reject);
      second.once('exit', resolve);
    });
  }

  /** Ends it as a person would, and waits until it is gone. */
  async quit(): Promise<void> {
    await this.app
      .evaluate(({ app }) => app.quit())
      .catch(() => {
        // The connection breaks while the app ends; that it ends is what is waited for.
      });
    await this.gone;
  }

  /** Ends it at once, as a crash would, and waits until it is gone. Its databases stay behind. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  async #window(page: string): Promise<Page> {
    for (;;) {
      const found = this.app.windows().find((window) => window.url().endsWith(page));
      if (found) return found;
      await this.app.waitForEvent('window');
    }
  }
}

function electronPath(): string {
  const path = process.env.ALEXIA_ELECTRON;
  if (!path) throw new Error('ALEXIA_ELECTRON is not set: run this through the npm scripts');
  return path;
}

function commandLine(folder: string, more: readonly string[] = []): string[] {
  return [
    // Chromium's sandbox does not run as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    root,
    `--user-data-dir=${folder}`,
    ...more,
  ];
}

function keepOutput(app: ElectronApplication, folder: string): void {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (data: Buffer) => {
      appendFileSync(join(folder, 'logs', 'output.log'), data);
    });
  }
}

function definedVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  );
}
