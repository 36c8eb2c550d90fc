import { describe, expect, it } from 'vitest';
import { type Area, placeOnScreens } from '../../../src-main/desktop/window-place.ts';

const area = (x: number, y: number, width: number, height: number): Area => ({
  x,
  y,
  width,
  height,
});

/** A laptop at 150 % (2880 × 1800 pixels) with a bar on top. */
const laptop = area(0, 30, 1920, 1170);
/** At 100 %, left of the laptop and somewhat higher. */
const left = area(-2560, -200, 2560, 1400);
/** At 200 %, right of the laptop. */
const right = area(1920, 0, 1920, 1080);

describe('a window', () => {
  it.each<[string, Area, [Area, ...Area[]], Area]>([
    [
      'stays where it was while its screen is there',
      area(-2000, 0, 1280, 800),
      [laptop, left],
      area(-2000, 0, 1280, 800),
    ],
    [
      'stays across two screens that show all of it',
      area(-600, 100, 1280, 800),
      [laptop, left],
      area(-600, 100, 1280, 800),
    ],
    [
      'of a screen that is gone stands in the middle of the first',
      area(-2000, 0, 1280, 800),
      [laptop, right],
      area(320, 215, 1280, 800),
    ],
    [
      'that hangs out moves into the screen that has most of it',
      area(1700, 700, 1280, 800),
      [laptop, right],
      area(1920, 280, 1280, 800),
    ],
    [
      'whose title lies beneath the bar of the system comes down',
      area(100, 0, 1280, 800),
      [laptop],
      area(100, 30, 1280, 800),
    ],
    [
      'of which a corner is left comes back as a whole',
      area(-1270, 1190, 1280, 800),
      [laptop],
      area(0, 400, 1280, 800),
    ],
    [
      'that is larger than the screen that is left becomes as large as it',
      area(-2500, -100, 2400, 1300),
      [laptop],
      area(0, 30, 1920, 1170),
    ],
    [
      'that only touches a screen is not on it',
      area(3840, 0, 1280, 800),
      [laptop, right],
      area(320, 215, 1280, 800),
    ],
  ])('%s', (_what, wanted, workAreas, expected) => {
    expect(placeOnScreens(wanted, workAreas)).toEqual(expected);
  });

  it('is wholly seen on any screens, wherever it was', () => {
    const screens: [Area, ...Area[]] = [laptop, right];
    for (let x = -3000; x < 4000; x += 377) {
      for (let y = -1500; y < 2000; y += 311) {
        const place = placeOnScreens(area(x, y, 1280, 800), screens);
        // Being there already, it is not moved again.
        expect(placeOnScreens(place, screens)).toEqual(place);
        expect([place.width, place.height]).toEqual([1280, 800]);
      }
    }
  });
});
