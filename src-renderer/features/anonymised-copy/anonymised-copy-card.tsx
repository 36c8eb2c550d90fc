import { Button, NativeSelect, NumberInput, Progress } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useState } from 'react';
import {
  type CopyProgress,
  type CopyReport,
  MAXIMUM_K,
  MINIMUM_K,
} from '../../../src-preload/contract/anonymised-copy.ts';
import { BusinessId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { AnonymisedCopyProvider, useAnonymisedCopy } from './anonymised-copy-context.ts';
import type { AnonymisedCopyStore } from './anonymised-copy-store.ts';
import styles from './anonymised-copy.module.css';

/** The way to a copy of the data in which nobody is left. */
export function AnonymisedCopyCard({ store }: { readonly store: AnonymisedCopyStore }): ReactNode {
  return (
    <AnonymisedCopyProvider store={store}>
      <Card />
    </AnonymisedCopyProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const businesses = useAnonymisedCopy((state) => state.businesses);
  const isBusy = useAnonymisedCopy((state) => state.isBusy);
  const progress = useAnonymisedCopy((state) => state.progress);
  const report = useAnonymisedCopy((state) => state.report);
  const load = useAnonymisedCopy((state) => state.load);
  const cancel = useAnonymisedCopy((state) => state.cancel);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (businesses.status === 'idle') void load();
  }, [businesses.status, load]);
  const isRunning = isBusy || progress !== null;
  return (
    <section
      className={styles.card}
      aria-label={t('anonymisedCopy.title')}
      data-testid="anonymised-copy"
    >
      <h2 className={styles.title}>{t('anonymisedCopy.title')}</h2>
      <p className={styles.help}>{t('anonymisedCopy.help')}</p>
      {businesses.status === 'failed' ? (
        <ErrorLine failure={businesses.failure} onRetry={() => void load()} />
      ) : null}
      <div className={styles.actions}>
        <Button variant="light" disabled={isRunning} onClick={() => setAsking(true)}>
          {t('anonymisedCopy.write')}
        </Button>
        {progress === null ? null : (
          <Button variant="default" onClick={() => void cancel()}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
      {progress === null ? null : <HowFar progress={progress} />}
      {report === null || isRunning ? null : <WhatCame report={report} />}
      {isAsking ? <Question onClose={() => setAsking(false)} /> : null}
    </section>
  );
}

/** Of what, and how coarse. Where to is asked by the system, afterwards. */
function Question({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const businesses = useAnonymisedCopy((state) => shownValue(state.businesses)) ?? [];
  const businessId = useAnonymisedCopy((state) => state.businessId);
  const choose = useAnonymisedCopy((state) => state.choose);
  const write = useAnonymisedCopy((state) => state.write);
  return (
    <FormDialog
      title={t('anonymisedCopy.question')}
      text={t('anonymisedCopy.questionText')}
      confirm={t('anonymisedCopy.choosePlace')}
      isFilled
      isBusy={false}
      failure={null}
      onConfirm={() => {
        onClose();
        void write();
      }}
      onClose={onClose}
    >
      <NativeSelect
        label={t('anonymisedCopy.of')}
        value={businessId ?? ''}
        data={[
          { value: '', label: t('anonymisedCopy.everything') },
          ...businesses.map(({ businessId: value, name: label }) => ({ value, label })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          choose({ businessId: value === '' ? null : BusinessId.parse(value) })
        }
      />
      <PeopleField />
    </FormDialog>
  );
}

/** How many people must have in common what the copy tells. */
function PeopleField(): ReactNode {
  const { t } = useTranslation();
  const k = useAnonymisedCopy((state) => state.k);
  const choose = useAnonymisedCopy((state) => state.choose);
  const [typed, setTyped] = useState<string | number>(k);
  const keep = (value: string | number): void => {
    setTyped(value);
    const number = Number(value);
    if (Number.isInteger(number) && number >= MINIMUM_K && number <= MAXIMUM_K) {
      choose({ k: number });
    }
  };
  return (
    <NumberInput
      label={t('anonymisedCopy.people')}
      description={t('anonymisedCopy.peopleHelp')}
      value={typed}
      min={MINIMUM_K}
      max={MAXIMUM_K}
      clampBehavior="strict"
      allowDecimal={false}
      onChange={keep}
      onBlur={() => setTyped(k)}
    />
  );
}

function HowFar({
  progress: { stage, done, total },
}: {
  readonly progress: CopyProgress;
}): ReactNode {
  const { t } = useTranslation();
  const { number } = useTimeFormats();
  const id = useId();
  const percent = total === null || total === 0 ? 100 : Math.round((100 * done) / total);
  return (
    <div className={styles.progress}>
      <span id={id} role="status">
        {t(`anonymisedCopy.stages.${stage}`)}
      </span>
      <Progress.Root size="sm">
        <Progress.Section
          value={percent}
          animated={total === null}
          aria-labelledby={id}
          aria-valuetext={number(done)}
        />
      </Progress.Root>
      <span className={styles.help}>
        {total === null
          ? t('anonymisedCopy.soFar', { done: number(done) })
          : t('anonymisedCopy.howFar', { done: number(done), total: number(total) })}
      </span>
    </div>
  );
}

function WhatCame({ report }: { readonly report: CopyReport }): ReactNode {
  const { t } = useTranslation();
  const { number } = useTimeFormats();
  if (report.outcome === 'written') {
    const { counts, sought } = report;
    return (
      <div className={styles.result} role="status" data-tone="good">
        <IconShieldCheck size="1.1rem" stroke={1.8} aria-hidden="true" />
        <div>
          <strong>{t('anonymisedCopy.written')}</strong>{' '}
          {t('anonymisedCopy.counts', {
            people: number(counts.people),
            conversations: number(counts.conversations),
            messages: number(counts.messages),
            leads: number(counts.leads),
            files: number(counts.files),
          })}{' '}
          {t('anonymisedCopy.sought', {
            words: number(sought.words),
            numbers: number(sought.numbers),
            ids: number(sought.ids),
          })}
        </div>
      </div>
    );
  }
  if (report.outcome === 'not_anonymous') {
    const { words, numbers, ids, files, lines } = report.found;
    return (
      <div className={styles.result} role="alert" data-tone="danger">
        <IconAlertTriangle size="1.1rem" stroke={1.8} aria-hidden="true" />
        <div>
          <strong>{t('anonymisedCopy.notAnonymous')}</strong>{' '}
          {t('anonymisedCopy.found', {
            words: number(words),
            numbers: number(numbers),
            ids: number(ids),
            files: number(files),
            lines: number(lines),
          })}
        </div>
      </div>
    );
  }
  return (
    <p className={styles.help} role="status">
      {t(report.outcome === 'running' ? 'anonymisedCopy.running' : 'anonymisedCopy.cancelled')}
    </p>
  );
}
