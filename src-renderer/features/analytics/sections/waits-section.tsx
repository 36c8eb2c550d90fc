import { IconCoffee } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { OpenWait } from '../../../../src-preload/contract/analytics-filter.ts';
import type { ConversationId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { Avatar } from '../../../ui/avatar.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RefreshFailed } from '../../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { FigureList } from '../chart/figure-list.tsx';
import { waitText } from './wait-text.ts';
import styles from './waits-section.module.css';

interface WaitsProperties {
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

/** Who waits for an answer now, the longest wait first. */
export function WaitsSection({ onOpenConversation }: WaitsProperties): ReactNode {
  const { t } = useTranslation();
  const waits = useAnalytics((state) => state.waits);
  const waiting = useAnalytics((state) => state.waiting);
  const load = useAnalytics((state) => state.load);
  const loadMore = useAnalytics((state) => state.loadMoreWaits);
  const isOfPerson = useAnalytics((state) => state.narrowing.senderId !== null);
  const list = shownValue(waits);
  const keys = useMemo(() => list?.items.map((wait) => wait.conversationId) ?? [], [list]);
  if (list === undefined) {
    return waits.status === 'failed' ? (
      <ErrorState
        title={t('analytics.loadFailedTitle')}
        failure={waits.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={9} />
    );
  }
  return (
    <section className={styles.section} aria-label={t('analytics.waitsTitle')}>
      {waits.status === 'failed' ? (
        <RefreshFailed failure={waits.failure} onRetry={() => void load()} />
      ) : null}
      {list.items.length === 0 ? (
        <EmptyState
          icon={<IconCoffee size="1.6rem" stroke={1.6} />}
          title={t('analytics.nobodyWaits')}
        >
          {t(isOfPerson ? 'analytics.waitsOfPerson' : 'analytics.nobodyWaitsText')}
        </EmptyState>
      ) : (
        <>
          <header className={styles.head}>
            <h2 className={styles.title} data-figure="openWaits">
              {t('analytics.waiting', { count: waiting })}
            </h2>
            <p className={styles.meaning}>{t('analytics.waitsMeaning')}</p>
          </header>
          <FigureList
            name={t('analytics.waitsTitle')}
            items={list.items}
            keys={keys}
            hasMore={list.next !== null}
            more={list.more}
            loadMore={loadMore}
            row={(wait) => <Wait wait={wait} />}
            onOpen={({ conversationId }) => onOpenConversation(conversationId)}
          />
        </>
      )}
    </section>
  );
}

function Wait({ wait: { conversationId, name, since } }: { readonly wait: OpenWait }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  return (
    <>
      <Avatar size="small" name={name} colourKey={conversationId} />
      <span className={styles.name}>
        <bdi>{name || t('analytics.nameless')}</bdi>
      </span>
      <time
        className={styles.time}
        dateTime={new Date(since).toISOString()}
        title={formats.full(since)}
      >
        {t('analytics.waitSince', { time: waitText(now - since) })}
      </time>
    </>
  );
}
