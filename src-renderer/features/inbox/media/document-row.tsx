import { IconDownload, IconFile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useInbox } from '../inbox-context.ts';
import { MediaState } from './media-state.tsx';
import { sizeText } from '../../../ui/size-text.ts';
import { kindText } from './media-words.ts';
import styles from './media.module.css';

interface DocumentRowProperties {
  readonly message: Message;
  readonly media: Media;
}

/** A name can be written to look as if it ended otherwise: what turns the direction is left out. */
function withoutDirection(name: string): string {
  return name.replace(/\p{Bidi_Control}/gu, '');
}

/** A file that is not shown here: what it is, and a way to save it. */
export function DocumentRow({ message, media }: DocumentRowProperties): ReactNode {
  const { t, i18n } = useTranslation();
  const saveMedia = useInbox((state) => state.saveMedia);
  const { conversationId, messageId } = message;
  const name = withoutDirection(media.fileName) || t('media.unnamed');
  const details = [
    kindText(media.fileName, media.mimeType),
    media.fileSize > 0 ? sizeText(media.fileSize, i18n.language) : '',
  ].filter((part) => part !== '');
  return (
    <span className={styles.document} data-testid="media-document">
      <IconFile size="1.75rem" stroke={1.4} aria-hidden="true" className={styles.documentIcon} />
      <span className={styles.documentText}>
        <bdi className={styles.documentName} title={name}>
          {name}
        </bdi>
        <span className={styles.documentDetails}>{details.join(' · ')}</span>
        {media.state === 'stored' ? null : <MediaState message={message} state={media.state} />}
      </span>
      {media.state === 'stored' ? (
        <IconButton
          name={t('media.saveNamed', { name })}
          hint={t('media.save')}
          onClick={() => void saveMedia(conversationId, messageId)}
        >
          <IconDownload size="1.15rem" stroke={1.8} />
        </IconButton>
      ) : null}
    </span>
  );
}
