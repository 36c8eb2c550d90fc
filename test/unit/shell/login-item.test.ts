import { afterEach, describe, expect, it, vi } from 'vitest';
import { isStartedHidden } from '../../../src-main/shell/login-item.ts';

const fake = vi.hoisted(() => ({ hasSwitch: false, wasOpenedAtLogin: false }));

vi.mock('electron', () => ({
  app: {
    commandLine: { hasSwitch: (name: string) => name === 'hidden' && fake.hasSwitch },
    getLoginItemSettings: () => ({ wasOpenedAtLogin: fake.wasOpenedAtLogin }),
  },
}));

afterEach(() => {
  vi.unstubAllGlobals();
  Object.assign(fake, { hasSwitch: false, wasOpenedAtLogin: false });
});

describe('a start without a window', () => {
  it.each(['linux', 'win32', 'darwin'])('on %s is one with the switch', (platform) => {
    vi.stubGlobal('process', { ...process, platform });
    expect(isStartedHidden({ startHidden: true })).toBe(false);
    fake.hasSwitch = true;
    expect(isStartedHidden({ startHidden: true })).toBe(true);
  });

  it('on macOS is one at login, where that is set', () => {
    vi.stubGlobal('process', { ...process, platform: 'darwin' });
    fake.wasOpenedAtLogin = true;
    expect(isStartedHidden({ startHidden: true })).toBe(true);
    expect(isStartedHidden({ startHidden: false })).toBe(false);
  });
});
