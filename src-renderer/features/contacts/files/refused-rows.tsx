import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './import.module.css';
import type { RefusedRow } from './to-imported.ts';

/** More than these nobody reads in a dialog. */
const shownRows = 100;

/** What of a file is not taken, and why. */
export function RefusedRows({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly RefusedRow[];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <section aria-label={title} className={styles.refused}>
      <h3 className={styles.title}>{title}</h3>
      {/* Focusable, so that the keyboard can scroll it. */}
      <ul className={styles.rows} tabIndex={0}>
        {rows.slice(0, shownRows).map(({ place, name, reason }) => (
          <li key={place}>
            <strong>{t('contactFiles.place', { place })}</strong>{' '}
            {name === '' ? null : <span dir="auto">{name} </span>}
            {t(`contactFiles.reasons.${reason}`)}
          </li>
        ))}
      </ul>
      {rows.length > shownRows ? (
        <p className={styles.soft}>
          {t('contactFiles.moreRefused', { count: rows.length - shownRows })}
        </p>
      ) : null}
    </section>
  );
}
