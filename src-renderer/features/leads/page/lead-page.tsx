import { IconMessage, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationId, MessageId } from '../../../../src-preload/contract/ids.ts';
import { shownValue } from '../../../bridge/remote-data.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { RefreshFailed } from '../../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useLeads } from '../leads-context.ts';
import { LeadReasons } from '../lead-reasons.tsx';
import { LeadForm } from './lead-form.tsx';
import { LeadHistory } from './lead-history.tsx';
import styles from './lead-page.module.css';
import { LeadVerdict } from './lead-verdict.tsx';
import { LeadOrigin } from './lead-origin.tsx';

interface LeadPageProperties {
  /** Whether it lies over the area's edge rather than beside it. */
  readonly isOver: boolean;
  readonly onOpenMessage: (conversationId: ConversationId, messageId: MessageId | null) => void;
}

/** All of a lead: its fields, why it is one, and what became of it. */
export function LeadPage({ isOver, onOpenMessage }: LeadPageProperties): ReactNode {
  const { t } = useTranslation();
  const data = useLeads((state) => state.page);
  const reload = useLeads((state) => state.reloadPage);
  const close = useLeads((state) => state.closeLead);
  const place = useRef<HTMLElement>(null);
  const before = useRef<Element | null>(null);
  // Whoever opens it goes on in it, and back where they were.
  useEffect(() => {
    before.current = document.activeElement;
    place.current?.focus();
    return () => {
      if (before.current instanceof HTMLElement) before.current.focus();
    };
  }, []);
  const page = shownValue(data);
  const lead = page?.lead;
  return (
    <aside
      ref={place}
      className={styles.page}
      data-over={isOver}
      aria-label={t('pipeline.page')}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.stopPropagation();
        close();
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.title} dir="auto">
          {lead === undefined
            ? t('pipeline.page')
            : lead.contactName === ''
              ? t('pipeline.erased')
              : lead.contactName}
        </h2>
        {lead?.conversationId ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconMessage size="1rem" stroke={1.8} aria-hidden="true" />}
            onClick={() => {
              if (lead.conversationId) onOpenMessage(lead.conversationId, lead.messageId);
            }}
          >
            {t('pipeline.conversation')}
          </Button>
        ) : null}
        <IconButton name={t('common.close')} onClick={close}>
          <IconX size="1.1rem" stroke={1.8} />
        </IconButton>
      </header>
      {data.status === 'failed' && page !== undefined ? (
        <RefreshFailed failure={data.failure} onRetry={() => void reload()} />
      ) : null}
      {page === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            title={t('pipeline.pageFailed')}
            failure={data.failure}
            onRetry={() => void reload()}
          />
        ) : (
          <SkeletonRows count={6} />
        )
      ) : (
        <div className={styles.body}>
          <LeadVerdict lead={page.lead} />
          <LeadForm lead={page.lead} />
          {page.lead.score === undefined ? (
            <LeadOrigin lead={page.lead} onOpenMessage={onOpenMessage} />
          ) : (
            <LeadReasons
              leadId={page.lead.leadId}
              score={page.lead.score}
              onShowMessage={onOpenMessage}
            />
          )}
          <LeadHistory page={page} />
        </div>
      )}
    </aside>
  );
}
