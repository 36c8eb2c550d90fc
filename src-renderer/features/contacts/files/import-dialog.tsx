import { Modal, Progress } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Session } from '../../../../src-preload/contract/session.ts';
import { Busy } from '../../../ui/busy.tsx';
import { useContacts } from '../contacts-context.ts';
import { ChooseFile } from './choose-file.tsx';
import { ImportDone } from './import-done.tsx';

// It needs the numbers of all countries.
const MatchColumns = lazy(() => import('./match-columns.tsx'));

/** Takes contacts from a file: choose it, say what its columns are, watch, read what was not taken. */
export function ImportDialog({ sessions }: { readonly sessions: readonly Session[] }): ReactNode {
  const { t } = useTranslation();
  const fileImport = useContacts((state) => state.fileImport);
  const leave = useContacts((state) => state.leaveImport);
  const isRunning = fileImport?.step === 'importing';
  return (
    <Modal
      opened={fileImport !== null}
      onClose={leave}
      size="xl"
      closeOnEscape={!isRunning}
      closeOnClickOutside={false}
      withCloseButton={!isRunning}
      title={t(fileImport?.step === 'done' ? 'contactFiles.doneTitle' : 'contactFiles.title')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {fileImport?.step === 'choosing' ? <ChooseFile problem={fileImport.problem} /> : null}
      {fileImport?.step === 'matching' ? (
        <Suspense fallback={<Busy />}>
          <MatchColumns table={fileImport.table} mapping={fileImport.mapping} sessions={sessions} />
        </Suspense>
      ) : null}
      {fileImport?.step === 'importing' ? (
        <>
          <Progress
            value={(100 * fileImport.done) / Math.max(1, fileImport.total)}
            aria-label={t('contactFiles.title')}
          />
          <p role="status">
            {t('contactFiles.progress', { done: fileImport.done, total: fileImport.total })}
          </p>
        </>
      ) : null}
      {fileImport?.step === 'done' ? <ImportDone report={fileImport} /> : null}
    </Modal>
  );
}
