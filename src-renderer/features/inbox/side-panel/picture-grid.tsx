import { IconPhoto, IconPlayerPlayFilled, IconVideo } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { MediaViewer } from '../media/media-viewer.tsx';
import { durationText } from '../media/media-words.ts';
import { RowList } from '../../../ui/row-list.tsx';
import styles from './side-panel.module.css';

/** Images and videos, small; one that is here opens large, and of the others the message is shown. */
export function PictureGrid({
  messages,
  onShow,
}: {
  readonly messages: readonly Message[];
  readonly onShow: (message: Message) => void;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const [opened, setOpened] = useState<Message | null>(null);
  const url = opened?.media?.url ?? null;
  return (
    <>
      <RowList className={styles.grid}>
        {messages.map((message) => {
          const { messageId, type, media, content, timestamp } = message;
          const isVideo = type === 'video';
          const Placeholder = isVideo ? IconVideo : IconPhoto;
          const small = media?.thumbnailUrl ?? (isVideo ? null : (media?.url ?? null));
          const isHere = media?.state === 'stored' && media.url !== null;
          const what = content || t(`thread.types.${type}`);
          return (
            <li key={messageId}>
              <button
                type="button"
                className={styles.tile}
                data-testid="gallery-picture"
                aria-label={t(isHere ? 'sidePanel.openPicture' : 'sidePanel.showMessage', {
                  what,
                  date: formats.date(timestamp),
                })}
                onClick={() => (isHere ? setOpened(message) : onShow(message))}
              >
                {small === null ? (
                  <Placeholder size="1.25rem" stroke={1.5} aria-hidden="true" />
                ) : (
                  <img src={small} alt="" loading="lazy" decoding="async" draggable={false} />
                )}
                {isVideo ? (
                  <span className={styles.length}>
                    <IconPlayerPlayFilled size="0.625rem" aria-hidden="true" />
                    {media?.duration ? durationText(media.duration) : null}
                  </span>
                ) : null}
              </button>
            </li>
          );
        })}
      </RowList>
      {opened === null || url === null ? null : (
        <MediaViewer
          message={opened}
          url={url}
          label={opened.content || t(`thread.types.${opened.type}`)}
          onClose={() => setOpened(null)}
          onShow={() => {
            setOpened(null);
            onShow(opened);
          }}
        />
      )}
    </>
  );
}
