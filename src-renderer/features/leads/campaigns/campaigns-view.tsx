import { Button } from '@mantine/core';
import { IconPlus, IconSpeakerphone } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useMay } from '../../../access/may.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { shownValue } from '../../../bridge/remote-data.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { RefreshFailed } from '../../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../../ui/skeleton.tsx';
import { useLeads } from '../leads-context.ts';
import { CampaignForm } from './campaign-form.tsx';
import { CampaignLink } from './campaign-link-dialog.tsx';
import { CampaignTable } from './campaign-table.tsx';
import styles from './campaigns.module.css';
import { EndCampaign } from './end-campaign.tsx';

/** Makes a new campaign; nothing for whoever may not. */
export function AddCampaign(): ReactNode {
  const { t } = useTranslation();
  const may = useMay();
  const open = useLeads((state) => state.openCampaign);
  if (!may('campaign.create')) return null;
  return (
    <Button
      size="xs"
      leftSection={<IconPlus size="1rem" stroke={1.9} aria-hidden="true" />}
      onClick={() => open({ kind: 'edit', campaign: null })}
    >
      {t('campaigns.add')}
    </Button>
  );
}

/** The team's campaigns with what came of each, and what is asked about them. */
export function CampaignsView(): ReactNode {
  const dialog = useLeads((state) => state.campaignDialog);
  const load = useLeads((state) => state.loadCampaigns);
  useEffect(() => void load(), [load]);
  return (
    <>
      <Campaigns />
      {dialog?.kind === 'edit' ? <CampaignForm campaign={dialog.campaign} /> : null}
      {dialog?.kind === 'link' ? <CampaignLink campaign={dialog.campaign} /> : null}
      {dialog?.kind === 'end' ? <EndCampaign campaign={dialog.campaign} /> : null}
    </>
  );
}

function Campaigns(): ReactNode {
  const { t } = useTranslation();
  const campaigns = useLeads((state) => state.campaigns);
  const results = useLeads((state) => state.campaignResults);
  const load = useLeads((state) => state.loadCampaigns);
  const known = shownValue(results);
  if (known === undefined) {
    return results.status === 'failed' ? (
      <ErrorState
        title={t('campaigns.loadFailedTitle')}
        failure={results.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={5} withAvatar={false} />
    );
  }
  if (campaigns.length === 0) {
    return (
      <EmptyState
        icon={<IconSpeakerphone size="1.6rem" stroke={1.6} />}
        title={t('campaigns.noneTitle')}
        action={<AddCampaign />}
      >
        {t('campaigns.noneText')}
      </EmptyState>
    );
  }
  return (
    <>
      {results.status === 'failed' ? (
        <RefreshFailed failure={results.failure} onRetry={() => void load()} />
      ) : null}
      <div className={styles.page}>
        <p className={styles.help}>{t('campaigns.help')}</p>
        <CampaignTable campaigns={campaigns} results={known} />
      </div>
    </>
  );
}
