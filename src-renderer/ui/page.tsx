import type { ReactNode } from 'react';
import styles from './page.module.css';

interface PageProperties {
  readonly title: string;
  readonly explanation?: ReactNode;
  /** Controls at the right of the title. */
  readonly controls?: ReactNode;
  readonly children: ReactNode;
}

/** An area beside the navigation: a header line, and below it what scrolls. */
export function Page({ title, explanation, controls, children }: PageProperties): ReactNode {
  return (
    <section className={styles.page} aria-label={title}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{title}</h1>
          {explanation === undefined ? null : (
            <span className={styles.explanation}>{explanation}</span>
          )}
        </div>
        {controls === undefined ? null : <div className={styles.controls}>{controls}</div>}
      </header>
      {children}
    </section>
  );
}
