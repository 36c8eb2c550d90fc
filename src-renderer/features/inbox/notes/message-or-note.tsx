import { Button } from '@mantine/core';
import { IconLock, IconMessage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { isMac } from '../../../ui/is-mac.ts';
import { shortcutText } from '../../../ui/shortcuts.ts';
import { useInbox } from '../inbox-context.ts';
import { NoteComposer } from './note-composer.tsx';
import styles from './notes.module.css';

/**
 * Below the messages: the composer, or the one for notes, which looks different as a whole. Each keeps what was typed
 * in it.
 */
export function MessageOrNote({
  conversation,
  children,
}: {
  readonly conversation: ConversationSummary;
  /** Where messages are written. */
  readonly children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { conversationId } = conversation;
  const isNote = useInbox((state) => state.noteFields.get(conversationId)?.isOpen ?? false);
  const openNote = useInbox((state) => state.openNote);
  const hasFailed = useInbox((state) => state.notes.get(conversationId)?.status === 'failed');
  const loadNotes = useInbox((state) => state.loadNotes);
  return (
    <div className={styles.writing} data-note={isNote}>
      {hasFailed ? (
        <p className={styles.failed} role="alert">
          {t('notes.loadFailed')}{' '}
          <Button variant="subtle" size="compact-xs" onClick={() => void loadNotes(conversationId)}>
            {t('common.retry')}
          </Button>
        </p>
      ) : null}
      <div className={styles.modes} role="group" aria-label={t('notes.modes')}>
        <button
          type="button"
          aria-pressed={!isNote}
          onClick={() => openNote(conversationId, false)}
        >
          <IconMessage size="1em" stroke={1.9} aria-hidden="true" />
          {t('notes.message')}
        </button>
        <button
          type="button"
          aria-pressed={isNote}
          title={shortcutText('note', isMac())}
          onClick={() => openNote(conversationId, true)}
        >
          <IconLock size="1em" stroke={1.9} aria-hidden="true" />
          {t('notes.note')}
        </button>
        {isNote ? <span className={styles.private}>{t('notes.private')}</span> : null}
      </div>
      {isNote ? <NoteComposer conversation={conversation} /> : children}
    </div>
  );
}
