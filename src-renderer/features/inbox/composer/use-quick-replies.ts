import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { QuickReply } from '../../../../src-preload/contract/quick-reply.ts';
import type { RemoteData } from '../../../bridge/remote-data.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { fillVariables, unfilledVariables } from '../../../ui/fill-variables.ts';
import { useInbox } from '../inbox-context.ts';
import { useFieldText } from './use-field-text.ts';
import {
  findQuickReplies,
  type QuickReplyBook,
  slashQuery,
  valuesFor,
} from './quick-reply-search.ts';

export interface QuickReplies {
  readonly isOpen: boolean;
  readonly data: RemoteData<QuickReplyBook>;
  readonly found: readonly QuickReply[];
  /** Which of them Enter takes. */
  readonly active: number;
  readonly choose: (reply: QuickReply) => void;
  /** Call when text or caret has changed. */
  readonly noteCaret: () => void;
  /** True when the key was for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  /** Selects what is still to be filled in; false when there is nothing of it. */
  readonly selectUnfilled: () => boolean;
}

/** The quick replies that are offered behind a slash, and what the keyboard does to them. */
export function useQuickReplies(
  conversation: ConversationSummary,
  field: RefObject<HTMLTextAreaElement | null>,
): QuickReplies {
  const { conversationId, sessionId } = conversation;
  const draft = useInbox((state) => state.drafts.get(conversationId) ?? '');
  const replace = useFieldText(conversationId, field);
  const noteMarketing = useInbox((state) => state.noteMarketing);
  const data = useInbox((state) => state.quickReplies);
  const want = useInbox((state) => state.wantQuickReplies);
  const [caret, setCaret] = useState(draft.length);
  const [active, setActive] = useState(0);
  /** Where the slash is that Escape was pressed for. */
  const [leftAt, setLeftAt] = useState<number | null>(null);

  const query = slashQuery(draft, Math.min(caret, draft.length));
  const isAsked = query !== null && query.from !== leftAt;
  useEffect(() => {
    if (isAsked) void want();
  }, [isAsked, want]);

  const book = shownValue(data);
  const found =
    book === undefined || query === null ? [] : findQuickReplies(book, sessionId, query.text);
  // Behind a bare slash it is said why there is nothing; whoever goes on typing means something else.
  const isOpen = isAsked && (found.length > 0 || query.text === '');
  const chosen = Math.min(active, Math.max(0, found.length - 1));

  const choose = (reply: QuickReply): void => {
    if (book === undefined || query === null) return;
    const text = fillVariables(reply.content, valuesFor(book, conversation));
    const end = query.from + text.length;
    const [hole] = unfilledVariables(text);
    replace(
      { from: query.from, to: caret },
      text,
      hole && { from: query.from + hole.from, to: query.from + hole.to },
    );
    if (reply.isMarketing) noteMarketing(conversationId);
    setCaret(end);
    setActive(0);
    setLeftAt(null);
  };

  const move = (by: number): void => setActive((chosen + by + found.length) % found.length);

  return {
    isOpen,
    data,
    found,
    active: chosen,
    choose,

    noteCaret() {
      const at = field.current;
      if (at === null) return;
      const now = at.selectionStart === at.selectionEnd ? at.selectionStart : -1;
      setCaret(now);
      if (now === caret && at.value === draft) return;
      setActive(0);
      // Another slash is another question.
      if (slashQuery(at.value, now)?.from !== leftAt) setLeftAt(null);
    },

    onKeyDown(event) {
      if (!isOpen || event.nativeEvent.isComposing) return false;
      const reply = found[chosen];
      if (event.key === 'Escape') {
        event.stopPropagation();
        setLeftAt(query.from);
      } else if (reply === undefined || event.shiftKey || event.ctrlKey || event.metaKey) {
        return false;
      } else if (event.key === 'ArrowDown') {
        move(1);
      } else if (event.key === 'ArrowUp') {
        move(-1);
      } else if (event.key === 'Enter' || event.key === 'Tab') {
        choose(reply);
      } else {
        return false;
      }
      event.preventDefault();
      return true;
    },

    selectUnfilled() {
      const [hole] = unfilledVariables(draft);
      if (hole === undefined) return false;
      field.current?.focus();
      field.current?.setSelectionRange(hole.from, hole.to);
      return true;
    },
  };
}
