import { formatDuration } from './format.mjs';

/** How long a step may run before it is announced when nothing but long work is to be shown. */
const QUIET_FOR_MS = 700;
/** How soon a line of progress is printed where a line cannot be rewritten; later ones are rarer. */
const PLAIN_INTERVAL_MS = 5_000;
const SPINNER_INTERVAL_MS = 100;
const SPINNER = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * @typedef {object} Terminal
 * @property {(text: string) => unknown} write
 * @property {boolean | undefined} [isTTY] whether a line can be rewritten
 * @property {number} [columns]
 */

/**
 * Tells the person in front of the terminal what is being done. On a terminal the running steps
 * are one line that is rewritten; elsewhere a line is printed every now and then. It writes to
 * standard error: standard output belongs to results.
 */
export class Report {
  #stream;
  #quiet;
  #rewrites;
  /** What the running steps that have been announced say of themselves. @type {Set<() => string>} */
  #running = new Set();
  #frame = 0;

  /**
   * @param {object} [options]
   * @param {boolean} [options.quiet] shows only steps that take long, warnings and errors
   * @param {Terminal} [options.stream]
   */
  constructor({ quiet = false, stream = process.stderr } = {}) {
    this.#stream = stream;
    this.#quiet = quiet;
    this.#rewrites = stream.isTTY === true && !process.env['CI'];
  }

  /**
   * Runs one step and shows it: while it runs, then once more with the time that it took.
   *
   * @template T
   * @param {string} doing in plain words, as in "Installing the npm packages"
   * @param {(step: { update: (detail: string) => void, done: (summary: string) => void }) => Promise<T>} work
   *   `update` shows how far it is; `done` sets the sentence that the finished step leaves behind
   * @returns {Promise<T>}
   */
  async step(doing, work) {
    const started = performance.now();
    const elapsed = () => performance.now() - started;
    let detail = '';
    let summary = doing;
    let announced = false;
    let lastPlain = started;
    const describe = () => `${doing}${detail ? `: ${detail}` : ''} (${formatDuration(elapsed())})`;

    const show = () => {
      const now = performance.now();
      if (!announced) {
        announced = true;
        this.#running.add(describe);
        if (!this.#rewrites) this.#stream.write(`… ${doing}\n`);
      } else if (!this.#rewrites && now - lastPlain >= plainInterval(elapsed())) {
        this.#stream.write(`  ${detail || doing} (${formatDuration(elapsed())})\n`);
        lastPlain = now;
      }
      if (this.#rewrites) this.#draw();
    };
    const timer = setInterval(() => {
      if (announced || elapsed() >= QUIET_FOR_MS) show();
    }, SPINNER_INTERVAL_MS);

    try {
      const result = await work({
        update: (text) => {
          detail = text;
        },
        done: (text) => {
          summary = text;
        },
      });
      this.#running.delete(describe);
      this.#clear();
      if (announced || !this.#quiet) {
        this.#stream.write(`✓ ${summary} (${formatDuration(elapsed())})\n`);
      }
      return result;
    } catch (error) {
      this.#running.delete(describe);
      this.#clear();
      this.#stream.write(`✗ ${doing} (${formatDuration(elapsed())})\n`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  /** @param {string} text something worth a line, unless only long work is to be shown */
  note(text) {
    if (this.#quiet) return;
    this.#clear();
    this.#stream.write(`  ${text}\n`);
  }

  /** @param {string} text something that does not stop the work, always shown */
  warn(text) {
    this.#clear();
    this.#stream.write(`! ${text.replaceAll('\n', '\n  ')}\n`);
  }

  #draw() {
    this.#frame = (this.#frame + 1) % SPINNER.length;
    const line = `${SPINNER[this.#frame]} ${[...this.#running].map((text) => text()).join(' · ')}`;
    const width = this.#stream.columns || 80;
    const fitting = line.length >= width ? `${line.slice(0, width - 2)}…` : line;
    this.#stream.write(`\r\u001B[2K${fitting}`);
  }

  #clear() {
    if (this.#rewrites) this.#stream.write('\r\u001B[2K');
  }
}

/** @param {number} elapsed in milliseconds */
function plainInterval(elapsed) {
  return Math.max(PLAIN_INTERVAL_MS, elapsed / 5);
}
