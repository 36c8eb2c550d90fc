import { describe, expect, it } from 'vitest';
import { isQuiet } from '../../../src-main/desktop/quiet-hours.ts';
import { tomorrow } from '../../../src-preload/contract/desktop.ts';

const at = (time: string): number => new Date(`2026-11-28T${time}:00`).getTime();

describe('quiet hours', () => {
  it.each([
    ['20:00', '08:00', '19:59', false],
    ['20:00', '08:00', '20:00', true],
    ['20:00', '08:00', '03:00', true],
    ['20:00', '08:00', '08:00', false],
    ['13:00', '14:30', '14:29', true],
    ['13:00', '14:30', '14:30', false],
    ['09:00', '09:00', '09:00', false],
  ])('from %s to %s: at %s it is quiet: %s', (from, to, time, expected) => {
    expect(isQuiet({ pausedUntil: null, quietHours: { from, to } }, at(time))).toBe(expected);
  });

  it('are every hour up to the end of a pause', () => {
    const pausedUntil = at('12:00');
    expect(isQuiet({ pausedUntil, quietHours: null }, at('11:59'))).toBe(true);
    expect(isQuiet({ pausedUntil, quietHours: null }, at('12:00'))).toBe(false);
  });

  it('end tomorrow morning, of the next day also after midnight', () => {
    const morning = (day: number): number => new Date(2026, 10, day, 8).getTime();
    expect(tomorrow(at('17:00'))).toBe(morning(29));
    expect(tomorrow(at('00:10'))).toBe(morning(29));
  });
});
