import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { FailureText } from '../../../ui/failure-text.tsx';
import { useContacts } from '../contacts-context.ts';
import type { ImportReport } from './files-slice.ts';
import styles from './import.module.css';
import { RefusedRows } from './refused-rows.tsx';

const outcomes = ['created', 'updated', 'unchanged'] as const;

/** What came of a file. */
export function ImportDone({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useTranslation();
  const leave = useContacts((state) => state.leaveImport);
  const { counts, refused, failure, left } = report;
  return (
    <div className={styles.match}>
      <div role="status">
        <ul className={styles.counts}>
          {outcomes.map((outcome) => (
            <li key={outcome}>{t(`contactFiles.${outcome}`, { count: counts[outcome] })}</li>
          ))}
          {counts.erased === 0 ? null : (
            <li>{t('contactFiles.erased', { count: counts.erased })}</li>
          )}
        </ul>
      </div>
      {failure === null ? null : (
        <div role="alert">
          <p className={styles.problem}>{t('contactFiles.stopped', { count: left })}</p>
          <FailureText failure={failure} />
        </div>
      )}
      {refused.length === 0 ? null : (
        <RefusedRows title={t('contactFiles.refused', { count: refused.length })} rows={refused} />
      )}
      <div className={styles.buttons}>
        <Button onClick={leave} data-autofocus>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}
