import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { initialsOf } from '../../../../src-renderer/ui/initials.ts';
import { stableHue } from '../../../../src-preload/contract/stable-hue.ts';

describe('initialsOf', () => {
  it('takes the first and the last word', () => {
    expect(initialsOf('Ana')).toBe('A');
    expect(initialsOf('Tomás Herrera de la Cruz')).toBe('TC');
    expect(initialsOf('émile zola')).toBe('ÉZ');
    expect(initialsOf('ليلى حسن')).toBe('لح');
  });

  it('finds none in a number, and passes over emoji', () => {
    expect(initialsOf('+34 600 112 233')).toBeNull();
    expect(initialsOf('🎉 Ana 🎉')).toBe('A');
    expect(initialsOf('')).toBeNull();
  });
});

describe('stableHue', () => {
  it('is the same for the same id, and uses every colour', () => {
    expect(stableHue('abc')).toBe(stableHue('abc'));
    const hues = new Set(Array.from({ length: 200 }, (_, index) => stableHue(`id ${index}`)));
    expect([...hues].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

const tokens = readFileSync(
  join(import.meta.dirname, '../../../../src-renderer/ui/tokens.css'),
  'utf8',
);

function coloursOf(scheme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const block = tokens.split(`color-scheme='${scheme}']`)[1]?.split('\n}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--desk-([\w-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const value = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const backgrounds = ['surface', 'canvas', 'hover'];
const textPairs: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...backgrounds, 'sunken', 'accent-tint', 'bubble-in', 'bubble-out', 'danger-tint']],
  ['muted', [...backgrounds, 'sunken', 'accent-tint', 'danger-tint']],
  ['faint', ['surface', 'canvas', 'accent-tint']],
  ['accent-text', [...backgrounds, 'accent-tint', 'bubble-in', 'bubble-out']],
  ['bubble-meta', ['bubble-in', 'bubble-out', 'danger-tint']],
  ['on-accent', ['accent', 'accent-strong', 'danger-fill']],
  ['lead', ['lead-tint', 'surface', 'bubble-in']],
  ['good', ['good-tint', 'surface']],
  ['warning', ['warning-tint', 'canvas']],
  ['danger', ['danger-tint', 'surface', 'canvas']],
  ['rail-text', ['rail', 'rail-hover']],
  ['rail-strong', ['rail', 'rail-hover', 'rail-active']],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((hue) => [`avatar-${hue}-text`, [`avatar-${hue}`]] as const),
];
const shapePairs: readonly (readonly [string, readonly string[]])[] = [
  ['border-strong', ['surface', 'canvas']],
  ['focus', ['surface', 'canvas', 'accent-tint']],
  ['read', ['bubble-out']],
  ['danger', ['bubble-out']],
  ['rail-good', ['rail']],
  ['rail-warning', ['rail']],
  ['rail-danger', ['rail']],
];

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  const colours = coloursOf(scheme);
  const failing = (pairs: typeof textPairs, least: number): string[] =>
    pairs.flatMap(([front, behind]) =>
      behind.flatMap((back) => {
        const [one, other] = [colours.get(front), colours.get(back)];
        if (one === undefined || other === undefined) return [`${front} or ${back} is missing`];
        const ratio = contrast(one, other);
        return ratio < least ? [`${front} on ${back}: ${ratio.toFixed(2)}`] : [];
      }),
    );

  it('let every text be read (AA, 4.5 to 1)', () => {
    expect(failing(textPairs, 4.5)).toEqual([]);
  });

  it('let outlines, marks and the focus be seen (AA, 3 to 1)', () => {
    expect(failing(shapePairs, 3)).toEqual([]);
  });
});
