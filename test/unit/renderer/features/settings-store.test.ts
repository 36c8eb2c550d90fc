import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../../../src-preload/contract/app.ts';
import type { Result } from '../../../../src-preload/contract/result.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import {
  createSettingsStore,
  type SettingsStore,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { FakeBridge, fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { usualSettings } from '../samples.ts';

let bridge: FakeBridge;
let store: SettingsStore;
let failures: number;
/** What main has been asked for and has not answered, oldest first. */
let waiting: ((answer: Result<Settings>) => void)[];

beforeEach(() => {
  waiting = [];
  failures = 0;
  bridge = new FakeBridge().handle(
    'settings.set',
    () => new Promise((resolve) => waiting.push(resolve)),
  );
  store = createSettingsStore({ bridge, reportFailure: () => (failures += 1) });
  store.getState().receiveSettings(usualSettings);
});

const notifications = () => shownValue(store.getState().settings)?.notifications;
const answer = async (result: Result<Settings>): Promise<void> => {
  waiting.shift()?.(result);
  await new Promise((resolve) => setTimeout(resolve));
};

describe('the time zone of the figures', () => {
  it('is shown once main has taken it, and stays as it was where main has not', async () => {
    const zone = (): string | undefined => shownValue(store.getState().figures)?.timeZone;
    bridge
      .handle('analytics.status', () => succeed({ timeZone: 'Europe/Madrid', rebuild: null }))
      .handle('analytics.setTimeZone', ({ timeZone }) => succeed({ timeZone, rebuild: null }));
    await store.getState().loadFigures();
    await store.getState().setFigureZone('America/Bogota');
    expect(zone()).toBe('America/Bogota');
    bridge.handle('analytics.setTimeZone', () => fail('database_unreachable'));
    await store.getState().setFigureZone('Asia/Tokyo');
    expect(zone()).toBe('America/Bogota');
    expect(failures).toBe(1);
  });
});

describe('a setting that is changed', () => {
  it('is shown at once, and taken back when main could not keep it', async () => {
    void store.getState().setNotifications({ showText: false });
    expect(notifications()?.showText).toBe(false);
    await answer(fail('internal'));
    expect(notifications()?.showText).toBe(true);
    expect(failures).toBe(1);
  });

  it('stays while an answer comes to an earlier change, so that the next one builds on both', async () => {
    const { setNotifications } = store.getState();
    void setNotifications({ showText: false });
    void setNotifications({ sound: false });
    const first = { ...usualSettings.notifications, showText: false };
    store.getState().receiveSettings({ ...usualSettings, notifications: first });
    await answer(succeed({ ...usualSettings, notifications: first }));
    expect(notifications()).toMatchObject({ showText: false, sound: false });
    void setNotifications({ enabled: false });
    expect(bridge.inputsOf('settings.set').at(-1)).toMatchObject({
      notifications: { showText: false, sound: false, enabled: false },
    });
  });

  it('is taken back to what main keeps, with what was changed before it', async () => {
    const { setNotifications } = store.getState();
    void setNotifications({ showText: false });
    void setNotifications({ sound: false });
    const first = { ...usualSettings.notifications, showText: false };
    await answer(succeed({ ...usualSettings, notifications: first }));
    await answer(fail('internal'));
    expect(notifications()).toEqual(first);
  });

  it('elsewhere is shown here, too', () => {
    store.getState().receiveSettings({ ...usualSettings, theme: 'dark' });
    expect(shownValue(store.getState().settings)?.theme).toBe('dark');
  });
});

describe('what the system does with notifications', () => {
  it('is asked for again after a test, which may have found that there is no service', async () => {
    let isMissing = false;
    bridge
      .handle('desktop.notificationService', () => succeed({ isMissing, takesSilence: false }))
      .handle('desktop.testNotification', () => {
        isMissing = true;
        return succeed('unavailable');
      });
    await store.getState().loadNotificationService();
    expect(store.getState().notificationService).toEqual({ isMissing: false, takesSilence: false });
    await store.getState().testNotification();
    expect(store.getState().notificationService?.isMissing).toBe(true);
  });
});
