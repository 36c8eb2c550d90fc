import type { ReactNode } from 'react';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { KindPlaceholder } from './kind-placeholder.tsx';
import styles from './media-slot.module.css';

/** The file of a message: what it is, and what it is called. */
export function MediaSlot({
  type,
  media,
}: {
  readonly type: Message['type'];
  readonly media: NonNullable<Message['media']>;
}): ReactNode {
  return (
    <div className={styles.slot} data-testid="media">
      <KindPlaceholder type={type} />
      {media.fileName === '' ? null : (
        <bdi className={styles.fileName} title={media.fileName}>
          {media.fileName}
        </bdi>
      )}
    </div>
  );
}
