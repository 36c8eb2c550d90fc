import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  markForKey,
  type TextMark,
  toggleMark,
} from '../../../../src-renderer/features/inbox/composer/text-marks.ts';

/** The text with `[` and `]` around what is selected, before and after. */
function mark(shown: string, sign: TextMark): string {
  const from = shown.indexOf('[');
  const to = shown.indexOf(']') - 1;
  const text = shown.replace('[', '').replace(']', '');
  const { place, text: written, selected } = toggleMark(text, from, to, sign);
  const after = text.slice(0, place.from) + written + text.slice(place.to);
  return `${after.slice(0, selected.from)}[${after.slice(selected.from, selected.to)}]${after.slice(selected.to)}`;
}

describe('a mark', () => {
  it.each([
    ['is put around what is selected', 'See [you] soon', 'See *[you]* soon'],
    ['is taken away by the same key', 'See *[you]* soon', 'See [you] soon'],
    ['is taken away where it was selected too', 'See [*you*] soon', 'See [you] soon'],
    ['stands directly at the words', 'See[ you  ]soon', 'See *[you]*  soon'],
    ['waits for words where nothing is selected', 'See []', 'See *[]*'],
    ['is put around each line', '[one\n\n two]', '[*one*\n\n *two*]'],
    ['is put only where it is missing', '[*one*\ntwo]', '[*one*\n*two*]'],
    ['is taken away from every line that has it', '[*one*\n*two*]', '[one\ntwo]'],
  ])('%s', (_, before, after) => {
    expect(mark(before, '*')).toBe(after);
  });

  it('can stand within another', () => {
    expect(mark('_[very]_ good', '*')).toBe('_*[very]*_ good');
  });
});

describe('the keys of marks', () => {
  const key = (name: string, change: Partial<KeyboardEvent> = {}) => ({
    ...{ key: name, ctrlKey: true, metaKey: false, shiftKey: false, altKey: false },
    ...change,
  });

  const on = (userAgent: string) => vi.stubGlobal('navigator', { userAgent });
  afterEach(() => vi.unstubAllGlobals());

  it('are those of other programs, and the command key on a Mac', () => {
    on('X11; Linux x86_64');
    expect(markForKey(key('b'))).toBe('*');
    expect(markForKey(key('i'))).toBe('_');
    expect(markForKey(key('X', { shiftKey: true }))).toBe('~');
    on('Macintosh; Intel Mac OS X 10_15_7');
    expect(markForKey(key('b', { ctrlKey: false, metaKey: true }))).toBe('*');
  });

  it('leave everything else alone', () => {
    on('X11; Linux x86_64');
    expect(markForKey(key('x'))).toBeNull();
    expect(markForKey(key('b', { altKey: true }))).toBeNull();
    expect(markForKey(key('b', { ctrlKey: false }))).toBeNull();
    on('Macintosh; Intel Mac OS X 10_15_7');
    expect(markForKey(key('b'))).toBeNull();
  });
});
