import type { PressedKey, ShortcutId } from '../../../../src-preload/contract/shortcuts.ts';
import { shortcutFor } from '../../../ui/shortcuts.ts';

/** WhatsApp's marks: *bold*, _italic_, ~struck through~. */
export type TextMark = '*' | '_' | '~';

const marks: Partial<Record<ShortcutId, TextMark>> = {
  bold: '*',
  italic: '_',
  strikethrough: '~',
};

interface Marked {
  /** The part of the text whose place is taken. */
  readonly place: { readonly from: number; readonly to: number };
  readonly text: string;
  /** What is selected afterwards, in the whole text. */
  readonly selected: { readonly from: number; readonly to: number };
}

/**
 * Puts a mark around what is selected, or takes it away where it is there. WhatsApp knows marks only within a line and
 * directly at a word: each line gets its own, and the blanks at its ends stay outside.
 */
export function toggleMark(text: string, from: number, to: number, mark: TextMark): Marked {
  if (text[from - 1] === mark && text[to] === mark) {
    const place = { from: from - 1, to: to + 1 };
    return { place, text: text.slice(from, to), selected: { from: from - 1, to: to - 1 } };
  }
  const chosen = text.slice(from, to);
  // Nothing but blanks: the caret stands between the marks.
  if (chosen.trim() === '') {
    const caret = from + chosen.length + 1;
    const written = chosen + mark + mark;
    return { place: { from, to }, text: written, selected: { from: caret, to: caret } };
  }
  const lines = chosen.split('\n');
  const marksAll = lines.some((line) => line.trim() !== '' && !isMarked(line.trim(), mark));
  const written = lines.map((line) => withMark(line, mark, marksAll)).join('\n');
  const selected =
    lines.length > 1 ? { from, to: from + written.length } : withinMarks(from, written, mark);
  return { place: { from, to }, text: written, selected };
}

/** Only the words are selected: the same key takes the marks away again. */
function withinMarks(from: number, written: string, mark: TextMark): Marked['selected'] {
  const start = from + written.length - written.trimStart().length;
  const end = from + written.trimEnd().length;
  const by = isMarked(written.trim(), mark) ? 1 : 0;
  return { from: start + by, to: end - by };
}

function isMarked(words: string, mark: TextMark): boolean {
  return words.length > 2 && words.startsWith(mark) && words.endsWith(mark);
}

function withMark(line: string, mark: TextMark, isWanted: boolean): string {
  const words = line.trim();
  if (words === '' || isMarked(words, mark) === isWanted) return line;
  const start = line.indexOf(words);
  const changed = isWanted ? mark + words + mark : words.slice(1, -1);
  return line.slice(0, start) + changed + line.slice(start + words.length);
}

/** The mark that a key stands for: Ctrl+B, Ctrl+I, Ctrl+Shift+X (⌘ on a Mac). Null for any other. */
export function markForKey(event: PressedKey): TextMark | null {
  const shortcut = shortcutFor(['field'], event);
  return shortcut === undefined ? null : (marks[shortcut] ?? null);
}
