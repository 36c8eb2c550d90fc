import type { ReactNode } from 'react';
import styles from './banner.module.css';

interface BannerProperties {
  readonly tone: 'danger' | 'warning';
  readonly icon: ReactNode;
  readonly children: ReactNode;
  /** Whether it can wait until whoever hears it has finished. */
  readonly isCalm?: boolean;
  /** What helps. */
  readonly action?: ReactNode;
  readonly close?: ReactNode;
}

/** A line above everything else, about something that a person has to know. */
export function Banner({
  tone,
  icon,
  children,
  isCalm = false,
  action,
  close,
}: BannerProperties): ReactNode {
  return (
    <div className={styles.banner} data-tone={tone} role={isCalm ? 'status' : 'alert'}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <p className={styles.text}>{children}</p>
      {action ? <span className={styles.action}>{action}</span> : null}
      {close}
    </div>
  );
}
