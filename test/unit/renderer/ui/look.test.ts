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
