import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Media } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { mediaBox } from './media-box.ts';
import { MediaState } from './media-state.tsx';
import { MediaViewer } from './media-viewer.tsx';
import styles from './media.module.css';

interface ImageViewProperties {
  readonly message: Message;
  readonly media: Media;
}

/** A picture or sticker: the small one first, then the whole, in a box that never changes. A picture opens large. */
export function ImageView({ message, media }: ImageViewProperties): ReactNode {
  const { t } = useTranslation();
  const [isLoaded, setLoaded] = useState(false);
  const [isDamaged, setDamaged] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const { width, height } = mediaBox(message.type, media);
  const isSticker = message.type === 'sticker';
  const label = message.content || t(`thread.types.${message.type}`);
  const { url, thumbnailUrl } = media;
  const thumbnail =
    thumbnailUrl === null || isLoaded ? null : (
      <img className={styles.blurred} src={thumbnailUrl} alt="" draggable={false} />
    );
  const frame = { width: `${width}rem`, aspectRatio: `${width} / ${height}` };
  if (media.state !== 'stored' || url === null || isDamaged) {
    const state = media.state === 'stored' ? 'failed' : media.state;
    return (
      <span className={styles.frame} style={frame} data-kind={message.type}>
        {thumbnail}
        <MediaState message={message} state={state} />
      </span>
    );
  }
  const picture = (
    <img
      className={styles.picture}
      data-testid="media-image"
      data-loaded={isLoaded}
      src={url}
      alt={label}
      draggable={false}
      decoding="async"
      onLoad={() => setLoaded(true)}
      onError={() => setDamaged(true)}
    />
  );
  if (isSticker) {
    return (
      <span className={styles.frame} style={frame} data-kind="sticker">
        {thumbnail}
        {picture}
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        className={styles.frame}
        style={frame}
        data-kind="image"
        aria-label={t('media.open', { name: label })}
        onClick={() => setOpen(true)}
      >
        {thumbnail}
        {picture}
      </button>
      {isOpen ? (
        <MediaViewer message={message} url={url} label={label} onClose={() => setOpen(false)} />
      ) : null}
    </>
  );
}
