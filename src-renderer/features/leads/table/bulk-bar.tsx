import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { CampaignId, UserId } from '../../../../src-preload/contract/ids.ts';
import { LeadStage, MAXIMUM_LEAD_TEXT } from '../../../../src-preload/contract/lead.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { useLeads } from '../leads-context.ts';
import styles from './lead-table.module.css';
import type { BulkCounts } from './picks-slice.ts';

/** No choice yet, and nobody. */
const NOTHING = '';
const NOBODY = 'nobody';
const NONE = 'none';
const problems = ['conflict', 'another_open', 'not_found'] as const;

/** What is picked, and which stage, owner or campaign all of it is to have; then what came of that. */
export function BulkBar(): ReactNode {
  const count = useLeads((state) => state.picks.size);
  const counts = useLeads((state) => state.bulkCounts);
  if (count > 0) return <Choices count={count} />;
  return counts === null ? null : <Report counts={counts} />;
}

function Choices({ count }: { readonly count: number }): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const stages = useLeads((state) => state.stages);
  const people = useLeads((state) => state.people);
  const change = useLeads((state) => state.changePicked);
  const clear = useLeads((state) => state.clearPicks);
  const [stage, setStage] = useState<LeadStage | null>(null);
  const [reason, setReason] = useState('');
  const campaigns = useLeads((state) => state.campaigns);
  const [owner, setOwner] = useState(NOTHING);
  const [campaign, setCampaign] = useState(NOTHING);
  const isReady =
    (stage !== null || owner !== NOTHING || campaign !== NOTHING) && (stage !== 'lost' || reason.trim() !== '');
  return (
    <form
      className={styles.bar}
      aria-label={t('pipeline.bulk')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isReady) return;
        void change({
          ...(stage !== null && { stage }),
          ...(stage === 'lost' && { lostReason: reason.trim() }),
          ...(owner !== NOTHING && { ownerId: owner === NOBODY ? null : UserId.parse(owner) }),
          ...(campaign !== NOTHING && {
            campaignId: campaign === NONE ? null : CampaignId.parse(campaign),
          }),
        });
      }}
    >
      <span className={styles.count} role="status">
        {t('pipeline.picked', { count })}
      </span>
      <NativeSelect
        size="xs"
        aria-label={t('pipeline.bulkStage')}
        value={stage ?? NOTHING}
        data={[
          { value: NOTHING, label: t('pipeline.bulkStage') },
          ...stages.map((each) => ({ value: each.stage, label: stageName(each.stage) })),
        ]}
        onChange={(event) => setStage(LeadStage.safeParse(event.currentTarget.value).data ?? null)}
      />
      {stage === 'lost' ? (
        <TextInput
          size="xs"
          aria-label={t('pipeline.lostReason')}
          placeholder={t('pipeline.lostReason')}
          maxLength={MAXIMUM_LEAD_TEXT}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      <NativeSelect
        size="xs"
        aria-label={t('pipeline.bulkOwner')}
        value={owner}
        data={[
          { value: NOTHING, label: t('pipeline.bulkOwner') },
          { value: NOBODY, label: t('pipeline.nobody') },
          ...people.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        onChange={(event) => setOwner(event.currentTarget.value)}
      />
      {campaigns.length === 0 ? null : (
        <NativeSelect
          size="xs"
          aria-label={t('pipeline.bulkCampaign')}
          value={campaign}
          data={[
            { value: NOTHING, label: t('pipeline.bulkCampaign') },
            { value: NONE, label: t('campaigns.none') },
            ...campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name })),
          ]}
          onChange={(event) => setCampaign(event.currentTarget.value)}
        />
      )}
      <Button type="submit" size="xs" disabled={!isReady}>
        {t('pipeline.changeAll')}
      </Button>
      <IconButton name={t('pipeline.clearPicks')} size="md" onClick={clear}>
        <IconX size="1rem" stroke={1.8} />
      </IconButton>
    </form>
  );
}

function Report({ counts }: { readonly counts: BulkCounts }): ReactNode {
  const { t } = useTranslation();
  const forget = useLeads((state) => state.forgetBulk);
  return (
    <div className={styles.bar} role="status">
      <span className={styles.count}>
        {[
          t('pipeline.bulkSaved', { count: counts.saved }),
          ...problems.flatMap((problem) =>
            counts[problem] === 0
              ? []
              : [t(`pipeline.bulkProblems.${problem}`, { count: counts[problem] })],
          ),
        ].join(' · ')}
      </span>
      <IconButton name={t('common.close')} size="md" onClick={forget}>
        <IconX size="1rem" stroke={1.8} />
      </IconButton>
    </div>
  );
}
