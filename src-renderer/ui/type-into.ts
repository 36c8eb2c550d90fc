/** Where in a field's text something begins and ends, in UTF-16 code units. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Puts a text in the place of a part of a field as if a person had typed it: the field's change is told at once, the
 * caret is behind the text before the next key, and Ctrl+Z takes it back. False, and nothing changed, where the field
 * cannot be typed into.
 */
export function typeInto(
  field: HTMLTextAreaElement | null,
  place: TextRange,
  text: string,
): boolean {
  if (field === null) return false;
  field.focus();
  field.setSelectionRange(place.from, place.to);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else is kept in the field's own history
  return document.execCommand('insertText', false, text);
}
