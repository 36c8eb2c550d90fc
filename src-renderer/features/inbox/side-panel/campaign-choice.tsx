import { NativeSelect } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import { CampaignId } from '../../../../src-preload/contract/ids.ts';
import { useInbox } from '../inbox-context.ts';
import styles from './side-panel.module.css';

/** Of which campaign the conversation came; where the team has none nothing is asked. */
export function CampaignChoice({
  conversation: { conversationId, campaignId, isGroup },
}: {
  readonly conversation: ConversationSummary;
}): ReactNode {
  const { t } = useTranslation();
  const campaigns = useInbox((state) => state.campaigns);
  const link = useInbox((state) => state.linkCampaign);
  const id = useId();
  // An ended one can have been the reason, too; a draft cannot.
  const choices = campaigns.filter(
    (each) => each.status !== 'draft' || each.campaignId === campaignId,
  );
  if (isGroup || (choices.length === 0 && campaignId === undefined)) return null;
  const isKnown = choices.some((each) => each.campaignId === campaignId);
  return (
    <div className={styles.pairs}>
      <label className={styles.pairName} htmlFor={id}>
        {t('campaigns.campaign')}
      </label>
      <NativeSelect
        id={id}
        size="xs"
        value={campaignId ?? ''}
        data={[
          { value: '', label: t('campaigns.none') },
          ...choices.map((each) => ({ value: each.campaignId, label: each.name })),
          ...(campaignId === undefined || isKnown
            ? []
            : [{ value: campaignId, label: t('campaigns.unknown') }]),
        ]}
        onChange={(event) => {
          const { value } = event.currentTarget;
          void link(conversationId, value === '' ? null : CampaignId.parse(value));
        }}
      />
    </div>
  );
}
