import { Alert, Button, Group, Modal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ExportResult, ImportReport } from '../../../src-preload/contract/data-export.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { sizeText } from '../../ui/size-text.ts';
import { DataExportProvider, useDataExport } from './data-export-context.ts';
import type { DataExportStore, DataOutcome } from './data-export-store.ts';
import styles from './data-export.module.css';
import { ExportForm } from './export-form.tsx';
import { ExportProgress } from './export-progress.tsx';
import { ImportForm } from './import-form.tsx';
import { RecordCountsList } from './record-counts-list.tsx';

/** Takes data out or in: what of it, how far it is, and what came of it. */
export function DataExportDialog({ store }: { readonly store: DataExportStore }): ReactNode {
  return (
    <DataExportProvider store={store}>
      <Dialog />
    </DataExportProvider>
  );
}

function Dialog(): ReactNode {
  const { t } = useTranslation();
  const job = useDataExport((state) => state.job);
  const isAway = useDataExport((state) => state.isAway);
  const isRunning = useDataExport((state) => state.isRunning);
  const outcome = useDataExport((state) => state.outcome);
  const leave = useDataExport((state) => state.leave);
  if (job === null || isAway) return null;
  return (
    <Modal
      opened
      onClose={leave}
      closeOnClickOutside={false}
      title={t(`dataExport.titles.${job.kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {isRunning ? (
        <Running />
      ) : outcome !== null ? (
        <Ended outcome={outcome} />
      ) : job.kind === 'import' ? (
        <ImportForm archive={job.archive} />
      ) : (
        <ExportForm job={job} />
      )}
    </Modal>
  );
}

function Running(): ReactNode {
  const { t } = useTranslation();
  const progress = useDataExport((state) => state.progress);
  const cancel = useDataExport((state) => state.cancel);
  const leave = useDataExport((state) => state.leave);
  return (
    <div className={styles.steps}>
      <ExportProgress progress={progress} />
      <Group justify="flex-end" gap="xs">
        <Button variant="default" disabled={progress === null} onClick={() => void cancel()}>
          {t('common.cancel')}
        </Button>
        <Button variant="light" onClick={leave}>
          {t('dataExport.away')}
        </Button>
      </Group>
    </div>
  );
}

function Ended({ outcome }: { readonly outcome: DataOutcome }): ReactNode {
  const { t } = useTranslation();
  const leave = useDataExport((state) => state.leave);
  return (
    <div className={styles.steps}>
      {outcome.kind === 'cancelled' ? (
        <Text size="sm" role="status">
          {t('dataExport.cancelled')}
        </Text>
      ) : outcome.kind === 'exported' ? (
        <Exported result={outcome.result} />
      ) : (
        <Imported report={outcome.report} />
      )}
      <Group justify="flex-end">
        <Button data-autofocus onClick={leave}>
          {t('common.close')}
        </Button>
      </Group>
    </div>
  );
}

function Exported({ result }: { readonly result: ExportResult }): ReactNode {
  const { t, i18n } = useTranslation();
  const { fileName, bytes, counts, missingFiles } = result;
  return (
    <>
      <Alert role="status" color="green" icon={<IconCheck aria-hidden="true" />}>
        {t('dataExport.written', { fileName, size: sizeText(bytes, i18n.language) })}
      </Alert>
      {missingFiles === 0 ? null : (
        <Alert color="yellow" icon={<IconAlertTriangle aria-hidden="true" />}>
          {t('dataExport.missing', { count: missingFiles })}
        </Alert>
      )}
      <RecordCountsList name={t('dataExport.contents')} counts={counts} />
    </>
  );
}

function Imported({ report }: { readonly report: ImportReport }): ReactNode {
  const { t } = useTranslation();
  const { imported, alreadyThere, left, refused, refusals } = report;
  return (
    <>
      <Alert role="status" color="green" icon={<IconCheck aria-hidden="true" />}>
        {t('dataExport.imported')}
      </Alert>
      <RecordCountsList name={t('dataExport.taken')} counts={imported} />
      <RecordCountsList name={t('dataExport.alreadyThere')} counts={alreadyThere} />
      <RecordCountsList name={t('dataExport.left')} counts={left} />
      {refused === 0 ? null : (
        <Alert color="yellow" title={t('dataExport.refused', { count: refused })}>
          <ul className={styles.refused} tabIndex={0}>
            {refusals.map(({ kind, entry, line, reason }) => (
              <li key={`${entry} ${line} ${kind}`}>
                {t('dataExport.refusal', {
                  kind: t(`dataExport.kinds.${kind}`),
                  entry,
                  line,
                  why: t(`dataExport.why.${reason}`),
                })}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  );
}
