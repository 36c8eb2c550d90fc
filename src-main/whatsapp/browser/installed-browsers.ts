import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import type { BrowserName } from '../../../src-preload/contract/session.ts';

export type InstalledName = Exclude<BrowserName, 'own'>;

/** Where a browser is, most usual place first. `~` is the user's home. */
const places: Partial<Record<NodeJS.Platform, Record<InstalledName, readonly string[]>>> = {
  linux: {
    chrome: [
      '/usr/bin/google-chrome-stable',
      '/usr/bin/google-chrome',
      '/opt/google/chrome/chrome',
    ],
    edge: [
      '/usr/bin/microsoft-edge-stable',
      '/usr/bin/microsoft-edge',
      '/opt/microsoft/msedge/msedge',
    ],
    // Not a snap: it cannot enter the folder of the profile.
    chromium: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/lib/chromium/chromium'],
  },
  darwin: {
    chrome: [
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    edge: [
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      '~/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ],
    chromium: [
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '~/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
  },
  win32: {
    chrome: [
      '%PROGRAMFILES%\\Google\\Chrome\\Application\\chrome.exe',
      '%PROGRAMFILES(X86)%\\Google\\Chrome\\Application\\chrome.exe',
      '%LOCALAPPDATA%\\Google\\Chrome\\Application\\chrome.exe',
    ],
    edge: [
      '%PROGRAMFILES(X86)%\\Microsoft\\Edge\\Application\\msedge.exe',
      '%PROGRAMFILES%\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    chromium: ['%LOCALAPPDATA%\\Chromium\\Application\\chrome.exe'],
  },
};

interface Computer {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

/** The executable of an installed browser, or null when it is in none of the usual places. */
export function findBrowser(
  name: InstalledName,
  { platform, environment, exists }: Computer = {
    platform: process.platform,
    environment: process.env,
    exists: existsSync,
  },
): string | null {
  const candidates = places[platform]?.[name] ?? [];
  const { normalize } = platform === 'win32' ? win32 : posix;
  for (const candidate of candidates) {
    const path = candidate
      .replace(/^~/, () => environment.HOME ?? '')
      .replace(/%([^%]+)%/g, (_whole, variable: string) => environment[variable] ?? '');
    if (!path.startsWith('\\') && exists(normalize(path))) return normalize(path);
  }
  return null;
}

/** The browsers among these that are there, our own first: it always is. */
export function browsersHere(computer?: Computer): BrowserName[] {
  const installed = (['chrome', 'edge', 'chromium'] as const).filter(
    (name) => findBrowser(name, computer) !== null,
  );
  return ['own', ...installed];
}
