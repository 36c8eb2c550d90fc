import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Diagnostics } from '../../../src-preload/contract/diagnostics.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import styles from './diagnostics-card.module.css';
import { diagnosticsFacts, diagnosticsText } from './diagnostics-facts.ts';
import card from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** Versions, states and the end of the log, to look at and to hand on. */
export function DiagnosticsCard(): ReactNode {
  const { t } = useTranslation();
  const diagnostics = useSettings((state) => state.diagnostics);
  const load = useSettings((state) => state.loadDiagnostics);
  useEffect(() => void load(), [load]);
  const value = shownValue(diagnostics);
  return (
    <section
      className={card.card}
      aria-label={t('diagnostics.title')}
      aria-busy={diagnostics.status === 'loading' || diagnostics.status === 'refreshing'}
    >
      <h2 className={card.title}>{t('diagnostics.title')}</h2>
      <p className={card.help}>{t('diagnostics.help')}</p>
      {value !== undefined ? (
        <>
          {diagnostics.status === 'failed' ? (
            <RefreshFailed failure={diagnostics.failure} onRetry={() => void load()} />
          ) : null}
          <Facts diagnostics={value} />
        </>
      ) : diagnostics.status === 'failed' ? (
        <ErrorState
          isSmall
          title={t('diagnostics.loadFailedTitle')}
          failure={diagnostics.failure}
          onRetry={() => void load()}
        />
      ) : (
        <SkeletonBlock rem={20} />
      )}
    </section>
  );
}

function Facts({ diagnostics }: { readonly diagnostics: Diagnostics }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const logTitle = useId();
  const facts = diagnosticsFacts(t, formats, diagnostics);
  const { logLines } = diagnostics;
  return (
    <>
      <dl className={card.facts}>
        {facts.map(({ name, value, isTrouble }) => (
          <div key={name} className={card.fact}>
            <dt>{name}</dt>
            <dd className={styles.value} data-trouble={isTrouble}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      <h3 id={logTitle} className={styles.subtitle}>
        {t('diagnostics.log')}
      </h3>
      {logLines.length === 0 ? (
        <p className={card.help}>{t('diagnostics.logEmpty')}</p>
      ) : (
        // A region that scrolls can be reached with the keyboard.
        <pre className={styles.log} tabIndex={0} aria-labelledby={logTitle} role="region">
          {logLines.join('\n')}
        </pre>
      )}
      <Actions text={diagnosticsText(facts, logLines)} />
    </>
  );
}

function Actions({ text }: { readonly text: string }): ReactNode {
  const { t } = useTranslation();
  const status = useSettings((state) => state.diagnostics.status);
  const load = useSettings((state) => state.loadDiagnostics);
  const openLogFolder = useSettings((state) => state.openLogFolder);
  const [copied, setCopied] = useState<{ readonly text: string; readonly ok: boolean } | null>(
    null,
  );
  return (
    <div className={styles.actions}>
      <Button variant="light" onClick={() => setCopied({ text, ok: copyText(text) })}>
        {t('diagnostics.copy')}
      </Button>
      <Button variant="default" loading={status === 'refreshing'} onClick={() => void load()}>
        {t('diagnostics.refresh')}
      </Button>
      <Button variant="default" onClick={() => void openLogFolder()}>
        {t('diagnostics.openFolder')}
      </Button>
      <span role="status">
        {copied?.text === text
          ? t(copied.ok ? 'diagnostics.copied' : 'diagnostics.copyFailed')
          : ''}
      </span>
    </div>
  );
}
