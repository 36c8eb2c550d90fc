import { describe, expect, it } from 'vitest';
import { matchesWords } from '../../../../src-renderer/features/settings/matches-words.ts';

describe('searching the settings', () => {
  it('finds a card by words of its explanation, in any order and case', () => {
    expect(matchesWords('Quiet hours Every day by this computer’s clock', 'CLOCK quiet')).toBe(
      true,
    );
  });

  it('finds with or without accents', () => {
    expect(matchesWords('Teléfono', 'telefono')).toBe(true);
    expect(matchesWords('Telefono', 'teléfono')).toBe(true);
  });

  it('misses a card that lacks one of the words', () => {
    expect(matchesWords('Quiet hours', 'quiet theme')).toBe(false);
  });

  it('shows everything while nothing, or only space, is typed', () => {
    expect(matchesWords('Theme', '')).toBe(true);
    expect(matchesWords('Theme', '  ')).toBe(true);
  });
});
