import type { ReactNode } from 'react';
import type { LinkPreview } from '../../../../src-preload/contract/message-content.ts';
import styles from './card.module.css';

/** What the sender's WhatsApp found behind a link. It is read only: nothing is asked of the address. */
export function LinkCard({ preview }: { readonly preview: LinkPreview }): ReactNode {
  return (
    <div className={styles.card} data-testid="link-preview" title={preview.url}>
      <span className={styles.lines}>
        <bdi className={styles.title}>{preview.title}</bdi>
        {preview.description === undefined ? null : (
          <bdi className={styles.detail}>{preview.description}</bdi>
        )}
        <span className={styles.detail} dir="ltr">
          {hostOf(preview.url)}
        </span>
      </span>
    </div>
  );
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? url;
}
