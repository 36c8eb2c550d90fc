import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { useInbox } from '../inbox-context.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Puts a text in the place of a part of the draft, and then selects a part of it; without one the caret is behind it. */
export function useFieldText(
  conversationId: ConversationId,
  field: RefObject<HTMLTextAreaElement | null>,
): (place: Range, text: string, selected?: Range) => void {
  const draft = useInbox((state) => state.drafts.get(conversationId) ?? '');
  const setDraft = useInbox((state) => state.setDraft);
  const selectNext = useRef<Range | null>(null);

  useLayoutEffect(() => {
    const range = selectNext.current;
    if (range === null) return;
    selectNext.current = null;
    field.current?.focus();
    field.current?.setSelectionRange(range.from, range.to);
  }, [draft, field]);

  return (place, text, selected) => {
    const end = place.from + text.length;
    selectNext.current = selected ?? { from: end, to: end };
    if (isTyped(field.current, place, text)) return;
    setDraft(conversationId, draft.slice(0, place.from) + text + draft.slice(place.to));
  };
}

/** As if a person had typed it, so that Ctrl+Z takes it back. False where the field cannot be typed into. */
function isTyped(field: HTMLTextAreaElement | null, place: Range, text: string): boolean {
  if (field === null) return false;
  field.focus();
  field.setSelectionRange(place.from, place.to);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else is kept in the field's own history
  return document.execCommand('insertText', false, text);
}
