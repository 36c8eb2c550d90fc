import { ActionIcon, Button } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconCheck, IconLock } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { stillHere } from '../../../access/still-here.ts';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { MAXIMUM_NOTE_LENGTH } from '../../../../src-preload/contract/note.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { typeInto } from '../../../ui/type-into.ts';
import { useInbox } from '../inbox-context.ts';
import { mentionBefore, type Mentioned } from './note-text.ts';
import { noWriting } from './note-writing.ts';
import styles from './notes.module.css';

/** Colleagues that are offered at a time. */
const OFFERED = 8;

/** Where notes for the team are written. Nothing in it can send. */
export function NoteComposer({
  conversation: { conversationId, name },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const writing = useInbox((state) => state.noteFields.get(conversationId) ?? noWriting);
  const setNoteDraft = useInbox((state) => state.setNoteDraft);
  const editNote = useInbox((state) => state.editNote);
  const keepDrafts = useInbox((state) => state.keepDrafts);
  const saveNote = useInbox((state) => state.saveNote);
  const colleagues = shownValue(useInbox((state) => state.colleagues)) ?? [];
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [leftAt, setLeftAt] = useState<number | null>(null);
  const draft = writing.edit?.draft ?? writing.draft;
  const isEditing = writing.edit !== null;

  useEffect(() => field.current?.focus(), [conversationId, isEditing]);
  useEffect(() => keepDrafts, [conversationId, keepDrafts]);
  useWindowEvent('blur', keepDrafts);
  useWindowEvent('beforeunload', keepDrafts);

  const place = mentionBefore(draft.text, caret);
  const query = place?.query.toLocaleLowerCase() ?? '';
  const found =
    place === null || place.from === leftAt
      ? []
      : stillHere(colleagues)
          .filter((each) => each.name.toLocaleLowerCase().includes(query))
          .slice(0, OFFERED);
  const chosen = Math.min(active, found.length - 1);

  const choose = ({ userId, name: colleague }: Mentioned): void => {
    if (place === null) return;
    const rest = draft.text.slice(caret);
    const inserted = `@${colleague}${rest.startsWith(' ') ? '' : ' '}`;
    typeInto(field.current, { from: place.from, to: caret }, inserted);
    setNoteDraft(conversationId, {
      text: draft.text.slice(0, place.from) + inserted + rest,
      mentioned: [
        ...draft.mentioned.filter((each) => each.userId !== userId),
        { userId, name: colleague },
      ],
    });
    setCaret(place.from + inserted.length);
    setActive(0);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    const offered = found[chosen];
    if (offered !== undefined && place !== null) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) {
        event.preventDefault();
        setActive((chosen + step + found.length) % found.length);
        return;
      }
      if (event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        choose(offered);
        return;
      }
      if (event.key === 'Escape') {
        event.stopPropagation();
        setLeftAt(place.from);
        return;
      }
    }
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void saveNote(conversationId);
    }
    if (event.key === 'Escape' && isEditing) {
      event.stopPropagation();
      editNote(conversationId, null);
    }
  };

  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void saveNote(conversationId);
      }}
    >
      {found.length === 0 ? null : (
        <ul id={listId} className={styles.people} role="listbox" aria-label={t('notes.people')}>
          {found.map((user, index) => (
            <li
              key={user.userId}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(user)}
            >
              <Avatar name={user.name} colourKey={user.userId} size="tiny" />
              <span dir="auto">{user.name}</span>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.box}>
        <IconLock className={styles.lock} size="1.1rem" stroke={1.9} aria-hidden="true" />
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          dir="auto"
          value={draft.text}
          maxLength={MAXIMUM_NOTE_LENGTH}
          placeholder={t('notes.placeholder')}
          aria-label={t('notes.label', { name })}
          aria-autocomplete="list"
          aria-controls={found.length > 0 ? listId : undefined}
          aria-activedescendant={found.length > 0 ? `${listId}-${chosen}` : undefined}
          onChange={(event) => {
            setNoteDraft(conversationId, { ...draft, text: event.currentTarget.value });
            setCaret(event.currentTarget.selectionStart);
            setLeftAt(null);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
        />
        {isEditing ? (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => editNote(conversationId, null)}
          >
            {t('common.cancel')}
          </Button>
        ) : null}
        <ActionIcon
          type="submit"
          className={styles.save}
          size="2.125rem"
          radius="md"
          aria-label={t(isEditing ? 'notes.saveEdit' : 'notes.save')}
          disabled={draft.text.trim() === ''}
          loading={writing.isSaving}
        >
          <IconCheck size="1.2rem" stroke={2.2} />
        </ActionIcon>
      </div>
    </form>
  );
}
