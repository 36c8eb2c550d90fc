import type { ChildProcess } from 'node:child_process';
import { Client, type AuthStrategy, type ClientOptions } from 'whatsapp-web.js';
import { z } from 'zod';
import type { Clock } from '../../common/clock.ts';
import type { BrowserLaunch } from '../browser/browser-launch.ts';
import { confineInstalledBrowser } from '../browser/confine-installed-browser.ts';
import { withDeadline } from '../deadline.ts';
import { hardenPage } from '../page/harden-page.ts';
import { pageExpression } from '../page/page-expression.ts';
import { PageReport, REPORT_FUNCTION } from '../page/page-report.ts';
import { missingModules, takeOverIfSynced } from '../page/page-state.ts';
import { selfTest } from '../page/self-test.ts';
import { isNavigation, missingModuleIn, textOf } from './library-error.ts';
import type {} from './library-types.ts';
import { requiredModules } from './required-modules.ts';
import { sendingHelpers, sendingModules } from './sending-path.ts';

/** The value that marks a document as taken in hand. */
const INJECTED_MARK = '__deskInjected';
/** How often an injection that a navigation interrupted is made again, and the pause before. Milliseconds. */
const INJECT_ATTEMPTS = 20;
const INJECT_PAUSE = 250;

/** How long the browser may take to close by itself, and its process to end, before it is killed. Milliseconds. */
const CLOSE_DEADLINE = 10_000;
const EXIT_DEADLINE = 5_000;
/** puppeteer's own limit for starting the browser, and a little more. Milliseconds. */
const LAUNCH_DEADLINE = 35_000;

const SelfTestResult = z.object({ version: z.string(), problems: z.array(z.string()) });
export type SelfTestResult = z.infer<typeof SelfTestResult>;

export interface SafeClientEvents {
  /** The page speaks for itself: see `page-report.ts`. */
  onReport(report: PageReport): void;
  /** The page's document was replaced; everything in it starts anew. */
  onNavigated(): void;
  /** What the self-test found, before `ready`: with any of these nothing can be sent. */
  onSelfTested(result: SelfTestResult): void;
  /** Which version of WhatsApp the page says it is: before anything else is told of it. */
  onVersion(version: string): void;
  /** WhatsApp's page lacks modules; the client is of no more use. */
  onIncompatible(missing: string[]): void;
  /** Browser or page are gone, or cannot be taken in hand; the client is of no more use. */
  onDeath(why: string, error?: unknown): void;
}

/** The declared class exists as a type only. */
export type AuthMethods = { [Name in keyof AuthStrategy]: AuthStrategy[Name] };

export interface SafeClientSettings extends BrowserLaunch {
  readonly authStrategy: AuthMethods;
  readonly clock: Clock;
  /** How long the start may take, from launching the browser to driving the page. Milliseconds. */
  readonly startDeadline: number;
  readonly events: SafeClientEvents;
}

/**
 * The unmodified Client of whatsapp-web.js 1.34.7, handled with care: one injection at a time and again when a
 * navigation interrupts it, page and browser watched for death, an end that always ends the process, and no promise
 * that rejects unheard. The overrides fit that version only; a test holds its checksum.
 */
export class SafeClient extends Client {
  readonly #settings: SafeClientSettings;
  #starting: Promise<void> | undefined;
  #injecting: Promise<void> | undefined;
  #injectAgain = false;
  #ending: Promise<void> | undefined;
  /** Set once the client is of no more use: from then on it says nothing. */
  #over = false;

  constructor(settings: SafeClientSettings) {
    super(libraryOptions(settings));
    // Typed as a text, but `false` is what keeps the browser's own user agent.
    Reflect.set(this.options, 'userAgent', false);
    this.#settings = settings;
  }

  /** Runs a page script in WhatsApp's page; what it answers is unknown until parsed. */
  async run(expression: string): Promise<unknown> {
    if (!this.pupPage) throw new Error('There is no page yet');
    return await this.pupPage.evaluate(expression);
  }

  override async initialize(): Promise<void> {
    const { clock, startDeadline } = this.#settings;
    this.#starting = super.initialize();
    try {
      await withDeadline(clock, startDeadline, 'Starting WhatsApp', this.#starting);
      // A navigation between the first injection and the library's own handler of navigations.
      await this.inject();
    } catch (error) {
      await this.destroy();
      throw error;
    } finally {
      this.#starting = undefined;
    }
  }

  /** The library's own cache reads every page twice and rejects unheard; this is its hook for the page's scripts. */
  override async initWebVersionCache(): Promise<void> {
    const page = this.pupPage;
    if (!page) throw new Error('The browser has shown no window');
    this.#watch();
    if (this.#settings.isInstalled === true) await confineInstalledBrowser(page);
    await page.exposeFunction(REPORT_FUNCTION, (report: unknown) => {
      const parsed = PageReport.safeParse(report);
      if (parsed.success && !this.#over) this.#onReport(parsed.data);
    });
    await page.evaluateOnNewDocument(pageExpression(hardenPage));
  }

  /** The library's start and its handler of navigations (frames and history changes too) all come through here. */
  override inject(): Promise<void> {
    if (this.#injecting === undefined) {
      this.#injecting = this.#injectUntilDone().finally(() => {
        this.#injecting = undefined;
      });
    } else {
      this.#injectAgain = true;
    }
    return this.#injecting;
  }

  override async attachEventListeners(): Promise<void> {
    try {
      await super.attachEventListeners();
      const result = await this.run(pageExpression(selfTest, sendingModules, sendingHelpers));
      this.#settings.events.onSelfTested(SelfTestResult.parse(result));
    } catch (error) {
      // After a navigation the new document gets its own listeners.
      if (!isNavigation(error)) await this.#giveUp('WhatsApp cannot be listened to', error);
      throw error;
    }
  }

  /** Ends the browser, waits for its process, then lets the auth strategy put the profile away. Never rejects. */
  override destroy(): Promise<void> {
    this.#over = true;
    this.#ending ??= this.#end();
    return this.#ending;
  }

  /** Unlinks this device at WhatsApp; the caller destroys the client afterwards. */
  override async logout(): Promise<void> {
    this.#over = true;
    await this.run(`window.require('WAWebSocketModel').Socket.logout()`);
  }

  override emit(event: string, ...args: unknown[]): boolean {
    return this.#over ? false : super.emit(event, ...args);
  }

  async #injectUntilDone(): Promise<void> {
    for (let attempt = 1; !this.#isOver(); attempt += 1) {
      this.#injectAgain = false;
      try {
        if ((await this.run(`window.${INJECTED_MARK} === true`)) !== true) {
          await super.inject();
          await this.run(`void (window.${INJECTED_MARK} = true)`);
          await this.#tellVersion();
        }
        await this.run(pageExpression(takeOverIfSynced));
        if (!this.#mustInjectAgain()) return;
        attempt = 0;
      } catch (error) {
        if (this.#isOver()) return;
        if (isNavigation(error) && attempt < INJECT_ATTEMPTS) {
          await new Promise<void>(
            (resolve) => void this.#settings.clock.after(INJECT_PAUSE, resolve),
          );
          continue;
        }
        const starting = this.#starting !== undefined;
        await this.#giveUp('WhatsApp cannot be driven', error, { quietly: starting });
        if (starting) throw error instanceof Error ? error : new Error(textOf(error));
        // The library's handler of navigations would let it go unheard.
        return;
      }
    }
  }

  // Both change while others are awaited, which the compiler does not see of fields.
  #isOver(): boolean {
    return this.#over;
  }

  #mustInjectAgain(): boolean {
    return this.#injectAgain;
  }

  #onReport(report: PageReport): void {
    if (report.kind !== 'takeover_failed') {
      this.#settings.events.onReport(report);
      return;
    }
    if (isNavigation(report.message)) return;
    void this.#giveUp('WhatsApp cannot be taken over', new Error(report.message));
  }

  #watch(): void {
    this.pupBrowser?.once('disconnected', () => this.#die('the browser has ended'));
    this.pupPage?.once('error', (error) => this.#die('the page has crashed', error));
    this.pupPage?.once('close', () => this.#die('the page was closed'));
    this.pupPage?.on('framenavigated', (frame) => {
      // Changes of the address alone keep the document; the mark tells them apart.
      if (frame !== this.pupPage?.mainFrame() || this.#over) return;
      this.run(`window.${INJECTED_MARK} === true`).then(
        (injected) => {
          if (injected !== true && !this.#over) this.#settings.events.onNavigated();
        },
        // Another navigation followed at once, and reports for itself.
        () => undefined,
      );
    });
  }

  /** `quietly`: the caller of `initialize` learns it from the rejection; only what is missing is told besides. */
  async #giveUp(why: string, error: unknown, { quietly = false } = {}): Promise<void> {
    const missing = missingModuleIn(error);
    if (missing === undefined) {
      if (!quietly) this.#die(why, error);
      return;
    }
    const names = await this.#missingModules(missing);
    // Nobody can be told of it any more should the page be gone.
    await this.#tellVersion().catch(() => undefined);
    if (this.#over) return;
    this.#over = true;
    this.#settings.events.onIncompatible(names);
  }

  async #tellVersion(): Promise<void> {
    const version = await this.run('window.Debug?.VERSION');
    if (typeof version === 'string' && !this.#over) this.#settings.events.onVersion(version);
  }

  async #missingModules(found: string): Promise<string[]> {
    try {
      const answer = await this.run(pageExpression(missingModules, requiredModules));
      const names = Array.isArray(answer) ? answer.filter((name) => typeof name === 'string') : [];
      return [...new Set([found, ...names])];
    } catch {
      // The page went away while it was asked: what was found stays true.
      return [found];
    }
  }

  #die(why: string, error?: unknown): void {
    if (this.#over) return;
    this.#over = true;
    this.#settings.events.onDeath(why, error);
  }

  async #end(): Promise<void> {
    const { clock } = this.#settings;
    const patiently = (
      milliseconds: number,
      what: string,
      step: Promise<unknown>,
    ): Promise<unknown> =>
      // What could not be done in order is done by force below.
      withDeadline(clock, milliseconds, what, step).catch(() => undefined);

    // A browser that is just being launched is closed as soon as it is there.
    if (this.#starting !== undefined && !this.pupBrowser) {
      await patiently(LAUNCH_DEADLINE, 'Launching', this.#untilLaunched(this.#starting));
    }
    const browser = this.pupBrowser;
    const browserProcess = browser?.process() ?? null;
    if (browser) await patiently(CLOSE_DEADLINE, 'Closing', browser.close());
    if (browserProcess !== null && isRunning(browserProcess)) {
      const exited = new Promise<void>((resolve) => browserProcess.once('exit', () => resolve()));
      await patiently(EXIT_DEADLINE, 'Exiting', exited);
      if (isRunning(browserProcess)) {
        browserProcess.kill('SIGKILL');
        await patiently(EXIT_DEADLINE, 'Exiting', exited);
      }
    }
    await this.options.authStrategy?.destroy();
  }

  /** Resolves when the library has a browser, or has given up to get one. */
  async #untilLaunched(starting: Promise<void>): Promise<void> {
    const start = { isSettled: false };
    const settle = (): void => {
      start.isSettled = true;
    };
    starting.then(settle, settle);
    while (!start.isSettled && !this.pupBrowser) {
      await new Promise<void>((resolve) => void this.#settings.clock.after(50, resolve));
    }
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** A fresh object each time: the library writes into it. */
function libraryOptions(settings: SafeClientSettings): ClientOptions {
  const environment = { ...process.env };
  // Both would keep our own executable from starting as a browser.
  delete environment.ELECTRON_RUN_AS_NODE;
  delete environment.NODE_OPTIONS;
  return {
    authStrategy: settings.authStrategy,
    webVersionCache: { type: 'none' },
    puppeteer: {
      executablePath: settings.executablePath,
      args: [...settings.args, '--disk-cache-size=67108864'],
      // Electron has no headless mode; the window is hidden.
      headless: false,
      pipe: true,
      defaultViewport: null,
      // On a signal puppeteer would end the whole app.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      protocolTimeout: 120_000,
      env: environment,
    },
  };
}
