import { beforeEach, describe, expect, it } from 'vitest';
import {
  BusinessHours,
  HoursDay,
  MAXIMUM_SPANS,
  type ResponseRule,
} from '../../../../src-preload/contract/business-hours.ts';
import { shownValue } from '../../../../src-renderer/bridge/remote-data.ts';
import { meaningWords } from '../../../../src-renderer/features/settings/hours/meaning-text.tsx';
import {
  mondayToWeekdays,
  nextSpan,
  timeOf,
  timeText,
  timeZones,
  usualWeek,
} from '../../../../src-renderer/features/settings/hours/week-times.ts';
import {
  createSettingsStore,
  type SettingsStore,
  startSettings,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { createI18n } from '../../../../src-renderer/i18n/create-i18n.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { type TestDependencies, testDependencies } from '../samples.ts';

const nine = { begin: 540, end: 1_080 };
const hours: BusinessHours = { timeZone: 'Europe/Madrid', week: usualWeek(), holidays: [] };
const rule: ResponseRule = { businessId: null, hours, targetMinutes: 30 };
/** A Wednesday in Madrid, at eleven. */
const WEDNESDAY = Date.parse('2026-11-25T10:00:00Z');

describe('what hours and a target mean, in words', () => {
  const words = (change: Partial<ResponseRule> = {}, now = WEDNESDAY, language = 'en-GB') => {
    const { t } = createI18n(language);
    return meaningWords({ ...rule, ...change }, now, t, language).join(' ');
  };

  it('is until when it is open, and by when somebody has an answer who writes before the weekend', () => {
    expect(words()).toBe(
      'Open now; closes at 18:00. A customer who writes on Friday at 17:50 with a target of 30 minutes is due on Monday at 09:20.',
    );
    expect(words({}, WEDNESDAY, 'es')).toBe(
      'Abierto ahora; cierra a las 18:00. Con un objetivo de 30 minutos, a quien escribe el viernes a las 17:50 le vence la respuesta el lunes a las 09:20.',
    );
  });

  it('passes over a holiday', () => {
    expect(words({ hours: { ...hours, holidays: ['2026-11-30'] } })).toContain(
      'is due on Tuesday at 09:20',
    );
  });

  it('is when it opens again, with the date where that is far off', () => {
    const saturday = Date.parse('2026-11-28T10:00:00Z');
    expect(words({}, saturday)).toMatch(/^Closed now; opens on Monday at 09:00\./);
    const summer = Array.from({ length: 20 }, (_, day) => `2026-11-${25 + day}`).slice(0, 6);
    const winter = Array.from({ length: 9 }, (_, day) => `2026-12-0${day + 1}`);
    expect(words({ hours: { ...hours, holidays: [...summer, ...winter] } })).toMatch(
      /^Closed now; opens on 10 December at 09:00\./,
    );
  });

  it('is said by the clock of the business', () => {
    const zone = { ...hours, timeZone: 'Asia/Kolkata' };
    expect(words({ hours: zone })).toMatch(/^Open now; closes at 18:00\./);
    expect(words({ hours: zone }, Date.parse('2026-11-25T12:31:00Z'))).toMatch(
      /^Closed now; opens on Thursday at 09:00\./,
    );
  });

  it('writes sooner before the closing where the target is short', () => {
    expect(words({ targetMinutes: 5 })).toContain(
      'writes on Friday at 17:59 with a target of 5 minutes is due on Monday at 09:04',
    );
  });

  it('says that it is always open, never open, or has no target', () => {
    expect(words({ hours: null })).toMatch(/^Always open: .* due at /);
    const allDay = Array.from({ length: 7 }, () => [{ begin: 0, end: 1_440 }]);
    expect(words({ hours: { ...hours, week: allDay } })).toMatch(
      /^Open around the clock\. .* due /,
    );
    const never = { ...hours, week: Array.from({ length: 7 }, () => []) };
    expect(words({ hours: never })).toBe('Never open: no time counts, and nothing is ever due.');
    expect(words({ targetMinutes: null })).toBe(
      'Open now; closes at 18:00. Without a target no wait is marked as too long.',
    );
  });
});

describe('the times of a week', () => {
  it('are written and read as a field for times has them; midnight is the end of a day where it ends one', () => {
    expect([0, 570, 1_439, 1_440].map(timeText)).toEqual(['00:00', '09:30', '23:59', '00:00']);
    expect(timeOf('00:00', true)).toBe(1_440);
    expect(timeOf('00:00', false)).toBe(0);
    expect(timeOf('09:30', true)).toBe(570);
    expect(timeOf('09:30:00', false)).toBe(570);
    expect(['', '24:00', '9:30', 'noon'].map((text) => timeOf(text, false))).toEqual([
      ...[null, null, null, null],
    ]);
  });

  it('offer hours that make a day, as long as there is room', () => {
    let day = [...(usualWeek()[6] ?? [])];
    for (let next = nextSpan(day); next !== null; next = nextSpan(day)) {
      day = [...day, next];
      expect(HoursDay.safeParse(day).success).toBe(true);
    }
    expect(day).toEqual([nine, { begin: 1_140, end: 1_320 }, { begin: 1_380, end: 1_440 }]);
    const full = Array.from({ length: MAXIMUM_SPANS }, (_, index) => ({
      ...{ begin: index, end: index + 1 },
    }));
    expect(nextSpan(full)).toBeNull();
  });

  it('are copied from Monday to the weekdays, and to no weekend', () => {
    const early = { begin: 420, end: 480 };
    const week = [[early], [], [nine], [], [], [nine], []];
    expect(mondayToWeekdays(week)).toEqual([
      ...[[early], [early], [early], [early], [early]],
      ...[[nine], []],
    ]);
  });

  it('have a zone to choose that is in use, whether this computer lists it or not', () => {
    const names = timeZones('Etc/GMT+5').map(({ value }) => value);
    expect(names).toContain('Etc/GMT+5');
    expect(names).toContain('Europe/Madrid');
    expect(new Set(names).size).toBe(names.length);
    for (const timeZone of names) {
      expect(BusinessHours.safeParse({ ...hours, timeZone }).success).toBe(true);
    }
    expect(timeZones('UTC').find(({ value }) => value === 'America/New_York')?.label).toBe(
      'America/New York',
    );
  });
});

describe('hours in the settings', () => {
  let dependencies: TestDependencies;
  let store: SettingsStore;
  let kept: ResponseRule[];
  const changed = { changedBy: 'Ana', changedAt: 5 };
  const shown = () => shownValue(store.getState().hours)?.rules;

  beforeEach(() => {
    kept = [rule];
    dependencies = testDependencies();
    dependencies.bridge
      .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
      .handle('businessHours.list', () => succeed(kept.map((each) => ({ ...each, ...changed }))))
      .handle('businessHours.set', (wanted) => {
        kept = [wanted as ResponseRule];
        return succeed(null);
      });
    store = createSettingsStore(dependencies);
  });

  it('are shown at once as they were set, and then as they are kept', async () => {
    await store.getState().loadHours();
    const setting = store.getState().setRule({ ...rule, targetMinutes: 60 });
    expect(shown()).toEqual([{ ...rule, targetMinutes: 60, ...changed }]);
    await setting;
    expect(dependencies.bridge.inputsOf('businessHours.set')).toEqual([
      { ...rule, targetMinutes: 60 },
    ]);
    expect(shown()).toMatchObject([{ targetMinutes: 60 }]);
    expect(dependencies.bridge.inputsOf('businessHours.list')).toHaveLength(2);
  });

  it('come back as they were where main could not keep them, which is reported', async () => {
    dependencies.bridge.handle('businessHours.set', () => fail('database_unreachable'));
    await store.getState().loadHours();
    await store.getState().setRule({ ...rule, hours: null });
    expect(dependencies.reported).toHaveLength(1);
    expect(shown()).toMatchObject([{ hours }]);
  });

  it('are read again when a colleague has changed them, once they are shown', async () => {
    const { bridge } = dependencies;
    const stop = startSettings(store, dependencies);
    bridge.emit('businessHours.changed', {});
    expect(bridge.inputsOf('businessHours.list')).toHaveLength(0);
    await store.getState().loadHours();
    bridge.emit('businessHours.changed', {});
    bridge.emit('business.changed', {});
    expect(bridge.inputsOf('businessHours.list')).toHaveLength(3);
    stop();
  });
});
