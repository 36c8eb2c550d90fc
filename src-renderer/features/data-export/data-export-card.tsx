import { Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { useMay } from '../../access/may.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { DataExportProvider, useDataExport } from './data-export-context.ts';
import type { DataExportStore } from './data-export-store.ts';
import styles from './data-export.module.css';
import { ExportProgress } from './export-progress.tsx';

/** Takes a whole business out, and an export in. */
export function DataExportCard({ store }: { readonly store: DataExportStore }): ReactNode {
  return (
    <DataExportProvider store={store}>
      <Card />
    </DataExportProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const data = useDataExport((state) => state.businesses);
  const load = useDataExport((state) => state.load);
  const progress = useDataExport((state) => state.progress);
  const cancel = useDataExport((state) => state.cancel);
  useEffect(() => void load(), [load]);
  return (
    <section className={styles.card} aria-label={t('dataExport.title')}>
      <h2 className={styles.title}>{t('dataExport.title')}</h2>
      <p className={styles.help}>{t('dataExport.help')}</p>
      {shownValue(data) === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('dataExport.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={4} />
        )
      ) : progress !== null ? (
        <div className={styles.line}>
          <div className={styles.grows}>
            <ExportProgress progress={progress} />
          </div>
          <Button variant="default" onClick={() => void cancel()}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        <Choices />
      )}
    </section>
  );
}

function Choices(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const businesses = useDataExport((state) => shownValue(state.businesses));
  const begin = useDataExport((state) => state.begin);
  const chooseArchive = useDataExport((state) => state.chooseArchive);
  return (
    <>
      {may('export.business') ? (
        <div className={styles.line}>
          <p className={`${styles.help ?? ''} ${styles.grows ?? ''}`}>
            {t('dataExport.businessHelp')}
          </p>
          <Button
            variant="light"
            onClick={() =>
              begin({ kind: 'business', businessId: businesses?.[0]?.businessId ?? null })
            }
          >
            {t('dataExport.exportBusiness')}
          </Button>
        </div>
      ) : null}
      {may('export.import') ? (
        <div className={styles.line}>
          <p className={`${styles.help ?? ''} ${styles.grows ?? ''}`}>
            {t('dataExport.importHelp')}
          </p>
          <Button variant="default" onClick={() => void chooseArchive()}>
            {t('dataExport.import')}
          </Button>
        </div>
      ) : null}
    </>
  );
}
