import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { dangerousLinks } from '../../../../src-preload/contract/link-dangers.ts';
import type { Message } from '../../../../src-preload/contract/message.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './link-warning.module.css';

/** Says of links that may deceive where they really lead; nothing where there is none. */
export function LinkWarning({
  message: { content, linkPreview, direction },
}: {
  readonly message: Pick<Message, 'content' | 'linkPreview' | 'direction'>;
}): ReactNode {
  const { t } = useTranslation();
  const links = useMemo(
    // What we wrote ourselves deceives nobody here.
    () => (direction === 'incoming' ? dangerousLinks(content, linkPreview) : []),
    [content, linkPreview, direction],
  );
  if (links.length === 0) return null;
  return (
    <div className={styles.warning} role="note" dir="ltr" data-testid="link-warning">
      <IconAlertTriangle size="1.1rem" stroke={1.8} aria-hidden="true" className={styles.icon} />
      <div className={styles.lines}>
        <strong>{t('bubble.linkWarning.careful')}</strong>
        {links.map(({ host, dangers }) => (
          <div key={host}>
            {dangers.map((danger) => t(`bubble.linkWarning.${danger}`)).join(' ')}{' '}
            {t('bubble.linkWarning.leadsTo')} <bdi className={styles.host}>{host}</bdi>
          </div>
        ))}
      </div>
    </div>
  );
}
