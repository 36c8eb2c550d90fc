import { describe, expect, it } from 'vitest';
import { calendarDay, startOfDay } from '../../../src-main/domain/calendar-day.ts';

describe('calendarDay', () => {
  it('is the day of the time zone, not of UTC', () => {
    const at = Date.parse('2026-03-01T02:00:00Z');
    expect(calendarDay(at, 'America/New_York')).toBe('2026-02-28');
    expect(calendarDay(at, 'Asia/Tokyo')).toBe('2026-03-01');
  });
});

describe('startOfDay', () => {
  it.each([
    ['2026-06-15', 'UTC', '2026-06-15T00:00:00.000Z'],
    ['2026-06-15', 'Europe/Madrid', '2026-06-14T22:00:00.000Z'],
    // The clocks go forward and back on these days.
    ['2026-03-29', 'Europe/Madrid', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', 'Europe/Madrid', '2026-10-24T22:00:00.000Z'],
    ['2026-06-15', 'Pacific/Kiritimati', '2026-06-14T10:00:00.000Z'],
    ['2026-06-15', 'Pacific/Pago_Pago', '2026-06-15T11:00:00.000Z'],
    // Midnight itself was skipped here: the day begins at one o'clock.
    ['2023-04-30', 'Africa/Cairo', '2023-04-29T21:00:00.000Z'],
  ])('%s in %s begins at %s', (date, zone, expected) => {
    expect(new Date(startOfDay(date, zone)).toISOString()).toBe(expected);
  });
});
