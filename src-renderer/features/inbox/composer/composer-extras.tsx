import { CloseButton } from '@mantine/core';
import { IconArrowBackUp, IconFile, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { MAXIMUM_MEDIA_BYTES } from '../../../../src-preload/contract/message-content.ts';
import { extrasOf } from './composer-slice.ts';
import styles from './composer-extras.module.css';
import { useInbox } from '../inbox-context.ts';
import { pictureOf } from './picture-of.ts';

/** Above what is written: the message that is answered or changed, and the files that go with it. */
export function ComposerExtras({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const extras = useInbox((state) => extrasOf(state, conversationId));
  const leave = useInbox((state) => state.leaveExtras);
  const detach = useInbox((state) => state.detach);
  const about = extras.editing ?? extras.replyTo;
  return (
    <>
      {about === null ? null : (
        <div className={styles.quote}>
          {extras.editing === null ? (
            <IconArrowBackUp size="1.1em" stroke={1.9} aria-hidden="true" />
          ) : (
            <IconPencil size="1.1em" stroke={1.9} aria-hidden="true" />
          )}
          <span className={styles.words}>
            <strong>{t(extras.editing === null ? 'composer.replying' : 'composer.editing')}</strong>{' '}
            <span dir="auto">
              {about.content === '' ? t(`thread.types.${about.type}`) : about.content}
            </span>
          </span>
          <CloseButton
            size="sm"
            aria-label={t('composer.leaveReply')}
            onClick={() => leave(conversationId)}
          />
        </div>
      )}
      {extras.files.length === 0 ? null : (
        <ul className={styles.files} aria-label={t('composer.files')}>
          {extras.files.map((file, index) => (
            <li key={`${index} ${file.name}`} className={styles.file}>
              <Preview file={file} />
              <span className={styles.words} data-over={file.size > MAXIMUM_MEDIA_BYTES}>
                <span dir="auto">{file.name}</span>
                {file.size > MAXIMUM_MEDIA_BYTES
                  ? ` · ${t('errors.file_too_large.happened')}`
                  : null}
              </span>
              <CloseButton
                size="sm"
                disabled={extras.isSending === true}
                aria-label={t('composer.detach', { name: file.name })}
                onClick={() => detach(conversationId, file)}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Preview({ file }: { readonly file: File }): ReactNode {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let isShown = true;
    void pictureOf(file).then((made) => {
      if (isShown) setUrl(made);
    });
    return () => {
      isShown = false;
    };
  }, [file]);
  return url === null ? (
    <IconFile size="1.5rem" stroke={1.5} aria-hidden="true" />
  ) : (
    <img className={styles.picture} src={url} alt="" />
  );
}
