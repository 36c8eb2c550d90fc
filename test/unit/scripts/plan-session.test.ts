import { describe, expect, it } from 'vitest';
import { hasScreen, planSession } from '../../../resources/scripts/session/plan-session.mjs';

const desktop = {
  DISPLAY: ':0',
  DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus',
  XDG_RUNTIME_DIR: '/run/user/1000',
};

describe('a desktop session', () => {
  it("takes everything from a person's desktop", () => {
    expect(planSession('linux', desktop, false)).toEqual({
      isolated: false,
      screen: false,
      bus: false,
      keyring: false,
      privateFolders: {},
    });
  });

  it("of a test shows itself on a person's screen and keeps away from their bus and keychain", () => {
    const plan = planSession('linux', desktop, true);
    expect(plan).toMatchObject({ screen: false, bus: true, keyring: true });
    expect(Object.keys(plan.privateFolders)).toEqual(['XDG_DATA_HOME', 'XDG_CONFIG_HOME']);
  });

  it('brings everything along where there is nothing', () => {
    const plan = planSession('linux', {}, true);
    expect(plan).toMatchObject({ screen: true, bus: true, keyring: true });
    expect(plan.privateFolders).toHaveProperty('XDG_RUNTIME_DIR');
  });

  it('leaves a Wayland screen its runtime folder, through which it is found', () => {
    const { DISPLAY: _display, ...env } = desktop;
    const plan = planSession('linux', { ...env, WAYLAND_DISPLAY: 'wayland-0' }, true);
    expect(plan.screen).toBe(false);
    expect(plan.privateFolders).not.toHaveProperty('XDG_RUNTIME_DIR');
  });

  it.each(['darwin', 'win32'] as const)('starts nothing on %s', (platform) => {
    expect(hasScreen(platform, {})).toBe(true);
    expect(planSession(platform, {}, true)).toMatchObject({
      screen: false,
      bus: false,
      keyring: false,
      privateFolders: {},
    });
  });
});
