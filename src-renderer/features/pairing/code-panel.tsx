import { Alert, Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import styles from './code-panel.module.css';
import { usePairing } from './pairing-context.ts';
import qrStyles from './qr-panel.module.css';
import { RefusedAdvice } from './refused-advice.tsx';

/** The code to type on the phone, in two halves as WhatsApp writes it, and where to type it. */
export function CodePanel({ code }: { readonly code: string }): ReactNode {
  const { t } = useTranslation();
  const phoneNumber = usePairing((state) => state.phoneNumber);
  const requestCode = usePairing((state) => state.requestCode);
  const choose = usePairing((state) => state.choose);
  const failure = usePairing((state) => state.codeFailure);
  const busy = usePairing((state) => state.busy);
  const middle = Math.ceil(code.length / 2);
  return (
    <div className={styles.panel}>
      <p
        className={styles.code}
        role="img"
        aria-label={t('pairing.codeLabel', { code: code.split('').join(' ') })}
        data-testid="pairing-code"
        data-code={code}
      >
        <span>{code.slice(0, middle)}</span>
        <span className={styles.dash}>–</span>
        <span>{code.slice(middle)}</span>
      </p>
      <h2 className={qrStyles.howTo}>{t('pairing.howTo')}</h2>
      <ol className={qrStyles.steps}>
        <li>{t('pairing.tapOpen')}</li>
        <li>{t('pairing.tapDevices')}</li>
        <li>{t('pairing.tapNumber')}</li>
        <li>{t('pairing.tapCode')}</li>
      </ol>
      {failure === null ? (
        <>
          <p className={styles.text}>{t('pairing.codeFew')}</p>
          <RefusedAdvice />
        </>
      ) : (
        <Alert role="alert" color="red">
          <FailureText failure={failure} />
        </Alert>
      )}
      {phoneNumber === '' ? null : (
        <Button variant="light" loading={busy} onClick={() => void requestCode()}>
          {t('pairing.newNumberCode')}
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={() => void choose('qr')}>
        {t('pairing.withQr')}
      </Button>
    </div>
  );
}
