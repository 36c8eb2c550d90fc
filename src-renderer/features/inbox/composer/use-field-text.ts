import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { type TextRange, typeInto } from '../../../ui/type-into.ts';
import { useInbox } from '../inbox-context.ts';

/** Puts a text in the place of a part of the draft, and then selects a part of it; without one the caret is behind it. */
export function useFieldText(
  conversationId: ConversationId,
  field: RefObject<HTMLTextAreaElement | null>,
): (place: TextRange, text: string, selected?: TextRange) => void {
  const draft = useInbox((state) => state.drafts.get(conversationId) ?? '');
  const setDraft = useInbox((state) => state.setDraft);
  const selectNext = useRef<TextRange | null>(null);

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
    if (typeInto(field.current, place, text)) return;
    setDraft(conversationId, draft.slice(0, place.from) + text + draft.slice(place.to));
  };
}
