import { ActionIcon } from '@mantine/core';
import { IconLock, IconPencil, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { type Note, partsOfNote } from '../../../../src-preload/contract/note.ts';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { colleagueName } from '../inbox-state.ts';
import styles from './notes.module.css';

/** A note between the messages, in a look that no message has. */
export function NoteRow({ note }: { readonly note: Note }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const userId = useInbox((state) => state.userId);
  const author = useInbox((state) => colleagueName(state, note.authorId)) ?? t('thread.somebody');
  const editNote = useInbox((state) => state.editNote);
  const deleteNote = useInbox((state) => state.deleteNote);
  const isMine = note.authorId === userId;
  const mentionsMe = note.mentions.some((each) => each === userId);
  return (
    <div className={styles.frame}>
      <article
        className={styles.note}
        data-mentions-me={mentionsMe}
        aria-label={t('notes.by', { name: author })}
      >
        <header className={styles.head}>
          <IconLock size="1em" stroke={2} aria-hidden="true" />
          <strong dir="auto">{author}</strong>
          <span className={styles.private}>{t('notes.private')}</span>
          {mentionsMe ? <span className={styles.badge}>{t('notes.mentioned')}</span> : null}
          {isMine ? (
            <span className={styles.actions}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('notes.edit')}
                onClick={() => editNote(note.conversationId, note)}
              >
                <IconPencil size="0.9rem" stroke={1.8} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                size="sm"
                aria-label={t('notes.delete')}
                onClick={() => void deleteNote(note)}
              >
                <IconTrash size="0.9rem" stroke={1.8} />
              </ActionIcon>
            </span>
          ) : null}
        </header>
        <p className={styles.text} dir="auto">
          {note.body === '' ? <em>{t('notes.unreadable')}</em> : <NoteBody body={note.body} />}
        </p>
        <footer className={styles.meta}>
          {formats.day(note.timestamp, now)} · {formats.clock(note.timestamp)}
          {note.editedAt === null ? null : ` · ${t('notes.edited')}`}
        </footer>
      </article>
    </div>
  );
}

/** With a name for everybody who is mentioned, as it is now. */
function NoteBody({ body }: { readonly body: string }): ReactNode {
  const { t } = useTranslation();
  const colleagues = useInbox((state) => state.colleagues);
  return partsOfNote(body).map((part, index) =>
    'text' in part ? (
      part.text
    ) : (
      <bdi key={index} className={styles.mention}>
        @{colleagueName({ colleagues }, part.userId) ?? t('thread.somebody')}
      </bdi>
    ),
  );
}
