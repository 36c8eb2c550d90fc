import { describe, expect, it } from 'vitest';
import { NewPassphrase } from '../../../../src-preload/contract/workspace.ts';
import { suggestPassphrase } from '../../../../src-renderer/ui/suggest-passphrase.ts';

describe('a suggested passphrase', () => {
  it('is six words that can be read aloud, and long enough', () => {
    const suggested = suggestPassphrase((numbers) => crypto.getRandomValues(numbers));
    expect(suggested).toMatch(
      /^(?:[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]-?){6}$/,
    );
    expect(suggested.split('-')).toHaveLength(6);
    expect(NewPassphrase.safeParse(suggested).success).toBe(true);
  });

  it('keeps all that is random: no two numbers give the same word', () => {
    const words = new Set<string>();
    for (let number = 0; number < 0x1_0000; number += 6) {
      const suggested = suggestPassphrase((numbers) => {
        numbers.forEach((_, index) => (numbers[index] = Math.min(number + index, 0xffff)));
      });
      for (const word of suggested.split('-')) words.add(word);
    }
    expect(words.size).toBe(0x1_0000);
  });
});
