import { describe, expect, it } from 'vitest';
import type { Highlight } from '../../../../src-preload/contract/search.ts';
import { hitExcerpt } from '../../../../src-renderer/ui/hit-excerpt.ts';

function find(text: string, ...words: string[]): Highlight[] {
  return words.map((word) => ({
    start: text.indexOf(word),
    end: text.indexOf(word) + word.length,
  }));
}

/** An excerpt with its hits in brackets. */
function shown(text: string, ...words: string[]): string {
  return hitExcerpt(text, find(text, ...words))
    .map((part) => (part.isHit ? `[${part.text}]` : part.text))
    .join('');
}

describe('the excerpt around a hit', () => {
  it('is the whole of a short text, with every hit told apart', () => {
    expect(shown('I want the blue chair', 'blue', 'chair')).toBe('I want the [blue] [chair]');
    expect(shown('chair', 'chair')).toBe('[chair]');
  });

  it('begins at a word shortly before the first hit of a long text', () => {
    const text = `${'many words '.repeat(40)}and a chair at last`;
    expect(shown(text, 'chair')).toMatch(/^… (many|words) .*and a \[chair\] at last$/u);
    expect(shown(text, 'chair').indexOf('[')).toBeLessThan(52);
  });

  it('ends before a text of sixty thousand characters does', () => {
    const text = `chair ${'and so on '.repeat(6_000)}table`;
    const excerpt = shown(text, 'chair', 'table');
    expect(excerpt.length).toBeLessThan(330);
    expect(excerpt).toMatch(/^\[chair\] and so on .*…$/u);
  });

  it('cuts a hit that is longer than the excerpt', () => {
    const word = 'x'.repeat(500);
    expect(shown(word, word)).toBe(`[${'x'.repeat(320)}]…`);
  });

  it.each([0, 1, 2, 3])('never cuts a character in two (%i before it)', (before) => {
    const text = `${'a'.repeat(before)}${'🪑'.repeat(300)}chair${'🪑'.repeat(300)}`;
    expect(shown(text, 'chair')).toMatch(/\[chair\]/u);
    expect(shown(text, 'chair')).not.toMatch(/\p{Surrogate}/u);
  });
});
