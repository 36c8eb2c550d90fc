import { IconSparkles } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConversationId } from '../../../src-preload/contract/ids.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { LeadList } from './lead-list.tsx';
import { LeadsProvider, useLeads } from './leads-context.ts';
import type { LeadsStore } from './leads-store.ts';

interface LeadsAreaProperties {
  readonly store: LeadsStore;
  readonly onOpenConversation: (conversationId: ConversationId) => void;
}

export function LeadsArea({ store, onOpenConversation }: LeadsAreaProperties): ReactNode {
  return (
    <LeadsProvider store={store}>
      <Leads onOpenConversation={onOpenConversation} />
    </LeadsProvider>
  );
}

function Leads({ onOpenConversation }: Omit<LeadsAreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const leads = useLeads((state) => state.leads);
  const load = useLeads((state) => state.load);
  useEffect(() => void load(), [load]);
  const list = shownValue(leads);
  return (
    <Page title={t('leads.title')} explanation={t('leads.explanation')}>
      {leads.status === 'failed' && list !== undefined ? (
        <RefreshFailed failure={leads.failure} onRetry={() => void load()} />
      ) : null}
      {list === undefined ? (
        leads.status === 'failed' ? (
          <ErrorState
            title={t('leads.loadFailedTitle')}
            failure={leads.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonRows count={9} />
        )
      ) : list.items.length === 0 ? (
        <EmptyState
          icon={<IconSparkles size="1.6rem" stroke={1.6} />}
          title={t('leads.emptyTitle')}
        >
          {t('leads.emptyText')}
        </EmptyState>
      ) : (
        <LeadList list={list} onOpenConversation={onOpenConversation} />
      )}
    </Page>
  );
}
