import { Button, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import {
  type Campaign,
  CampaignChannel,
  campaignChannels,
  CampaignCode,
  CampaignDraft,
  campaignStates,
  CampaignStatus,
  MAXIMUM_CAMPAIGN_NAME,
  MAXIMUM_CODE_LENGTH,
} from '../../../../src-preload/contract/campaign.ts';
import { BusinessId } from '../../../../src-preload/contract/ids.ts';
import { decimalOf, minorOf } from '../../../../src-preload/contract/money.ts';
import { currenciesWith, rememberCurrency, usualCurrency } from '../currencies.ts';
import { useLeads } from '../leads-context.ts';
import { dayBefore, dayOf, endOf, startOf } from './campaign-days.ts';
import styles from './campaigns.module.css';

/** What is typed. */
interface Typed {
  readonly name: string;
  readonly code: string;
  readonly channel: CampaignChannel;
  readonly businessId: BusinessId | null;
  readonly from: string;
  readonly to: string;
  readonly budget: string;
  readonly currency: string;
  readonly status: CampaignStatus;
}

/** Makes a campaign, or with one changes it. */
export function CampaignForm({ campaign }: { readonly campaign: Campaign | null }): ReactNode {
  const { t } = useTranslation();
  const businesses = useLeads((state) => state.businesses);
  const save = useLeads((state) => state.saveCampaign);
  const open = useLeads((state) => state.openCampaign);
  const [typed, setTyped] = useState<Typed>(() => typedOf(campaign));
  const [taken, setTaken] = useState<string | null>(null);
  const [isSaving, setIsSaving] = useState(false);
  const change = (part: Partial<Typed>): void => setTyped((now) => ({ ...now, ...part }));
  const draft = draftOf(typed);
  const { from, to, budget, currency, code, status } = typed;
  const isCodeWrong = code.trim() !== '' && !CampaignCode.safeParse(code).success;
  const isBudgetWrong = budget.trim() !== '' && minorOf(budget, currency) === null;

  const submit = async (): Promise<void> => {
    if (draft === undefined || isSaving) return;
    setIsSaving(true);
    const saved = await save(campaign?.campaignId ?? null, draft);
    setIsSaving(false);
    if (draft.budget) rememberCurrency(draft.budget.currency);
    if (saved === 'saved') open(null);
    else if (saved !== 'failed') setTaken(saved.taken);
  };
  const codeProblem = (): string | undefined => {
    if (taken !== null) return t('campaigns.codeTaken', { by: taken });
    return isCodeWrong ? t('campaigns.codeWrong') : undefined;
  };

  return (
    <Modal
      opened
      onClose={() => open(null)}
      title={t(campaign === null ? 'campaigns.addTitle' : 'campaigns.editTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <TextInput
          data-autofocus
          label={t('campaigns.name')}
          dir="auto"
          maxLength={MAXIMUM_CAMPAIGN_NAME}
          value={typed.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('campaigns.code')}
          description={t('campaigns.codeHelp')}
          maxLength={MAXIMUM_CODE_LENGTH}
          spellCheck={false}
          value={code}
          error={codeProblem()}
          onChange={(event) => {
            change({ code: event.currentTarget.value });
            setTaken(null);
          }}
        />
        <div className={styles.pair}>
          <NativeSelect
            label={t('campaigns.channel')}
            value={typed.channel}
            data={campaignChannels.map((each) => ({
              value: each,
              label: t(`campaigns.channels.${each}`),
            }))}
            onChange={(event) =>
              change({ channel: CampaignChannel.parse(event.currentTarget.value) })
            }
          />
          <NativeSelect
            label={t('campaigns.business')}
            value={typed.businessId ?? ''}
            data={[
              { value: '', label: t('campaigns.allBusinesses') },
              ...businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
            ]}
            onChange={(event) => {
              const { value } = event.currentTarget;
              change({ businessId: value === '' ? null : BusinessId.parse(value) });
              setTaken(null);
            }}
          />
        </div>
        <div className={styles.pair}>
          <TextInput
            type="date"
            label={t('campaigns.from')}
            value={from}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            label={t('campaigns.to')}
            value={to}
            error={from !== '' && to !== '' && to < from ? t('campaigns.wrongOrder') : undefined}
            onChange={(event) => change({ to: event.currentTarget.value })}
          />
        </div>
        <div className={styles.pair}>
          <div className={styles.amount}>
            <TextInput
              label={t('campaigns.budget')}
              inputMode="decimal"
              value={budget}
              error={isBudgetWrong ? t('campaigns.budgetWrong') : undefined}
              onChange={(event) => change({ budget: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={t('campaigns.currency')}
              value={currency}
              data={currenciesWith(currency)}
              onChange={(event) => change({ currency: event.currentTarget.value })}
            />
          </div>
          <NativeSelect
            label={t('campaigns.status')}
            value={status}
            data={campaignStates
              // A new one has nothing to end.
              .filter((each) => campaign !== null || each !== 'ended')
              .map((each) => ({ value: each, label: t(`campaigns.states.${each}`) }))}
            onChange={(event) => {
              change({ status: CampaignStatus.parse(event.currentTarget.value) });
              setTaken(null);
            }}
          />
        </div>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={() => open(null)}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={draft === undefined} loading={isSaving}>
            {t('campaigns.save')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

function typedOf(campaign: Campaign | null): Typed {
  if (campaign === null) {
    return {
      ...{ name: '', code: '', channel: 'instagram', businessId: null, from: '', to: '' },
      ...{ budget: '', currency: usualCurrency(), status: 'active' },
    };
  }
  const { name, code, channel, businessId, startsAt, endsAt, budget, status } = campaign;
  return {
    ...{ name, code, channel, businessId, status },
    from: startsAt === null ? '' : dayOf(startsAt),
    to: endsAt === null ? '' : dayBefore(endsAt),
    budget: budget === null ? '' : decimalOf(budget.minor, budget.currency),
    currency: budget?.currency ?? usualCurrency(),
  };
}

/** Undefined while something of it is wrong or missing. */
function draftOf({ from, to, budget, currency, ...rest }: Typed): CampaignDraft | undefined {
  const minor = minorOf(budget, currency);
  if (budget.trim() !== '' && minor === null) return undefined;
  return CampaignDraft.safeParse({
    ...rest,
    startsAt: startOf(from),
    endsAt: endOf(to),
    budget: minor === null ? null : { minor, currency },
  }).data;
}
