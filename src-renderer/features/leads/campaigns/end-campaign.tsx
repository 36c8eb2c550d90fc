import { Button, Group, Modal, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Campaign } from '../../../../src-preload/contract/campaign.ts';
import { useLeads } from '../leads-context.ts';

/** Asks before a campaign ends: codes that customers have in their hands count no longer. */
export function EndCampaign({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useTranslation();
  const open = useLeads((state) => state.openCampaign);
  const setStatus = useLeads((state) => state.setCampaignStatus);
  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t('campaigns.endTitle', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <Text size="sm">{t('campaigns.endText')}</Text>
      <Group justify="flex-end" mt="lg" gap="xs">
        <Button variant="default" onClick={() => open(null)} data-autofocus>
          {t('common.cancel')}
        </Button>
        <Button
          color="red"
          onClick={() => {
            open(null);
            void setStatus(campaign, 'ended');
          }}
        >
          {t('campaigns.endConfirm')}
        </Button>
      </Group>
    </Modal>
  );
}
