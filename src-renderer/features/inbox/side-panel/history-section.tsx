import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type {
  ConversationHistory,
  ConversationSummary,
} from '../../../../src-preload/contract/conversation.ts';
import { ErrorLine } from '../../../ui/error-state.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useInbox } from '../inbox-context.ts';
import { PanelSection } from './panel-section.tsx';
import styles from './side-panel.module.css';

/** How complete the conversation is: what was compared with WhatsApp, and what could not be had. */
export function HistorySection({
  conversation: { conversationId, messageCount },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const history = useInbox((state) => state.histories.get(conversationId));
  const failure = useInbox((state) => state.historyFailures.get(conversationId));
  const load = useInbox((state) => state.loadHistory);
  return (
    <PanelSection section="history">
      <p className={styles.soft}>{t('contactCard.messages', { count: messageCount })}</p>
      {history !== undefined ? (
        <Completeness history={history} conversationId={conversationId} />
      ) : failure !== undefined ? (
        <ErrorLine failure={failure} onRetry={() => void load(conversationId)} />
      ) : (
        <SkeletonRows count={1} withAvatar={false} />
      )}
    </PanelSection>
  );
}

function Completeness({
  history: { spans, gaps, fromBeginning },
  conversationId,
}: {
  readonly history: ConversationHistory;
  readonly conversationId: ConversationSummary['conversationId'];
}): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const isReading = useInbox((state) => state.readsHistory);
  const readHistory = useInbox((state) => state.readHistory);
  return (
    <>
      {spans.length === 0 ? <p className={styles.soft}>{t('sidePanel.notCompared')}</p> : null}
      <ul className={styles.spans}>
        {spans.map(({ from, to, count }, index) => (
          <li key={from}>
            <IconCircleCheck size="1rem" stroke={1.8} aria-hidden="true" data-tone="good" />
            <span>
              {t(
                index === 0 && fromBeginning
                  ? 'sidePanel.completeFromBeginning'
                  : 'sidePanel.complete',
                { from: formats.date(from), to: formats.date(to), count },
              )}
            </span>
          </li>
        ))}
        {gaps.map((gap) => (
          <li key={`gap ${gap.from}`}>
            <IconAlertTriangle size="1rem" stroke={1.8} aria-hidden="true" data-tone="warning" />
            <span>
              {t('history.gap', { from: formats.date(gap.from), to: formats.date(gap.to) })}
              <Button
                variant="subtle"
                size="compact-xs"
                loading={isReading}
                onClick={() => void readHistory(conversationId, gap)}
              >
                {t('common.retry')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {fromBeginning ? null : (
        <Button
          variant="default"
          size="compact-sm"
          className={styles.wide}
          loading={isReading}
          onClick={() => void readHistory(conversationId)}
        >
          {t('history.readOlder')}
        </Button>
      )}
    </>
  );
}
