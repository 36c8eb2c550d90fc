import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

interface EmptyStateProperties {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  /** What the user can do about it. */
  readonly action?: ReactNode;
  readonly tone?: 'plain' | 'danger';
  /** Whether it stands in a card or a panel, among other things, and not in a place of its own. */
  readonly isSmall?: boolean;
}

/** Fills a place that has nothing to show, says why, and what to do. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  tone = 'plain',
  isSmall = false,
}: EmptyStateProperties): ReactNode {
  // What stands in a card is under the heading of the card.
  const Title = isSmall ? 'p' : 'h2';
  return (
    <div className={styles.place} data-small={isSmall}>
      <div className={styles.content}>
        <span className={styles.icon} data-tone={tone} aria-hidden="true">
          {icon}
        </span>
        <Title className={styles.title}>{title}</Title>
        {children === undefined ? null : <div className={styles.text}>{children}</div>}
        {action === undefined ? null : <div className={styles.action}>{action}</div>}
      </div>
    </div>
  );
}
