import { ActionIcon, CloseButton, Progress } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconFile, IconMusic, IconVideo } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { sizeText } from '../../../ui/size-text.ts';
import { useInbox } from '../inbox-context.ts';
import { type AttachedFile, carriesCaption, isTooLarge } from './attached-file.ts';
import styles from './attached-files.module.css';
import { extrasOf } from './composer-extras-of.ts';
import { VoicePlayer } from './voice/voice-player.tsx';

/** What goes with the text, in the order in which it is sent: each with its words, its place, and how far main has it. */
export function AttachedFiles({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const files = useInbox((state) => extrasOf(state, conversationId).files);
  if (files.length === 0) return null;
  return (
    <ul className={styles.files} aria-label={t('composer.files')}>
      {files.map((file, index) => (
        <FileRow
          key={file.key}
          conversationId={conversationId}
          file={file}
          isFirst={index === 0}
          isLast={index === files.length - 1}
        />
      ))}
    </ul>
  );
}

interface FileRowProperties {
  readonly conversationId: ConversationId;
  readonly file: AttachedFile;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

function FileRow({ conversationId, file, isFirst, isLast }: FileRowProperties): ReactNode {
  const { t } = useTranslation();
  const isSending = useInbox((state) => extrasOf(state, conversationId).isSending === true);
  const hasText = useInbox((state) => (state.drafts.get(conversationId) ?? '').trim() !== '');
  const detach = useInbox((state) => state.detach);
  const move = useInbox((state) => state.moveFile);
  const setCaption = useInbox((state) => state.captionFile);
  const isVoice = file.form === 'voice_note';
  const name = isVoice ? t('composer.voice.name') : file.fileName;
  const arrow = (by: -1 | 1, isPossible: boolean): ReactNode => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={t(by < 0 ? 'composer.earlier' : 'composer.later', { name })}
      disabled={!isPossible || isSending}
      onClick={() => move(conversationId, file.key, by)}
    >
      {by < 0 ? <IconArrowUp size="1rem" /> : <IconArrowDown size="1rem" />}
    </ActionIcon>
  );
  return (
    <li className={styles.file}>
      <div className={styles.line}>
        {isVoice ? (
          <VoicePlayer conversationId={conversationId} file={file} />
        ) : (
          <>
            <Picture file={file} />
            <FileWords file={file} />
            {carriesCaption(file) ? (
              <input
                className={styles.caption}
                dir="auto"
                value={file.caption}
                disabled={isSending}
                aria-label={t('composer.captionOf', { name })}
                placeholder={t(isFirst && hasText ? 'composer.goesWithText' : 'composer.caption')}
                onChange={(event) =>
                  setCaption(conversationId, file.key, event.currentTarget.value)
                }
              />
            ) : null}
          </>
        )}
        {isFirst && isLast ? null : (
          <>
            {arrow(-1, !isFirst)}
            {arrow(1, !isLast)}
          </>
        )}
        <CloseButton
          size="sm"
          disabled={isSending}
          aria-label={t('composer.detach', { name })}
          onClick={() => detach(conversationId, file.key)}
        />
      </div>
      {file.uploadId === null && !file.hasFailed && !isTooLarge(file) ? (
        <Progress
          size={3}
          value={file.progress * 100}
          aria-label={t('composer.preparing', { name })}
        />
      ) : null}
    </li>
  );
}

function FileWords({ file }: { readonly file: AttachedFile }): ReactNode {
  const { t, i18n } = useTranslation();
  const problem = isTooLarge(file)
    ? t('errors.file_too_large.happened')
    : file.hasFailed
      ? t('composer.fileFailed')
      : null;
  return (
    <span className={styles.words} title={file.fileName}>
      <span className={styles.name} dir="auto">
        {file.fileName}
      </span>
      {problem === null ? (
        <span className={styles.size}>{sizeText(file.fileSize, i18n.language)}</span>
      ) : (
        <span className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </span>
  );
}

function Picture({ file }: { readonly file: AttachedFile }): ReactNode {
  if (file.preview !== null) return <img className={styles.picture} src={file.preview} alt="" />;
  const Icon = file.form === 'video' ? IconVideo : file.form === 'audio' ? IconMusic : IconFile;
  return (
    <span className={styles.icon} aria-hidden="true">
      <Icon size="1.25rem" stroke={1.6} />
    </span>
  );
}
