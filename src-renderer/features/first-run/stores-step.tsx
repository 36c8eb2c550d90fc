import { Alert, Button, Radio } from '@mantine/core';
import { IconAlertTriangle, IconDeviceDesktop, IconLock, IconServer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { AddressField } from './address-field.tsx';
import { useFirstRun } from './first-run-context.ts';
import { Step } from './step.tsx';
import styles from './stores-step.module.css';

const kinds = [
  { kind: 'local', text: 'localText', Icon: IconDeviceDesktop },
  { kind: 'servers', text: 'serversText', Icon: IconServer },
] as const;

export function StoresStep(): ReactNode {
  const { t } = useTranslation();
  const storeKind = useFirstRun((state) => state.fields.storeKind);
  const failure = useFirstRun((state) => state.failure);
  const change = useFirstRun((state) => state.change);
  const goBack = useFirstRun((state) => state.goBack);
  const goOn = useFirstRun((state) => state.continueToPassphrase);

  return (
    <Step
      title={t('firstRun.storesTitle')}
      text={t('firstRun.storesText')}
      onSubmit={goOn}
      actions={
        <>
          <Button variant="default" onClick={goBack}>
            {t('common.back')}
          </Button>
          <Button type="submit">{t('common.continue')}</Button>
        </>
      }
    >
      <Radio.Group
        aria-label={t('firstRun.storesTitle')}
        value={storeKind}
        onChange={(value) => change({ storeKind: value === 'servers' ? 'servers' : 'local' })}
      >
        <div className={styles.choices}>
          {kinds.map(({ kind, text, Icon }) => (
            <Radio.Card
              key={kind}
              value={kind}
              className={styles.choice}
              aria-label={t(`firstRun.${kind}`)}
            >
              <span className={styles.choiceHead}>
                <Icon size="1.35rem" stroke={1.6} aria-hidden="true" />
                <Radio.Indicator />
              </span>
              <span className={styles.choiceTitle}>{t(`firstRun.${kind}`)}</span>
              <span className={styles.choiceText}>{t(`firstRun.${text}`)}</span>
            </Radio.Card>
          ))}
        </div>
      </Radio.Group>
      {storeKind === 'servers' ? <Addresses /> : null}
      {failure === null ? null : (
        <Alert
          role="alert"
          color="red"
          title={t('firstRun.failedTitle')}
          icon={<IconAlertTriangle size="1.2rem" />}
        >
          <FailureText failure={failure} />
        </Alert>
      )}
    </Step>
  );
}

function Addresses(): ReactNode {
  const { t } = useTranslation();
  const test = useFirstRun((state) => state.test);
  const testStores = useFirstRun((state) => state.testStores);
  return (
    <div className={styles.addresses}>
      <AddressField field="mongodbUrl" engine="mongodb" />
      <AddressField field="postgresUrl" engine="postgres" />
      <div className={styles.testLine}>
        <Button
          variant="light"
          loading={test.status === 'loading'}
          onClick={() => void testStores()}
        >
          {t('firstRun.test')}
        </Button>
        <span className={styles.secrets}>
          <IconLock size="1rem" stroke={1.7} aria-hidden="true" />
          {t('firstRun.secretsText')}
        </span>
      </div>
      {test.status === 'failed' ? (
        <Alert role="alert" color="red">
          <FailureText failure={test.failure} />
        </Alert>
      ) : null}
    </div>
  );
}
