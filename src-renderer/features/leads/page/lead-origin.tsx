import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import { TimeText } from '../../../ui/time/time-text.tsx';
import styles from './lead-page.module.css';

interface LeadOriginProperties {
  readonly lead: Lead;
  readonly onOpenMessage: (conversationId: ConversationId, messageId: MessageId) => void;
}

/** Why it is a lead: what was found, and the message in which it was found. */
export function LeadOrigin({ lead, onOpenMessage }: LeadOriginProperties): ReactNode {
  const { t } = useTranslation();
  const { conversationId, messageId, reasons, excerpt, source, createdAt } = lead;
  return (
    <section aria-label={t('pipeline.why')} className={styles.section}>
      <h3 className={styles.heading}>{t('pipeline.why')}</h3>
      {conversationId !== null && messageId !== null ? (
        <button
          type="button"
          className={styles.message}
          onClick={() => onOpenMessage(conversationId, messageId)}
        >
          <span dir="auto">{excerpt === '' ? t('pipeline.toMessage') : excerpt}</span>
          <TimeText timestamp={createdAt} className={styles.soft} />
        </button>
      ) : (
        <p className={styles.soft}>
          {source === 'import' || source === 'manual' ? t(`pipeline.sources.${source}`) : source} ·{' '}
          <TimeText timestamp={createdAt} />
        </p>
      )}
      {reasons.length === 0 ? null : (
        <p className={styles.soft}>
          {t('leads.reasons', { reasons: reasons.map((each) => `“${each}”`).join(', ') })}
        </p>
      )}
    </section>
  );
}
