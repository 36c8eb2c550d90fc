import { Button, Modal } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadCursor } from '../../../src-preload/contract/lead.ts';
import type { PagedList } from '../../bridge/paged-list.ts';
import { isolated } from '../../i18n/isolated.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { LeadStagePill } from '../../ui/lead-stage-pill.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { TimeText } from '../../ui/time/time-text.tsx';
import { useRowHeight } from '../../ui/density.tsx';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import styles from './lead-list.module.css';
import { LeadReasons } from './lead-reasons.tsx';
import { useLeads } from './leads-context.ts';

const rowRem = { comfortable: 5.5, compact: 4.75 };

interface LeadListProperties {
  readonly list: PagedList<Lead, LeadCursor>;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

export function LeadList({ list, onOpenConversation }: LeadListProperties): ReactNode {
  const { t } = useTranslation();
  const loadMore = useLeads((state) => state.loadMore);
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(rowRem);
  const keys = useMemo(() => list.items.map((lead) => lead.leadId), [list.items]);
  const { rows, totalHeight } = useVirtualRows({
    scroller,
    keys,
    rowHeight,
    canLoadMore: list.next !== null && list.more === 'idle',
    loadMore,
    paddingEnd: 8,
  });
  return (
    <div ref={scroller} className={styles.scroller} tabIndex={0}>
      <ul className={styles.rows} aria-label={t('leads.title')} style={{ height: totalHeight }}>
        {rows.map((row) => {
          const lead = list.items[row.index];
          return lead === undefined ? null : (
            <LeadRow
              key={row.key}
              lead={lead}
              top={row.start}
              height={row.size}
              onOpenConversation={onOpenConversation}
            />
          );
        })}
      </ul>
      <LoadMore more={list.more} onRetry={() => void loadMore()} />
    </div>
  );
}

interface LeadRowProperties {
  readonly lead: Lead;
  readonly top: number;
  readonly height: number;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

function LeadRow({ lead, top, height, onOpenConversation }: LeadRowProperties): ReactNode {
  const { t } = useTranslation();
  const { contactName, conversationId, stage } = lead;
  const [isExplained, setIsExplained] = useState(false);
  return (
    <li
      className={styles.row}
      data-testid="lead"
      data-lead-id={lead.leadId}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <Avatar name={contactName} colourKey={conversationId} />
      <div className={styles.lines}>
        <div className={styles.line}>
          <span className={styles.name} dir="auto">
            {contactName}
          </span>
          <LeadStagePill stage={stage} />
        </div>
        <p className={styles.excerpt} dir="auto">
          {lead.excerpt}
        </p>
        <span className={styles.reasons}>
          {t('leads.reasons', {
            reasons: lead.reasons.map((each) => `“${isolated(each)}”`).join(', '),
          })}
        </span>
      </div>
      <TimeText timestamp={lead.createdAt} className={styles.time} />
      <Button
        variant="subtle"
        size="xs"
        aria-label={t('leadReasons.whyOf', { name: contactName })}
        onClick={() => setIsExplained(true)}
      >
        {t('leadReasons.why')}
      </Button>
      <Modal
        opened={isExplained}
        onClose={() => setIsExplained(false)}
        title={contactName}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <LeadReasons
          leadId={lead.leadId}
          score={lead.score}
          onShowMessage={() => onOpenConversation(conversationId)}
        />
      </Modal>
      <Button
        variant="default"
        size="xs"
        aria-label={t('leads.openWith', { name: contactName })}
        onClick={() => onOpenConversation(conversationId)}
      >
        {t('leads.open')}
      </Button>
    </li>
  );
}
