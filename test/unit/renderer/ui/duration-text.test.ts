import { expect, it } from 'vitest';
import { durationText } from '../../../../src-renderer/ui/time/duration-text.ts';

it.each([
  [0, '0 s'],
  [-3, '0 s'],
  [12.4, '12 s'],
  [60, '1 min'],
  [247, '4 min 7 s'],
  [3_600, '1 h'],
  [3_659, '1 h'],
  [3_660, '1 h 1 min'],
  [86_399, '23 h 59 min'],
  [183_600, '2 d 3 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
