import { Button, FileButton, Modal, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { FailureText } from '../../../ui/failure-text.tsx';
import { useLeads } from '../leads-context.ts';
import type { LeadImport, LeadImportReport } from './files-slice.ts';
import styles from './lead-import.module.css';
import type { RefusedLine } from './read-lead-file.ts';

const outcomes = ['created', 'updated', 'unchanged'] as const;
/** More than these nobody reads in a dialog. */
const shownLines = 100;

/** Takes leads from a CSV: choose it, see what will come of it, watch, read what was not taken and why. */
export function LeadImportDialog(): ReactNode {
  const { t } = useTranslation();
  const leadImport = useLeads((state) => state.leadImport);
  const leave = useLeads((state) => state.leaveImport);
  const isRunning = leadImport?.step === 'importing';
  return (
    <Modal
      opened={leadImport !== null}
      onClose={leave}
      size="lg"
      closeOnEscape={!isRunning}
      closeOnClickOutside={false}
      withCloseButton={!isRunning}
      title={t(leadImport?.step === 'done' ? 'pipeline.importDone' : 'pipeline.importTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {leadImport === null ? null : <Step leadImport={leadImport} />}
    </Modal>
  );
}

function Step({ leadImport }: { readonly leadImport: LeadImport }): ReactNode {
  const { t } = useTranslation();
  const check = useLeads((state) => state.checkFile);
  const run = useLeads((state) => state.runImport);
  const begin = useLeads((state) => state.beginImport);
  switch (leadImport.step) {
    case 'choosing':
      return (
        <div className={styles.steps}>
          <p className={styles.text}>{t('pipeline.importHelp')}</p>
          {leadImport.problem === null ? null : (
            <p role="alert" className={styles.problem}>
              {t(`pipeline.fileProblems.${leadImport.problem}`)}
            </p>
          )}
          <FileButton
            accept=".csv,.txt,text/csv"
            inputProps={{ 'aria-label': t('pipeline.chooseFile') }}
            onChange={(file) => {
              if (file !== null) void check(file, (stage) => t(`leads.stages.${stage}`));
            }}
          >
            {(properties) => (
              <Button {...properties} data-autofocus>
                {t('pipeline.chooseFile')}
              </Button>
            )}
          </FileButton>
        </div>
      );
    case 'checked': {
      const { ready, refused } = leadImport.file;
      return (
        <div className={styles.steps}>
          <p className={styles.text} role="status">
            {t('pipeline.willTake', { count: ready.length })}
          </p>
          <Refused lines={refused} />
          <div className={styles.buttons}>
            <Button variant="default" onClick={begin}>
              {t('pipeline.otherFile')}
            </Button>
            <Button disabled={ready.length === 0} onClick={() => void run()} data-autofocus>
              {t('pipeline.take')}
            </Button>
          </div>
        </div>
      );
    }
    case 'importing':
      return (
        <div className={styles.steps}>
          <Progress
            value={(100 * leadImport.done) / Math.max(1, leadImport.total)}
            aria-label={t('pipeline.importTitle')}
          />
          <p role="status" className={styles.text}>
            {t('pipeline.importing', { done: leadImport.done, total: leadImport.total })}
          </p>
        </div>
      );
    case 'done':
      return <Done report={leadImport} />;
  }
}

function Done({ report }: { readonly report: LeadImportReport }): ReactNode {
  const { t } = useTranslation();
  const leave = useLeads((state) => state.leaveImport);
  const { counts, refused, failure, left } = report;
  return (
    <div className={styles.steps}>
      <ul className={styles.lines} role="status">
        {outcomes.map((outcome) => (
          <li key={outcome}>{t(`pipeline.outcomes.${outcome}`, { count: counts[outcome] })}</li>
        ))}
      </ul>
      {failure === null ? null : (
        <div role="alert">
          <p className={styles.problem}>{t('pipeline.importStopped', { count: left })}</p>
          <FailureText failure={failure} />
        </div>
      )}
      <Refused lines={refused} />
      <div className={styles.buttons}>
        <Button onClick={leave} data-autofocus>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}

function Refused({ lines }: { readonly lines: readonly RefusedLine[] }): ReactNode {
  const { t } = useTranslation();
  if (lines.length === 0) return null;
  const title = t('pipeline.refused', { count: lines.length });
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      {/* Focusable, so that the keyboard can scroll it. */}
      <ul className={styles.lines} tabIndex={0}>
        {lines.slice(0, shownLines).map(({ place, name, problem }) => (
          <li key={place}>
            <strong>{t('pipeline.line', { place })}</strong>{' '}
            {name === '' ? null : <span dir="auto">{name} </span>}
            {t(`pipeline.lineProblems.${problem}`)}
          </li>
        ))}
      </ul>
      {lines.length > shownLines ? (
        <p className={styles.text}>
          {t('pipeline.moreRefused', { count: lines.length - shownLines })}
        </p>
      ) : null}
    </section>
  );
}
