import { Button, Loader } from '@mantine/core';
import { IconClockOff, IconDeviceMobile, IconDownload, IconPhotoOff } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import { isHeld } from '../inbox-state.ts';
import { sizeText } from '../../../ui/size-text.ts';
import styles from './media.module.css';

const icons = { failed: IconPhotoOff, expired: IconClockOff, too_large: IconDeviceMobile } as const;

interface MediaStateProperties {
  readonly message: Message;
  readonly state: Exclude<Media['state'], 'stored'>;
}

/** Where a file is not there: whether it will come, and what can be done. */
export function MediaState({ message, state }: MediaStateProperties): ReactNode {
  const { t, i18n } = useTranslation();
  const retryMedia = useInbox((store) => store.retryMedia);
  const wantMedia = useInbox((store) => store.wantMedia);
  const { conversationId, messageId, media } = message;
  const held = useInbox((store) => isHeld(store, message));
  // What somebody looks at is fetched before anything else.
  useEffect(() => {
    if (state === 'waiting' && !held) void wantMedia(conversationId, messageId);
  }, [state, held, wantMedia, conversationId, messageId]);
  if (state === 'waiting' && held) {
    const size = media === null || media.fileSize === 0 ? null : media.fileSize;
    return (
      <span className={styles.state} data-testid="media-held">
        <Button
          variant="light"
          size="compact-sm"
          leftSection={<IconDownload size="1rem" stroke={1.8} aria-hidden="true" />}
          onClick={() => void retryMedia(conversationId, messageId)}
        >
          {size === null
            ? t('media.download')
            : t('media.downloadSize', { size: sizeText(size, i18n.language) })}
        </Button>
      </span>
    );
  }
  if (state === 'waiting') {
    return (
      <span className={styles.state} role="status" data-testid="media-waiting">
        <Loader size="1rem" aria-hidden="true" />
        {t('media.waiting')}
      </span>
    );
  }
  const Icon = icons[state];
  return (
    <span className={styles.state} data-testid={`media-${state}`}>
      <Icon size="1.15rem" stroke={1.75} aria-hidden="true" />
      <span>{t(`media.${state}`)}</span>
      {state === 'too_large' ? null : (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => void retryMedia(conversationId, messageId)}
        >
          {t('media.retry')}
        </Button>
      )}
    </span>
  );
}
