import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import {
  type ConsentPurpose,
  ConsentState,
  consentStates,
  NotedMethod,
  notedMethods,
} from '../../../src-preload/contract/consent.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import type { ConsentStore } from './consent-store.ts';
import styles from './consent.module.css';
import { momentOf } from './moment-of.ts';
import type { SaidMessage } from './said-messages.ts';

interface ConsentFormProperties {
  readonly store: ConsentStore;
  readonly purpose: ConsentPurpose;
  /** What holds until now. */
  readonly before: ConsentState;
  /** In which the person may have said so. */
  readonly messages: readonly SaidMessage[];
  readonly onDone: () => void;
}

/** Asks what the person said, how and when. What was noted is not changed: this is noted after it. */
export function ConsentForm({
  store,
  purpose,
  before,
  messages,
  onDone,
}: ConsentFormProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const today = formats.dayKey(useNow('minutes'));
  const [state, setState] = useState<ConsentState>(before === 'given' ? 'withdrawn' : 'given');
  const [method, setMethod] = useState<NotedMethod>('message');
  const [messageId, setMessageId] = useState('');
  const [day, setDay] = useState(today);
  const [isSaving, setSaving] = useState(false);
  const linked =
    method === 'message' ? messages.find((each) => each.messageId === messageId) : undefined;
  const at = linked !== undefined ? linked.at : day === today ? undefined : momentOf(day);
  const save = async (): Promise<void> => {
    if (at === null) return;
    setSaving(true);
    const isKept = await store.getState().record({
      ...{ purpose, state, method },
      ...(at === undefined ? {} : { at }),
      ...(linked === undefined
        ? {}
        : { message: { conversationId: linked.conversationId, messageId: linked.messageId } }),
    });
    setSaving(false);
    if (isKept) onDone();
  };
  return (
    <form
      className={styles.form}
      aria-label={t('consent.noteNamed', { purpose: t(`consent.purposes.${purpose}`) })}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <NativeSelect
        label={t('consent.state')}
        size="xs"
        data={consentStates.map((value) => ({ value, label: t(`consent.states.${value}`) }))}
        value={state}
        onChange={(event) => setState(ConsentState.parse(event.currentTarget.value))}
      />
      <NativeSelect
        label={t('consent.method')}
        size="xs"
        data={notedMethods.map((value) => ({ value, label: t(`consent.methods.${value}`) }))}
        value={method}
        onChange={(event) => setMethod(NotedMethod.parse(event.currentTarget.value))}
      />
      {method !== 'message' || messages.length === 0 ? null : (
        <NativeSelect
          label={t('consent.message')}
          size="xs"
          data={[
            { value: '', label: t('consent.noMessage') },
            ...messages.map(({ messageId: value, text }) => ({ value, label: text })),
          ]}
          value={messageId}
          onChange={(event) => setMessageId(event.currentTarget.value)}
        />
      )}
      <TextInput
        type="date"
        label={t('consent.day')}
        size="xs"
        max={today}
        value={linked === undefined ? day : formats.dayKey(linked.at)}
        disabled={linked !== undefined}
        error={at === null ? t('consent.dayInvalid') : undefined}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Group gap="xs" justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" size="compact-sm" loading={isSaving} disabled={at === null}>
          {t('consent.save')}
        </Button>
      </Group>
    </form>
  );
}
