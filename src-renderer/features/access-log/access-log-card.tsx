import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { AccessCheck } from './access-check.tsx';
import { AccessLogProvider, useAccessLog } from './access-log-context.ts';
import { AccessLogDialog } from './access-log-dialog.tsx';
import type { AccessLogStore } from './access-log-store.ts';
import { DropMonths } from './drop-months.tsx';
import styles from './access-log.module.css';

/** The way to the log of who did what, and to its check. */
export function AccessLogCard({ store }: { readonly store: AccessLogStore }): ReactNode {
  return (
    <AccessLogProvider store={store}>
      <Card />
    </AccessLogProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const isOpen = useAccessLog((state) => state.isOpen);
  const open = useAccessLog((state) => state.open);
  const verify = useAccessLog((state) => state.verify);
  const isChecking = useAccessLog(
    ({ report }) => report.status === 'loading' || report.status === 'refreshing',
  );
  return (
    <section className={styles.card} aria-label={t('accessLog.title')} data-testid="access-log">
      <h2 className={styles.title}>{t('accessLog.title')}</h2>
      <p className={styles.help}>{t('accessLog.help')}</p>
      <div className={styles.actions}>
        <Button variant="light" onClick={open}>
          {t('accessLog.open')}
        </Button>
        <Button variant="default" loading={isChecking} onClick={() => void verify()}>
          {t('accessLog.verify')}
        </Button>
        <DropMonths />
      </div>
      <AccessCheck />
      {isOpen ? <AccessLogDialog /> : null}
    </section>
  );
}
