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
    setDraft(conversationId, draft.slice(0, place.from) + text + draft.slice(place.to));
  };
}
