import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloads that outlive `node_modules` are kept: the user's cache folder of this system.
 * It can be deleted at any time; the next set-up fetches again what it needs.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string} an absolute path; the folder may not exist yet
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  return join(userCacheFolder(env, platform), 'alexia-desk');
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
function userCacheFolder(env, platform) {
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  // The specification says that a relative path in it is to be ignored.
  if (env['XDG_CACHE_HOME']?.startsWith('/')) return env['XDG_CACHE_HOME'];
  const home = env['HOME'] ?? homedir();
  return platform === 'darwin' ? join(home, 'Library', 'Caches') : join(home, '.cache');
}
