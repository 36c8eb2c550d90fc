import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConsentRecord } from '../../../src-preload/contract/consent.ts';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import { useConsentWords } from './consent-words.ts';
import styles from './consent.module.css';

interface HistoryProperties {
  readonly records: readonly ConsentRecord[];
  /** The conversation whose messages can be shown. */
  readonly inView?: {
    readonly conversationId: ConversationId;
    readonly onShowMessage: (messageId: MessageId) => void;
  };
}

/** All that was noted, the newest word first; nothing where nothing was. */
export function ConsentHistory({ records, inView }: HistoryProperties): ReactNode {
  const { t } = useTranslation();
  const { howAndWhen } = useConsentWords();
  const [isOpen, setOpen] = useState(false);
  if (records.length === 0) return null;
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        className={styles.history}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t('consent.history', { count: records.length })}
      </Button>
      {isOpen ? (
        <ol className={styles.records} aria-label={t('consent.historyTitle')}>
          {records.map((record, index) => (
            // Records have no id of their own here, and none ever changes its place among those before it.
            <li key={records.length - index}>
              {t('consent.record', {
                purpose: t(`consent.purposes.${record.purpose}`),
                state: t(`consent.states.${record.state}`),
              })}
              <span className={styles.soft}>{howAndWhen(record)}</span>
              <ShowButton message={record.message} inView={inView} />
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

function ShowButton({
  message,
  inView,
}: {
  readonly message: ConsentRecord['message'];
  readonly inView: HistoryProperties['inView'] | undefined;
}): ReactNode {
  const { t } = useTranslation();
  if (message === null || message.conversationId !== inView?.conversationId) return null;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      className={styles.history}
      onClick={() => inView.onShowMessage(message.messageId)}
    >
      {t('consent.showMessage')}
    </Button>
  );
}
