import type { TFunction } from 'i18next';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { LeadReason } from '../../../src-preload/contract/lead-reason.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import type { Evidence } from './evidence-slice.ts';
import styles from './lead-reasons.module.css';
import { useLeads } from './leads-context.ts';

interface LeadReasonsProperties {
  readonly leadId: LeadId;
  /** Absent where nobody scored it. It is read again when it changes. */
  readonly score: number | undefined;
  readonly onShowMessage: (conversationId: ConversationId, messageId: MessageId) => void;
}

/** Why a conversation is a lead: its score, and the messages behind it, each with its reasons in words. */
export function LeadReasons({ leadId, score, onShowMessage }: LeadReasonsProperties): ReactNode {
  const { t } = useTranslation();
  const evidence = useLeads((state) => state.evidence);
  const load = useLeads((state) => state.loadEvidence);
  useEffect(() => void load(leadId), [load, leadId, score]);
  const data = evidence.leadId === leadId ? evidence.data : undefined;
  const messages = data && shownValue(data);
  return (
    <section className={styles.reasons} aria-label={t('leadReasons.title')}>
      <div className={styles.head}>
        <h3 className={styles.title}>{t('leadReasons.title')}</h3>
        {score === undefined ? null : (
          <span className={styles.score}>{t('leadReasons.score', { score })}</span>
        )}
      </div>
      {messages === undefined ? (
        data?.status === 'failed' ? (
          <ErrorState
            title={t('leadReasons.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load(leadId)}
          />
        ) : (
          <SkeletonBlock rem={4} />
        )
      ) : messages.length === 0 ? (
        <p className={styles.soft}>{t('leadReasons.none')}</p>
      ) : (
        <>
          <p className={styles.soft}>{t('leadReasons.message', { count: messages.length })}</p>
          <ul className={styles.list}>
            {messages.map((message) => (
              <MessageRow
                key={`${message.conversationId} ${message.messageId}`}
                message={message}
                onShow={onShowMessage}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function MessageRow({
  message: { conversationId, messageId, excerpt, saidAt, score, reasons },
  onShow,
}: {
  readonly message: Evidence[number];
  readonly onShow: LeadReasonsProperties['onShowMessage'];
}): ReactNode {
  const { t } = useTranslation();
  return (
    <li>
      <button
        type="button"
        className={styles.message}
        title={t('leadReasons.show')}
        onClick={() => onShow(conversationId, messageId)}
      >
        <span className={styles.line}>
          <TimeText className={styles.soft} timestamp={saidAt} />
          <span className={styles.points}>{score}</span>
        </span>
        <span className={excerpt === '' ? styles.soft : styles.excerpt} dir="auto">
          {excerpt === '' ? t('leadReasons.noText') : excerpt}
        </span>
      </button>
      <ul className={styles.why}>
        {reasons.map((reason, index) => (
          <li key={index} className={styles.reason} data-against={reason.points < 0 || undefined}>
            {inWords(t, reason)}
            <span className={styles.points}>
              {reason.points < 0 ? `−${-reason.points}` : `+${reason.points}`}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

function inWords(t: TFunction, reason: LeadReason): string {
  switch (reason.kind) {
    case 'words':
      return t('leadReasons.words', { words: reason.words });
    case 'phrase':
      return t('leadReasons.phrase', { words: reason.words });
    case 'rule':
      return t('leadReasons.rule', { rule: reason.rule, words: reason.words });
    case 'learned':
      return reason.words === null
        ? t('leadReasons.learned')
        : t('leadReasons.learnedWords', { words: reason.words });
    case 'judged':
      return t('leadReasons.judged');
    case 'signal': {
      const signal = t(`leadReasons.signals.${reason.signal}`);
      if (reason.words === null) return signal;
      return t('leadReasons.signalWords', { signal, words: reason.words });
    }
  }
}
