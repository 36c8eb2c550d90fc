import { Alert, Button, Group, Modal, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconGavel } from '@tabler/icons-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import {
  ErasureReason,
  erasureReasons,
  type ErasurePreview,
} from '../../../src-preload/contract/erasure.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { ErasureProvider, useErasure } from './erasure-context.ts';
import { AwaitedDesktops, ErasureDetails, Parts } from './erasure-details.tsx';
import type { Erasing, ErasureStore } from './erasure-store.ts';
import { isTyped } from './erasure-words.ts';
import styles from './erasure.module.css';

/** Erases somebody: what would go, a second question, and how far it is. */
export function EraseDialog({ store }: { readonly store: ErasureStore }): ReactNode {
  return (
    <ErasureProvider store={store}>
      <Dialog />
    </ErasureProvider>
  );
}

function Dialog(): ReactNode {
  const { t } = useTranslation();
  const erasing = useErasure((state) => state.erasing);
  const leave = useErasure((state) => state.leave);
  if (erasing === null) return null;
  const { step } = erasing;
  return (
    <Modal
      opened
      onClose={leave}
      size="xl"
      closeOnClickOutside={false}
      title={t(`erasure.titles.${step.kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {step.kind === 'begun' ? <Begun erasureId={step.erasureId} /> : <Preview erasing={erasing} />}
    </Modal>
  );
}

function Preview({ erasing }: { readonly erasing: Erasing }): ReactNode {
  const { t } = useTranslation();
  const begin = useErasure((state) => state.begin);
  const { contactId, preview, step } = erasing;
  const shown = shownValue(preview);
  if (shown === undefined) {
    return preview.status === 'failed' ? (
      <ErrorState
        isSmall
        title={t('erasure.previewFailed')}
        failure={preview.failure}
        onRetry={() => void begin(contactId)}
      />
    ) : (
      <SkeletonRows count={6} withAvatar={false} />
    );
  }
  return step.kind === 'confirm' ? <Confirm preview={shown} /> : <WhatGoes preview={shown} />;
}

/** All that goes, and why it is asked for; refused while somebody holds the person. */
function WhatGoes({ preview }: { readonly preview: ErasurePreview }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const askOnce = useErasure((state) => state.askOnce);
  const leave = useErasure((state) => state.leave);
  const [reason, setReason] = useState<ErasureReason | ''>('');
  const { name, hold, counts, oldest, desktops } = preview;
  return (
    <div className={styles.steps}>
      {hold === null ? (
        <Text size="sm">{t('erasure.text', { name: name || t('erasure.somebody') })}</Text>
      ) : (
        <Alert
          role="alert"
          color="yellow"
          title={t('erasure.held')}
          icon={<IconGavel aria-hidden="true" />}
        >
          {t('erasure.heldText', { reason: hold.reason })}
        </Alert>
      )}
      <Parts counts={counts} name={t('erasure.goes')} />
      {oldest === null ? null : (
        <Text size="sm">{t('erasure.oldest', { date: formats.date(oldest) })}</Text>
      )}
      <Text size="sm" c="dimmed">
        {t('erasure.stays')}
      </Text>
      <AwaitedDesktops desktops={desktops} />
      {hold === null ? (
        <NativeSelect
          label={t('erasure.reason')}
          value={reason}
          data={[
            { value: '', label: t('erasure.chooseReason') },
            ...erasureReasons.map((value) => ({ value, label: t(`erasure.reasons.${value}`) })),
          ]}
          onChange={(event) =>
            setReason(ErasureReason.safeParse(event.currentTarget.value).data ?? '')
          }
        />
      ) : null}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={leave} data-autofocus>
          {t(hold === null ? 'common.cancel' : 'common.close')}
        </Button>
        {hold === null ? (
          <Button
            color="red"
            disabled={reason === ''}
            onClick={() => {
              if (reason !== '') askOnce(reason);
            }}
          >
            {t('erasure.goOn')}
          </Button>
        ) : null}
      </Group>
    </div>
  );
}

/** The last question: the name is to be typed, so that nobody erases the neighbour. */
function Confirm({ preview: { name } }: { readonly preview: ErasurePreview }): ReactNode {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const erase = useErasure((state) => state.erase);
  const back = useErasure((state) => state.back);
  const isBusy = useErasure((state) => state.isBusy);
  const failure = useErasure((state) => state.failure);
  const wanted = name || t('erasure.word');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isTyped(typed, wanted)) void erase();
  };
  return (
    <form className={styles.steps} noValidate onSubmit={submit}>
      <Alert color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
        {t('erasure.last')}
      </Alert>
      <TextInput
        label={t('erasure.type', { wanted })}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {failure === null ? null : (
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
          <FailureText failure={failure} />
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => void back()}>
          {t('common.back')}
        </Button>
        <Button type="submit" color="red" loading={isBusy} disabled={!isTyped(typed, wanted)}>
          {t('erasure.confirm')}
        </Button>
      </Group>
    </form>
  );
}

function Begun({ erasureId }: { readonly erasureId: string }): ReactNode {
  const { t } = useTranslation();
  const data = useErasure((state) => state.erasures);
  const load = useErasure((state) => state.load);
  const leave = useErasure((state) => state.leave);
  const erasure = shownValue(data)?.find((each) => each.erasureId === erasureId);
  return (
    <div className={styles.steps}>
      {erasure !== undefined ? (
        <ErasureDetails erasure={erasure} />
      ) : data.status === 'failed' ? (
        <ErrorState
          isSmall
          title={t('erasure.loadFailedTitle')}
          failure={data.failure}
          onRetry={() => void load()}
        />
      ) : (
        <SkeletonRows count={4} withAvatar={false} />
      )}
      <Text size="sm" c="dimmed">
        {t(erasure?.state === 'done' ? 'erasure.afterwards' : 'erasure.goesOn')}
      </Text>
      <Group justify="flex-end">
        <Button onClick={leave}>{t('common.close')}</Button>
      </Group>
    </div>
  );
}
