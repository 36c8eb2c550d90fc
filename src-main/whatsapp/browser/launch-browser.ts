import type { BrowserName } from '../../../src-preload/contract/session.ts';
import type { BrowserLaunch } from './browser-launch.ts';
import { WHATSAPP_BROWSER_SWITCH, WHATSAPP_WINDOW_SWITCH } from './browser-switch.ts';
import { findBrowser } from './installed-browsers.ts';

/** Names that an installed browser may look up: WhatsApp's, and the relays between a browser and a phone's passkey. */
const reachableNames = [
  'web.whatsapp.com',
  '*.whatsapp.com',
  '*.whatsapp.net',
  'cable.ua5v.com',
  'cable.auth.com',
];

export interface BrowserChoice {
  readonly browser: BrowserName;
  /** A person is to see it. */
  readonly inWindow: boolean;
}

/** How our own executable or an installed browser is started for one account. */
export function browserLaunch(
  { browser, inWindow }: BrowserChoice,
  own: {
    readonly executablePath: string;
    /** The app's folder where it is not packaged: the executable must be told what to run. */
    readonly appPath: string | undefined;
    readonly noSandbox: boolean;
    /** Further launch arguments: how tests reach the simulator. */
    readonly browserArguments: readonly string[];
  },
  find: typeof findBrowser = findBrowser,
): BrowserLaunch {
  const further = [...(own.noSandbox ? ['--no-sandbox'] : []), ...own.browserArguments];
  if (browser === 'own') {
    return {
      executablePath: own.executablePath,
      args: [
        ...(own.appPath === undefined ? [] : [own.appPath]),
        `--${WHATSAPP_BROWSER_SWITCH}`,
        ...(inWindow ? [`--${WHATSAPP_WINDOW_SWITCH}`] : []),
        ...further,
      ],
    };
  }
  const rules = ['MAP * ~NOTFOUND', ...reachableNames.map((name) => `EXCLUDE ${name}`)];
  return {
    // One that was removed is noticed when it is started.
    executablePath: find(browser) ?? '',
    args: [
      ...(inWindow ? [] : ['--headless=new']),
      '--deny-permission-prompts',
      // Requests could be held back over the pipe too, but then every one of them, bytes of media included, would make
      // a detour through this process.
      `--host-resolver-rules=${rules.join(', ')}`,
      // The last word wins: the tests' rules stand after ours.
      ...further,
    ],
    isInstalled: true,
  };
}
