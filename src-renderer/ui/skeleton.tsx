import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import styles from './skeleton.module.css';

interface SkeletonRowsProperties {
  readonly count: number;
  readonly withAvatar?: boolean;
}

/** Rows in the shape of what is being loaded. */
export function SkeletonRows({ count, withAvatar = true }: SkeletonRowsProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className={styles.rows}>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={styles.row}>
          {withAvatar ? <span className={styles.avatar} /> : null}
          <span className={styles.lines}>
            <span className={styles.line} data-length={index % 3} />
            <span className={styles.line} data-length={3 + ((index * 2) % 3)} />
          </span>
        </div>
      ))}
    </div>
  );
}

/** Bubbles in the shape of a conversation that is being loaded. */
export function SkeletonBubbles(): ReactNode {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t('common.loading')} className={styles.bubbles}>
      {['in', 'in', 'out', 'in', 'out', 'out', 'in'].map((side, index) => (
        <span key={index} className={styles.bubble} data-side={side} data-length={index % 4} />
      ))}
    </div>
  );
}

/** A plain block, as high as `rem` says. */
export function SkeletonBlock({ rem }: { readonly rem: number }): ReactNode {
  return <span aria-hidden="true" className={styles.block} style={{ height: `${rem}rem` }} />;
}
