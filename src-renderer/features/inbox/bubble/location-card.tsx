import { IconExternalLink, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { MessageDetails } from '../../../../src-preload/contract/message-content.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './card.module.css';
import { CopyButton } from './copy-button.tsx';
import { PlaceSketch } from './place-sketch.tsx';

/** A place, on a sketch: a map from elsewhere would tell somebody else where the customer is. */
export function LocationCard({
  message: { conversationId, messageId },
  location,
}: {
  readonly message: Pick<Message, 'conversationId' | 'messageId'>;
  readonly location: Extract<MessageDetails, { kind: 'location' }>;
}): ReactNode {
  const { t } = useTranslation();
  const openPlace = useInbox((state) => state.openPlace);
  const { latitude, longitude, name, address, isLive } = location;
  const coordinates = `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
  const kind = isLive ? t('bubble.liveLocation') : t('thread.types.location');
  return (
    <div className={styles.card} data-testid="location">
      <PlaceSketch latitude={latitude} longitude={longitude} />
      <div className={styles.head}>
        <span className={styles.icon}>
          <IconMapPin size="1.25rem" stroke={1.75} aria-hidden="true" />
        </span>
        <span className={styles.lines}>
          <bdi className={styles.title}>{name ?? kind}</bdi>
          {address === undefined ? null : <bdi className={styles.detail}>{address}</bdi>}
          <span className={styles.detail} dir="ltr">
            {name !== undefined && isLive ? `${kind} · ${coordinates}` : coordinates}
          </span>
        </span>
      </div>
      <div className={styles.actions}>
        <button
          type="button"
          className={styles.action}
          onClick={() => void openPlace(conversationId, messageId)}
        >
          <IconExternalLink size="0.9375rem" stroke={1.75} aria-hidden="true" />
          {t('bubble.openPlace')}
        </button>
        <CopyButton text={coordinates} label={t('bubble.copyCoordinates')} />
      </div>
    </div>
  );
}
