/**
 * @typedef {object} SessionPlan
 * @property {boolean} isolated
 * @property {boolean} screen whether a virtual screen is started
 * @property {boolean} bus whether a session bus is started
 * @property {boolean} keyring whether a keychain is started, always on a bus of our own
 * @property {Record<string, string>} privateFolders variables that name a new, empty folder
 */

/**
 * Decides what a desktop session has to start.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {boolean} isolated whether the person's own bus, keychain and settings stay out of it
 * @returns {SessionPlan}
 */
export function planSession(platform, env, isolated) {
  if (platform !== 'linux') {
    return { isolated, screen: false, bus: false, keyring: false, privateFolders: {} };
  }
  const screen = !hasScreen(platform, env);
  const bus = isolated || !env['DBUS_SESSION_BUS_ADDRESS'];
  return {
    isolated,
    screen,
    bus,
    // On the person's own bus their own keychain is used, or there is none.
    keyring: bus,
    privateFolders: {
      ...(isolated ? { XDG_DATA_HOME: 'data', XDG_CONFIG_HOME: 'config' } : {}),
      // A Wayland screen is found through the person's own folder.
      ...(screen || !env['XDG_RUNTIME_DIR'] ? { XDG_RUNTIME_DIR: 'runtime' } : {}),
    },
  };
}

/**
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 */
export function hasScreen(platform, env) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}
