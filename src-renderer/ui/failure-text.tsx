import type { ReactNode } from 'react';
import { useTranslation } from '../i18n/use-translation.tsx';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';
import styles from './failure-text.module.css';

interface FailureTextProperties {
  readonly failure: Pick<BridgeFailure, 'code' | 'reference'>;
}

/** What happened, what to do about it, and small, where the log has more. */
export function FailureText({ failure: { code, reference } }: FailureTextProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {t(`errors.${code}.happened`)} {t(`errors.${code}.advice`)}
      <FailureReference words={reference === '' ? '' : t('common.reference', { reference })} />
    </>
  );
}

/** The reference of a failure, small, on a line of its own; nothing where the words are empty. */
export function FailureReference({ words }: { readonly words: string }): ReactNode {
  return words === '' ? null : <span className={styles.reference}>{words}</span>;
}
