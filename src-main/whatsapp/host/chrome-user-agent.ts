const systems: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
  win32: 'Windows NT 10.0; Win64; x64',
};

/**
 * What a Chrome of this version calls itself: since Chrome 110 only the major version and a fixed system text
 * ("User-Agent reduction").
 *
 * @param chromeVersion such as `130.0.6723.137` (`process.versions.chrome`)
 */
export function chromeUserAgent(chromeVersion: string, platform: NodeJS.Platform): string {
  const major = /^\d+/.exec(chromeVersion)?.[0];
  if (major === undefined) throw new Error(`Not a Chrome version: ${chromeVersion}`);
  const system = systems[platform] ?? 'X11; Linux x86_64';
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}
