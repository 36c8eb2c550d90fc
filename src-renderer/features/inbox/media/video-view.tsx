import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { mediaBox } from './media-box.ts';
import { MediaState } from './media-state.tsx';
import styles from './media.module.css';

interface VideoViewProperties {
  readonly message: Message;
  readonly media: Media;
}

/** A film with the browser's own controls; one that was sent as a GIF plays by itself, unless motion is unwanted. */
export function VideoView({ message, media }: VideoViewProperties): ReactNode {
  const { t } = useTranslation();
  const [isDamaged, setDamaged] = useState(false);
  const { width, height } = mediaBox(message.type, media);
  const frame = { width: `${width}rem`, aspectRatio: `${width} / ${height}` };
  const { url, thumbnailUrl } = media;
  if (media.state !== 'stored' || url === null || isDamaged) {
    const state = media.state === 'stored' ? 'failed' : media.state;
    return (
      <span className={styles.frame} style={frame} data-kind="video">
        {thumbnailUrl === null ? null : (
          <img className={styles.blurred} src={thumbnailUrl} alt="" draggable={false} />
        )}
        <MediaState message={message} state={state} />
      </span>
    );
  }
  const playsByItself =
    media.isGif && !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <span className={styles.frame} style={frame} data-kind="video">
      <video
        className={styles.picture}
        data-testid="media-video"
        data-loaded="true"
        src={url}
        {...(thumbnailUrl !== null && { poster: thumbnailUrl })}
        aria-label={message.content || t('thread.types.video')}
        preload="metadata"
        controls
        controlsList="nodownload noremoteplayback"
        disablePictureInPicture
        muted={media.isGif}
        loop={media.isGif}
        autoPlay={playsByItself}
        onError={() => setDamaged(true)}
      />
    </span>
  );
}
