import type { ReactNode } from 'react';
import styles from './pairing-notice.module.css';

interface PairingNoticeProperties {
  readonly tone: 'busy' | 'good' | 'attention' | 'bad';
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** What the window says when there is no code to scan. */
export function PairingNotice({
  tone,
  icon,
  title,
  children,
  action,
}: PairingNoticeProperties): ReactNode {
  const isTrouble = tone === 'attention' || tone === 'bad';
  return (
    <div className={styles.notice} role={isTrouble ? 'alert' : 'status'}>
      <span className={styles.icon} data-tone={tone} aria-hidden="true">
        {icon}
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
