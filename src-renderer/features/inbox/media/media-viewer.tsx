import { Modal } from '@mantine/core';
import {
  IconDownload,
  IconMessageSearch,
  IconX,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useInbox } from '../inbox-context.ts';
import styles from './media.module.css';

const steps = [1, 1.5, 2, 3, 4, 6] as const;

interface MediaViewerProperties {
  readonly message: Message;
  readonly url: string;
  readonly label: string;
  readonly onClose: () => void;
  /** The way to its message, where it was opened from elsewhere. */
  readonly onShow?: () => void;
}

/**
 * A picture, or a film, over the whole window. `+`, `-` and `0` zoom a picture, the arrows move what is larger, Escape
 * closes.
 */
export function MediaViewer({
  message,
  url,
  label,
  onClose,
  onShow,
}: MediaViewerProperties): ReactNode {
  const { t } = useTranslation();
  const saveMedia = useInbox((state) => state.saveMedia);
  const [step, setStep] = useState(0);
  const zoom = steps[step] ?? 1;
  const move = (by: number): void =>
    setStep((now) => Math.min(steps.length - 1, Math.max(0, now + by)));
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === '+' || event.key === '=') move(1);
    else if (event.key === '-') move(-1);
    else if (event.key === '0') setStep(0);
    else return;
    event.preventDefault();
  };
  const isFilm = message.type === 'video';
  const actions = [
    ...(onShow === undefined
      ? []
      : [
          {
            key: 'show',
            Icon: IconMessageSearch,
            label: t('sidePanel.inConversation'),
            act: onShow,
          },
        ]),
    ...(isFilm
      ? []
      : [
          { key: 'out', Icon: IconZoomOut, label: t('media.zoomOut'), act: () => move(-1) },
          { key: 'in', Icon: IconZoomIn, label: t('media.zoomIn'), act: () => move(1) },
        ]),
    {
      key: 'save',
      Icon: IconDownload,
      label: t('media.save'),
      act: () => void saveMedia(message.conversationId, message.messageId),
    },
    { key: 'close', Icon: IconX, label: t('common.close'), act: onClose },
  ];
  return (
    <Modal.Root
      opened
      fullScreen
      padding={0}
      onClose={onClose}
      classNames={{ content: styles.viewer, body: styles.viewerBody }}
      // The content takes no keys of its own.
      onKeyDown={onKeyDown}
    >
      <Modal.Content aria-label={label} data-testid="media-viewer">
        <Modal.Body>
          <div className={styles.viewerBar}>
            <span className={styles.viewerName} dir="auto">
              {label}
            </span>
            {isFilm ? null : (
              <span aria-live="polite">{t('media.zoom', { percent: zoom * 100 })}</span>
            )}
            {actions.map(({ key, Icon, label: name, act }) => (
              <IconButton key={key} name={name} onClick={act}>
                <Icon size="1.15rem" stroke={1.8} />
              </IconButton>
            ))}
          </div>
          <div className={styles.viewerRoom} tabIndex={0} data-autofocus>
            {isFilm ? (
              <video
                className={styles.viewerImage}
                style={{ width: '100%', height: '100%' }}
                src={url}
                aria-label={label}
                controls
                controlsList="nodownload noremoteplayback"
                disablePictureInPicture
              />
            ) : (
              <img
                className={styles.viewerImage}
                style={{ width: `${zoom * 100}%`, height: `${zoom * 100}%` }}
                src={url}
                alt={label}
                draggable={false}
                onDoubleClick={() => setStep((now) => (now === 0 ? 2 : 0))}
              />
            )}
          </div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
