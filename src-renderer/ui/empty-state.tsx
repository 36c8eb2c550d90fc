import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProperties {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** What the user can do about it. */
  readonly action?: ReactNode;
  readonly tone?: 'plain' | 'danger';
}

/** Fills a place that has nothing to show, says why, and what to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  tone = 'plain',
}: EmptyStateProperties): ReactNode {
  return (
    <div className={styles.place}>
      <div className={styles.content}>
        <span className={styles.icon} data-tone={tone} aria-hidden="true">
          {icon}
        </span>
        <h2 className={styles.title}>{title}</h2>
        {children === undefined ? null : <div className={styles.text}>{children}</div>}
        {action === undefined ? null : <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}
