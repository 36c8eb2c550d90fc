import { Alert, Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import styles from './code-panel.module.css';
import { usePairing } from './pairing-context.ts';

/** Fewest digits of a number with its country. */
const FEWEST_DIGITS = 7;
const MOST_DIGITS = 15;

/** Asks for the number of the phone on which a code is to be typed. */
export function NumberPanel(): ReactNode {
  const { t } = useTranslation();
  const phoneNumber = usePairing((state) => state.phoneNumber);
  const setPhoneNumber = usePairing((state) => state.setPhoneNumber);
  const requestCode = usePairing((state) => state.requestCode);
  const choose = usePairing((state) => state.choose);
  const failure = usePairing((state) => state.codeFailure);
  const busy = usePairing((state) => state.busy);
  const [isChecked, setChecked] = useState(false);
  const digits = phoneNumber.replace(/[^0-9]/g, '');
  const isWhole =
    digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS && !digits.startsWith('0');

  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (isWhole) void requestCode();
      }}
    >
      <h2 className={styles.title}>{t('pairing.numberTitle')}</h2>
      <p className={styles.text}>{t('pairing.numberText')}</p>
      <TextInput
        type="tel"
        autoComplete="off"
        data-autofocus
        autoFocus
        label={t('pairing.number')}
        description={t('pairing.numberHint')}
        placeholder="+34 600 111 222"
        value={phoneNumber}
        error={isChecked && !isWhole ? t('pairing.numberInvalid') : undefined}
        onChange={(event) => setPhoneNumber(event.currentTarget.value)}
      />
      {failure === null ? null : (
        <Alert role="alert" color="red">
          <FailureText failure={failure} />
        </Alert>
      )}
      <Button type="submit" loading={busy}>
        {t('pairing.getCode')}
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => void choose('qr')}>
        {t('pairing.withQr')}
      </Button>
    </form>
  );
}
