import { CloseButton } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { AttachedFiles } from './attached-files.tsx';
import { extrasOf } from './composer-extras-of.ts';
import styles from './composer-extras.module.css';
import { useInbox } from '../inbox-context.ts';

/** Above what is written: the message that is answered or changed, and the files that go with it. */
export const ComposerExtras = memo(function ComposerExtras({
  conversationId,
}: {
  readonly conversationId: ConversationId;
}): ReactNode {
  const { t } = useTranslation();
  const extras = useInbox((state) => extrasOf(state, conversationId));
  const leave = useInbox((state) => state.leaveExtras);
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
      <AttachedFiles conversationId={conversationId} />
    </>
  );
});
