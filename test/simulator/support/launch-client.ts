import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import whatsappWeb from 'whatsapp-web.js';
import { SimulatorError } from '../simulator-error.ts';

const browserHost = fileURLToPath(new URL('browser-host', import.meta.url));

const quietArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/** The browser under test, from `ALEXIA_TEST_BROWSER`; `undefined` when none is set. */
export function testBrowser(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const path = environment.ALEXIA_TEST_BROWSER;
  return path === '' ? undefined : path;
}

/** Whether the executable is an Electron runtime, which runs an app, or else a browser. */
export const isElectron = (executable: string): boolean =>
  /^electron(\.exe)?$/i.test(basename(executable));

interface LaunchOptions {
  /** From `simulator.launchArgs()`. */
  readonly launchArgs: readonly string[];
  /** An Electron or Chromium executable; `ALEXIA_TEST_BROWSER` if left out. */
  readonly executablePath?: string;
}

/** What puppeteer needs to start either kind of browser over a pipe. Electron needs a display. */
export function puppeteerOptions({ launchArgs, executablePath = testBrowser() }: LaunchOptions) {
  if (executablePath === undefined) {
    throw new SimulatorError('bad-request', 'ALEXIA_TEST_BROWSER names no browser');
  }
  const electron = isElectron(executablePath);
  const isRoot = process.getuid?.() === 0;
  return {
    executablePath,
    headless: !electron,
    pipe: true,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: [
      ...quietArguments,
      // Chromium's sandbox refuses to run as root.
      ...(isRoot ? ['--no-sandbox'] : []),
      ...launchArgs,
      // An Electron runtime is no browser by itself: it runs an app, given as the last argument.
      ...(electron ? [browserHost] : []),
    ],
  };
}

interface ClientOptions extends LaunchOptions {
  /** Folder in which LocalAuth keeps the session. */
  readonly dataPath: string;
  readonly qrMaxRetries?: number;
  readonly pairWithPhoneNumber?: { phoneNumber: string };
}

/** The unmodified Client of whatsapp-web.js, not initialised yet. */
export function createClient({ dataPath, launchArgs, executablePath, ...more }: ClientOptions) {
  return new whatsappWeb.Client({
    ...more,
    authStrategy: new whatsappWeb.LocalAuth({ dataPath }),
    webVersionCache: { type: 'none' },
    puppeteer: puppeteerOptions({
      launchArgs,
      ...(executablePath === undefined ? {} : { executablePath }),
    }),
  });
}
