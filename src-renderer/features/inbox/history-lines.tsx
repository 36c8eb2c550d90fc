import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { useNow, useTimeFormats } from '../../ui/time/time-context.tsx';
import { useInbox } from './inbox-context.ts';
import styles from './message-list.module.css';
import type { HistoryGap } from './thread-rows.ts';

interface GapProperties {
  readonly conversationId: ConversationId;
  readonly gap: HistoryGap;
}

/** A quiet line where messages are missing that WhatsApp could not give. */
export function HistoryGapLine({ conversationId, gap }: GapProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const isReading = useInbox((state) => state.readsHistory);
  const readHistory = useInbox((state) => state.readHistory);
  return (
    <div className={styles.gap} role="note">
      {t('history.gap', { from: formats.day(gap.from, now), to: formats.day(gap.to, now) })}
      <Button
        variant="subtle"
        size="compact-xs"
        loading={isReading}
        onClick={() => void readHistory(conversationId, gap)}
      >
        {t('common.retry')}
      </Button>
    </div>
  );
}

/** What stands above the first message that is stored. */
export function HistoryBeginning({ conversationId }: Omit<GapProperties, 'gap'>): ReactNode {
  const { t } = useTranslation();
  const history = useInbox((state) => state.histories.get(conversationId));
  const isReading = useInbox((state) => state.readsHistory);
  const readHistory = useInbox((state) => state.readHistory);
  if (history === undefined || history.fromBeginning) return t('thread.beginning');
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      loading={isReading}
      onClick={() => void readHistory(conversationId)}
    >
      {t('history.readOlder')}
    </Button>
  );
}
