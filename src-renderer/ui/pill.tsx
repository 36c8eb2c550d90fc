import type { ReactNode } from 'react';
import styles from './pill.module.css';

export type PillTone = 'quiet' | 'lead' | 'accent' | 'good' | 'warning';

/** A word about the state that something is in. */
export function Pill({
  tone,
  children,
}: {
  readonly tone: PillTone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={styles.pill} data-tone={tone}>
      {children}
    </span>
  );
}
