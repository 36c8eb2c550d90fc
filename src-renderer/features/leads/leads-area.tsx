import { Button, Group, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFilterOff, IconPlus, IconSparkles } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { LeadBoard } from './board/lead-board.tsx';
import { FilterBar } from './filter-bar.tsx';
import { LeadImportDialog } from './files/lead-import-dialog.tsx';
import { LeadsMenu } from './leads-menu.tsx';
import { LeadsProvider, useLeads } from './leads-context.ts';
import { StagesDialog } from './stages-dialog.tsx';
import type { LeadsStore } from './leads-store.ts';
import { ViewsMenu } from './views/views-menu.tsx';
import { AddCampaign, CampaignsView } from './campaigns/campaigns-view.tsx';
import { LeadTable } from './table/lead-table.tsx';

/** The pipeline: a board or a table. The page of a lead and what it asks are beside the areas (`lead-pane.tsx`). */
export function LeadsArea({ store }: { readonly store: LeadsStore }): ReactNode {
  return (
    <LeadsProvider store={store}>
      <Leads />
      <StagesDialog />
      <LeadImportDialog />
    </LeadsProvider>
  );
}

function Leads(): ReactNode {
  const { t } = useTranslation();
  const view = useLeads((state) => state.view);
  const setView = useLeads((state) => state.setView);
  const load = useLeads((state) => state.load);
  const loadNames = useLeads((state) => state.loadNames);
  const beginMaking = useLeads((state) => state.beginMaking);
  const loadCampaignNames = useLeads((state) => state.loadCampaignNames);
  useEffect(() => {
    void load();
    void loadNames();
    void loadCampaignNames();
  }, [load, loadNames, loadCampaignNames]);
  useProblemToast();
  return (
    <Page
      title={t('leads.title')}
      controls={
        <Group gap="xs" wrap="nowrap">
          {view === 'campaigns' ? <AddCampaign /> : <ViewsMenu />}
          <SegmentedControl
            size="xs"
            aria-label={t('pipeline.view')}
            value={view}
            onChange={(next) => setView(next)}
            data={[
              { value: 'board', label: t('pipeline.board') },
              { value: 'table', label: t('pipeline.table') },
              { value: 'campaigns', label: t('campaigns.title') },
            ]}
          />
          {view === 'campaigns' ? null : (
            <>
              <Button
                size="xs"
                leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
                onClick={() => beginMaking(null)}
              >
                {t('judgements.new')}
              </Button>
              <LeadsMenu />
            </>
          )}
        </Group>
      }
    >
      {view === 'campaigns' ? (
        <CampaignsView />
      ) : (
        <>
          <FilterBar />
          <LeadLists />
        </>
      )}
    </Page>
  );
}

function LeadLists(): ReactNode {
  const { t } = useTranslation();
  const view = useLeads((state) => state.view);
  const totals = useLeads((state) => state.totals);
  const choice = useLeads((state) => state.choice);
  const choose = useLeads((state) => state.choose);
  const load = useLeads((state) => state.load);
  const counted = shownValue(totals);
  if (counted === undefined) {
    return totals.status === 'failed' ? (
      <ErrorState
        title={t('leads.loadFailedTitle')}
        failure={totals.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={9} />
    );
  }
  const isChosen = Object.keys(choice).length > 0;
  if (counted.length === 0 && isChosen) {
    return (
      <EmptyState
        icon={<IconFilterOff size="1.6rem" stroke={1.6} />}
        title={t('pipeline.noneTitle')}
        action={
          <Button variant="default" size="sm" onClick={() => choose({})}>
            {t('pipeline.showAll')}
          </Button>
        }
      >
        {t('pipeline.noneText')}
      </EmptyState>
    );
  }
  if (counted.length === 0) {
    return (
      <EmptyState icon={<IconSparkles size="1.6rem" stroke={1.6} />} title={t('leads.emptyTitle')}>
        {t('leads.emptyText')}
      </EmptyState>
    );
  }
  return (
    <>
      {totals.status === 'failed' ? (
        <RefreshFailed failure={totals.failure} onRetry={() => void load()} />
      ) : null}
      {view === 'board' ? <LeadBoard /> : <LeadTable />}
    </>
  );
}

/** Says why a change was not made where that is no failure. */
function useProblemToast(): void {
  const { t } = useTranslation();
  const problem = useLeads((state) => state.leadProblem);
  const forget = useLeads((state) => state.forgetProblem);
  useEffect(() => {
    if (problem === null) return;
    notifications.show({
      color: 'yellow',
      message: t(`pipeline.problems.${problem}`),
      closeButtonProps: { 'aria-label': t('common.close') },
    });
    forget();
  }, [problem, forget, t]);
}
