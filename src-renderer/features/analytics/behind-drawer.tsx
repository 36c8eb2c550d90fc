import { Drawer } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight, IconListSearch } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { BehindItem } from '../../../src-preload/contract/analytics-behind.ts';
import type { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { LeadStagePill } from '../../ui/lead-stage-pill.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { durationText } from '../../ui/time/duration-text.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useAnalytics } from './analytics-context.ts';
import styles from './behind-drawer.module.css';
import { behindId } from './behind-slice.ts';
import { FigureList } from './chart/figure-list.tsx';
import { useSenderName } from './use-sender-name.ts';

interface BehindProperties {
  readonly onOpenMessage: (conversationId: ConversationId, messageId: MessageId) => void;
  readonly onOpenLead: (leadId: LeadId) => void;
}

/** The very messages or leads behind a bar, a cell or a line of a table. */
export function BehindDrawer(properties: BehindProperties): ReactNode {
  const { t } = useTranslation();
  const behind = useAnalytics((state) => state.behind);
  const closeBehind = useAnalytics((state) => state.closeBehind);
  return (
    <Drawer
      opened={behind !== null}
      onClose={closeBehind}
      position="right"
      size="28rem"
      lockScroll={false}
      title={behind?.name ?? ''}
      closeButtonProps={{ 'aria-label': t('common.close') }}
      classNames={{ content: styles.content ?? '', body: styles.body ?? '' }}
    >
      <Items {...properties} />
    </Drawer>
  );
}

function Items({ onOpenMessage, onOpenLead }: BehindProperties): ReactNode {
  const { t } = useTranslation();
  const data = useAnalytics((state) => state.behindItems);
  const reload = useAnalytics((state) => state.loadBehind);
  const loadMore = useAnalytics((state) => state.loadMoreBehind);
  const closeBehind = useAnalytics((state) => state.closeBehind);
  const count = useAnalytics((state) => state.behindCount);
  const formats = useTimeFormats();
  const list = shownValue(data);
  const keys = useMemo(() => list?.items.map(behindId) ?? [], [list]);
  if (list === undefined) {
    return data.status === 'failed' ? (
      <ErrorState
        title={t('analytics.behind.loadFailedTitle')}
        failure={data.failure}
        onRetry={() => void reload()}
      />
    ) : (
      <SkeletonRows count={9} />
    );
  }
  if (list.items.length === 0) {
    return (
      <EmptyState
        icon={<IconListSearch size="1.6rem" stroke={1.6} />}
        title={t('analytics.behind.noneTitle')}
      >
        {t('analytics.behind.noneText')}
      </EmptyState>
    );
  }
  const open = (item: BehindItem): void => {
    closeBehind();
    const { conversationId, messageId } = item;
    if (conversationId !== null && messageId !== null) onOpenMessage(conversationId, messageId);
    if (item.kind === 'lead') onOpenLead(item.leadId);
  };
  return (
    <>
      <p className={styles.help}>
        <span role="status">
          {t('analytics.behind.count', { count, number: formats.number(count) })}
        </span>{' '}
        {t(`analytics.behind.${list.items[0]?.kind === 'lead' ? 'leadHelp' : 'help'}`)}
      </p>
      <FigureList
        name={t('analytics.behind.list')}
        items={list.items}
        keys={keys}
        hasMore={list.next !== null}
        more={list.more}
        loadMore={loadMore}
        row={(item) => <Row item={item} />}
        onOpen={open}
      />
    </>
  );
}

const directionIcons = { incoming: IconArrowDownLeft, outgoing: IconArrowUpRight } as const;

function Row({ item }: { readonly item: BehindItem }): ReactNode {
  const { t } = useTranslation();
  const senderName = useSenderName();
  const name = item.name || t('analytics.nameless');
  if (item.kind === 'lead') {
    return (
      <>
        <Avatar size="small" name={item.name} colourKey={item.leadId} />
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
        <LeadStagePill stage={item.stage} />
        <TimeText timestamp={item.at} className={styles.time} />
      </>
    );
  }
  const Icon = directionIcons[item.direction];
  return (
    <>
      <Avatar size="small" name={item.name} colourKey={item.conversationId} />
      <span className={styles.lines}>
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={styles.detail}>
          <Icon size="0.875rem" stroke={2} aria-hidden="true" />
          {[
            t(`analytics.${item.direction}`),
            item.senderId === null ? null : senderName(item.senderId),
            item.seconds === null
              ? null
              : t('analytics.behind.waited', { time: durationText(item.seconds) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </span>
      <TimeText timestamp={item.at} className={styles.time} />
    </>
  );
}
