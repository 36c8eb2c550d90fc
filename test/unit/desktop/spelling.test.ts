import { describe, expect, it } from 'vitest';
import { speechOf } from '../../../src-main/desktop/desktop-words.ts';
import { dictionaryCode } from '../../../src-main/desktop/dictionary-codes.ts';
import { type ClickedText, textMenu } from '../../../src-main/desktop/text-menu.ts';

const available = ['en-GB', 'en-US', 'es-ES', 'es-MX', 'fr'];

describe('the dictionary of a language', () => {
  it('is that of the country of the system', () => {
    expect(dictionaryCode('es', ['de-DE', 'es-MX'], available)).toBe('es-MX');
    expect(dictionaryCode('en', ['en-GB', 'en-US'], available)).toBe('en-GB');
  });

  it('is the usual one where there is none for that country', () => {
    expect(dictionaryCode('es', ['es-BO'], available)).toBe('es-ES');
    expect(dictionaryCode('en', ['es-MX'], available)).toBe('en-US');
  });
});

describe('the menu of a text', () => {
  const done: string[] = [];
  const actions = {
    replaceMisspelling: (word: string) => void done.push(`replace ${word}`),
    addToDictionary: (word: string) => void done.push(`add ${word}`),
    cut: () => void done.push('cut'),
    copy: () => void done.push('copy'),
    paste: () => void done.push('paste'),
    selectAll: () => void done.push('all'),
  };
  const open = (change: Partial<ClickedText> = {}, locale = 'en-GB') => {
    const clicked: ClickedText = {
      ...{ isEditable: true, selectionText: '', misspelledWord: '', dictionarySuggestions: [] },
      editFlags: { canCut: false, canCopy: false, canPaste: true, canSelectAll: true },
      ...change,
    };
    return textMenu(clicked, actions, speechOf(locale).words).map((line) =>
      line === 'separator' ? { label: '-' } : line,
    );
  };
  const labels = (...input: Parameters<typeof open>) => open(...input).map(({ label }) => label);

  it('offers to write a misspelled word right, and to remember it', () => {
    const lines = open({ misspelledWord: 'helo', dictionarySuggestions: ['hello', 'help'] });
    expect(lines.map(({ label }) => label)).toEqual([
      'hello',
      'help',
      '-',
      'Add “helo” to the dictionary',
      '-',
      'Cut',
      'Copy',
      'Paste',
      '-',
      'Select all',
    ]);
    for (const line of lines.slice(0, 4)) if ('run' in line) line.run();
    expect(done).toEqual(['replace hello', 'replace help', 'add helo']);
  });

  it('says so where nothing is like the word, in the language of the app', () => {
    const [first] = open({ misspelledWord: 'qqq' }, 'es-ES');
    expect(first).toEqual({ label: 'Sin sugerencias' });
  });

  it('lets nothing be done that cannot be done', () => {
    expect(
      open()
        .filter((line) => 'run' in line)
        .map(({ label }) => label),
    ).toEqual(['Paste', 'Select all']);
  });

  it('copies what is selected elsewhere, and is none over nothing', () => {
    const editFlags = { canCut: false, canCopy: true, canPaste: false, canSelectAll: true };
    expect(labels({ isEditable: false, selectionText: 'A price', editFlags })).toEqual(['Copy']);
    expect(labels({ isEditable: false })).toEqual([]);
  });
});
