import type { DesktopWords } from './desktop-words.ts';
import type { MenuLine } from './menu-line.ts';

/** What was clicked with the right button. */
export interface ClickedText {
  isEditable: boolean;
  /** What is selected, empty for nothing. */
  selectionText: string;
  /** The word under the mouse where it is misspelled, else empty. */
  misspelledWord: string;
  dictionarySuggestions: readonly string[];
  editFlags: { canCut: boolean; canCopy: boolean; canPaste: boolean; canSelectAll: boolean };
}

export interface TextActions {
  replaceMisspelling(word: string): void;
  addToDictionary(word: string): void;
  cut(): void;
  copy(): void;
  paste(): void;
  selectAll(): void;
}

/** The menu over a text field, or over a text that is selected; empty where there is nothing to do. */
export function textMenu(
  { isEditable, selectionText, misspelledWord, dictionarySuggestions, editFlags }: ClickedText,
  actions: TextActions,
  { menu, spelling }: Pick<DesktopWords, 'menu' | 'spelling'>,
): MenuLine[] {
  const line = (label: string, isPossible: boolean, run: () => void): MenuLine =>
    isPossible ? { label, run } : { label };
  if (!isEditable) {
    return selectionText.trim() === '' ? [] : [line(menu.copy, editFlags.canCopy, actions.copy)];
  }
  const suggestions = dictionarySuggestions.map((word) => ({
    label: word,
    run: () => actions.replaceMisspelling(word),
  }));
  const ofSpelling: MenuLine[] =
    misspelledWord === ''
      ? []
      : [
          ...(suggestions.length > 0 ? suggestions : [{ label: spelling.noSuggestions }]),
          'separator',
          {
            label: spelling.addToDictionary(misspelledWord),
            run: () => actions.addToDictionary(misspelledWord),
          },
          'separator',
        ];
  return [
    ...ofSpelling,
    line(menu.cut, editFlags.canCut, actions.cut),
    line(menu.copy, editFlags.canCopy, actions.copy),
    line(menu.paste, editFlags.canPaste, actions.paste),
    'separator',
    line(menu.selectAll, editFlags.canSelectAll, actions.selectAll),
  ];
}
