import { Alert, Button, Group, Modal, NativeSelect, NumberInput, Text } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import type { ReactNode, SubmitEvent } from 'react';
import {
  MAXIMUM_RETENTION_DAYS,
  type PolicyChange,
  type RetentionPreview,
} from '../../../src-preload/contract/retention.ts';
import { type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { FailureText } from '../../ui/failure-text.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { useRetention } from './retention-context.ts';
import type { PolicyDraft } from './retention-store.ts';
import { useRetentionWords } from './retention-words.ts';
import styles from './retention.module.css';

const rules = ['keep', 'days', 'others'] as const;
type Rule = (typeof rules)[number];
/** What is offered first to whoever chooses that something shall go. */
const USUAL_DAYS = 730;

function ruleOf({ days }: PolicyChange): Rule {
  return days === undefined ? 'others' : days === null ? 'keep' : 'days';
}

/** Changes a policy, and asks once more, with numbers, when something would go by it. */
export function PolicyDialog(): ReactNode {
  const { t } = useTranslation();
  const draft = useRetention((state) => state.draft);
  const close = useRetention((state) => state.closeDraft);
  if (draft === null) return null;
  return (
    <Modal
      opened
      onClose={close}
      title={t('retention.dialogTitle', { kind: t(`retention.kinds.${draft.change.kind}`) })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <PolicyForm draft={draft} />
    </Modal>
  );
}

function PolicyForm({ draft }: { readonly draft: PolicyDraft }): ReactNode {
  const { t } = useTranslation();
  const kept = useRetention((state) => shownValue(state.kept));
  const change = useRetention((state) => state.changeDraft);
  const count = useRetention((state) => state.countDraft);
  const keep = useRetention((state) => state.keepDraft);
  const close = useRetention((state) => state.closeDraft);
  const isBusy = useRetention((state) => state.isBusy);
  const failure = useRetention((state) => state.failure);
  const { change: policy, isNew, preview } = draft;
  const { businessId, kind, days } = policy;
  const rule = ruleOf(policy);
  const isValid = rule !== 'days' || isInRange(days ?? 0);
  const businesses = (kept?.businesses ?? []).filter(
    (each) =>
      each.businessId === businessId ||
      (isNew &&
        kept?.policies.every(
          (known) => known.kind !== kind || known.businessId !== each.businessId,
        ) === true),
  );
  const chooseRule = (chosen: Rule): void => {
    if (chosen === 'days') change({ ...policy, days: days ?? USUAL_DAYS });
    else if (chosen === 'keep') change({ ...policy, days: null });
    else change({ businessId, kind });
  };
  // What keeps everything needs no question; what deletes needs its numbers first.
  const isCounted = rule === 'keep' || preview.status === 'ready' || preview.status === 'failed';
  const goes = rule !== 'keep' && goesBy(shownValue(preview));
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!isValid) return;
    void (isCounted && preview.status !== 'failed' ? keep() : count());
  };
  return (
    <form className={styles.form} noValidate onSubmit={submit}>
      {businessId === null ? null : (
        <NativeSelect
          label={t('retention.business')}
          disabled={!isNew}
          value={businessId}
          data={businesses.map(({ businessId: value, name }) => ({ value, label: name }))}
          onChange={(event) => {
            const chosen = businesses.find((each) => each.businessId === event.currentTarget.value);
            if (chosen !== undefined) change({ ...policy, businessId: chosen.businessId });
          }}
        />
      )}
      <NativeSelect
        label={t('retention.rule')}
        data-autofocus
        value={rule}
        data={rules
          .filter((each) => each !== 'others' || (businessId !== null && !isNew))
          .map((value) => ({ value, label: t(`retention.rules.${value}`) }))}
        onChange={(event) => {
          const chosen = rules.find((each) => each === event.currentTarget.value);
          if (chosen !== undefined) chooseRule(chosen);
        }}
      />
      {rule !== 'days' ? null : (
        <NumberInput
          label={t('retention.daysLabel')}
          description={t('retention.daysHelp')}
          error={isValid ? undefined : t('retention.daysInvalid', { most: MAXIMUM_RETENTION_DAYS })}
          min={1}
          max={MAXIMUM_RETENTION_DAYS}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          value={days === 0 ? '' : (days ?? '')}
          // Nothing typed is no number of days: 0 is none, and is not sent.
          onChange={(value) => change({ ...policy, days: Number(value) })}
        />
      )}
      <div role="status">
        <Preview change={policy} preview={preview} />
      </div>
      {failure === null ? null : (
        <Alert role="alert" color="red" icon={<IconAlertTriangle aria-hidden="true" />}>
          <FailureText failure={failure} />
        </Alert>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={close}>
          {t('common.cancel')}
        </Button>
        <Button
          // Another button than the one that counted: who presses twice has not read the numbers.
          key={goes ? 'confirm' : 'count'}
          type="submit"
          disabled={!isValid}
          loading={isBusy || preview.status === 'loading'}
          {...(goes && { color: 'red' })}
        >
          {t(
            preview.status === 'failed'
              ? 'common.retry'
              : !isCounted
                ? 'retention.preview'
                : goes
                  ? 'retention.confirm'
                  : 'retention.keepIt',
          )}
        </Button>
      </Group>
    </form>
  );
}

function goesBy(preview: RetentionPreview | null | undefined): preview is RetentionPreview {
  return preview !== null && preview !== undefined && preview.now + preview.soon > 0;
}

function isInRange(days: number): boolean {
  return Number.isInteger(days) && days >= 1 && days <= MAXIMUM_RETENTION_DAYS;
}

/** What would go by the policy, once that was counted. */
function Preview({
  change: { kind },
  preview,
}: {
  readonly change: PolicyChange;
  readonly preview: RemoteData<RetentionPreview | null>;
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const words = useRetentionWords();
  if (preview.status === 'idle') return null;
  if (preview.status === 'loading') {
    return (
      <Text size="sm" c="dimmed">
        {t('retention.counting')}
      </Text>
    );
  }
  if (preview.status === 'failed') {
    return (
      <Alert color="red" title={t('retention.uncounted')}>
        <FailureText failure={preview.failure} />
      </Alert>
    );
  }
  const numbers = preview.value;
  if (!goesBy(numbers)) {
    return <Text size="sm">{t('retention.nothingGoes')}</Text>;
  }
  return (
    <Alert
      color="red"
      title={t('retention.goesTitle')}
      icon={<IconTrash aria-hidden="true" />}
      tabIndex={-1}
      ref={(element) => element?.focus()}
    >
      <ul className={styles.counts}>
        <li>
          <span>{t('retention.goesNow')}</span>
          <strong>{words.amount(kind, numbers.now)}</strong>
        </li>
        <li>
          <span>{t('retention.goesSoon')}</span>
          <strong>{words.amount(kind, numbers.soon)}</strong>
        </li>
      </ul>
      <Text size="xs" mt="xs">
        {numbers.oldest === null
          ? ''
          : `${t('retention.oldest', { date: formats.date(numbers.oldest) })} `}
        {kind === 'session_logs' ? '' : t('retention.heldStay')}
      </Text>
    </Alert>
  );
}
