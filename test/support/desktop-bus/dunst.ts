import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the daemon put on the screen. */
export interface DunstNotification {
  title: string;
  body: string;
}

/** Debian's dunst: a desktop's own service for notifications, which draws them on the screen of the session. */
export class Dunst {
  readonly #process: ChildProcess;
  readonly #folder: string;

  private constructor(process: ChildProcess, folder: string) {
    this.#process = process;
    this.#folder = folder;
  }

  /** Resolves when it answers on the session bus. */
  static async start(): Promise<Dunst> {
    const folder = await mkdtemp(join(tmpdir(), 'dunst-'));
    const seen = join(folder, 'seen.sh');
    // For each that it draws: a file with its title and, from the second line on, its text.
    const script = `#!/bin/sh\nprintf '%s\\n%s' "$DUNST_SUMMARY" "$DUNST_BODY" > "${folder}/$(printf %06d "$DUNST_ID").shown"\n`;
    await writeFile(seen, script, { mode: 0o700 });
    const configuration = join(folder, 'dunstrc');
    await writeFile(
      configuration,
      `[global]\nidle_threshold = 0\nsort = no\n[all]\ntimeout = 0\nscript = ${seen}\n`,
    );
    const process = spawn('dunst', ['-config', configuration], { stdio: 'ignore' });
    await once(process, 'spawn');
    const dunst = new Dunst(process, folder);
    await dunst.#untilThere();
    return dunst;
  }

  /** How many stand on the screen now. */
  async count(): Promise<number> {
    return Number(await this.#control('count', 'displayed'));
  }

  /** All that it has drawn so far, oldest first. */
  async drawn(): Promise<DunstNotification[]> {
    const files = (await readdir(this.#folder)).filter((name) => name.endsWith('.shown')).sort();
    const texts = await Promise.all(
      files.map((name) => readFile(join(this.#folder, name), 'utf8')),
    );
    return texts.map((text) => {
      const [title = '', ...body] = text.split('\n');
      return { title, body: body.join('\n') };
    });
  }

  /** Clicks the one that stands at the top, as the mouse does. */
  async clickFirst(): Promise<void> {
    await this.#control('action', '0');
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.kill();
    await gone;
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #untilThere(): Promise<void> {
    for (;;) {
      if (this.#process.exitCode !== null) throw new Error('dunst ended at once');
      const isThere = await this.count().then(
        () => true,
        () => false,
      );
      if (isThere) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #control(...words: string[]): Promise<string> {
    const { stdout } = await run('dunstctl', words);
    return stdout.trim();
  }
}
