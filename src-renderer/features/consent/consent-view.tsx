import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import {
  type ConsentPurpose,
  consentPurposes,
  type ConsentRecord,
  type ConsentState,
  currentConsent,
} from '../../../src-preload/contract/consent.ts';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Pill, type PillTone } from '../../ui/pill.tsx';
import { ErrorLine } from '../../ui/error-state.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { ConsentForm } from './consent-form.tsx';
import { ConsentHistory } from './consent-history.tsx';
import type { ConsentStore, ConsentSubject } from './consent-store.ts';
import { useConsentWords } from './consent-words.ts';
import styles from './consent.module.css';
import type { SaidMessage } from './said-messages.ts';
import { useConsents } from './use-consents.ts';

const tones: Readonly<Record<ConsentState | 'unknown', PillTone>> = {
  given: 'good',
  refused: 'warning',
  withdrawn: 'warning',
  unknown: 'quiet',
};

interface ConsentViewProperties {
  readonly store: ConsentStore;
  readonly subject: ConsentSubject;
  /** In which the person may have said something, newest first. */
  readonly messages?: readonly SaidMessage[];
  /** Shows a message of this conversation; left out where there is none in view. */
  readonly onShowMessage?: (messageId: MessageId) => void;
}

const none: readonly SaidMessage[] = [];

/** What a person has said about the use of their data, and where to note what they say. */
export function ConsentView({
  store,
  subject,
  messages = none,
  onShowMessage,
}: ConsentViewProperties): ReactNode {
  const { t } = useTranslation();
  const consents = useConsents(store, subject);
  const shown = shownValue(consents);
  return (
    <div className={styles.consent}>
      {consents.status === 'failed' ? (
        <ErrorLine failure={consents.failure} onRetry={() => void store.getState().refresh()} />
      ) : null}
      {shown === undefined ? (
        consents.status === 'failed' ? null : (
          <SkeletonRows count={3} withAvatar={false} />
        )
      ) : shown.contactId === null ? (
        <p className={styles.soft}>{t('consent.nobody')}</p>
      ) : (
        <>
          <Purposes store={store} records={shown.records} messages={messages} />
          <ConsentHistory
            records={shown.records}
            {...('conversationId' in subject && onShowMessage !== undefined
              ? { inView: { conversationId: subject.conversationId, onShowMessage } }
              : {})}
          />
        </>
      )}
    </div>
  );
}

function Purposes({
  store,
  records,
  messages,
}: {
  readonly store: ConsentStore;
  readonly records: readonly ConsentRecord[];
  readonly messages: readonly SaidMessage[];
}): ReactNode {
  const { t } = useTranslation();
  const { howAndWhen } = useConsentWords();
  const [changing, setChanging] = useState<ConsentPurpose | null>(null);
  return (
    <ul className={styles.purposes}>
      {consentPurposes.map((purpose) => {
        const record = currentConsent(records, purpose);
        const state = record?.state ?? 'unknown';
        return (
          <li key={purpose}>
            <div className={styles.line}>
              <span className={styles.purpose} title={t(`consent.meaning.${purpose}`)}>
                {t(`consent.purposes.${purpose}`)}
              </span>
              <Pill tone={tones[state]}>{t(`consent.states.${state}`)}</Pill>
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={t('consent.noteNamed', { purpose: t(`consent.purposes.${purpose}`) })}
                aria-expanded={changing === purpose}
                onClick={() => setChanging(changing === purpose ? null : purpose)}
              >
                {t('consent.note')}
              </Button>
            </div>
            {record === null ? null : <span className={styles.soft}>{howAndWhen(record)}</span>}
            {changing === purpose ? (
              <ConsentForm
                store={store}
                purpose={purpose}
                before={state}
                messages={messages}
                onDone={() => setChanging(null)}
              />
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
