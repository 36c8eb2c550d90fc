import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { BusinessId, CampaignId, UserId } from '../../../src-preload/contract/ids.ts';
import { isClosed, LeadStage } from '../../../src-preload/contract/lead.ts';
import type { LeadChoice } from '../../../src-preload/contract/lead-view.ts';
import { decimalOf, minorOf } from '../../../src-preload/contract/money.ts';
import { useStageName } from '../../ui/lead-stage-pill.tsx';
import { currenciesWith, usualCurrency } from './currencies.ts';
import styles from './filter-bar.module.css';
import { useLeads } from './leads-context.ts';

/** In a list of choices: everything, and nobody or none. */
const ALL = 'all';
const NONE = 'none';
const OPEN = 'open';
const sources = ['whatsapp', 'import', 'manual'] as const;

/** Which leads the board or the table shows. */
export function FilterBar(): ReactNode {
  const { t } = useTranslation();
  const stageName = useStageName();
  const choice = useLeads((state) => state.choice);
  const choose = useLeads((state) => state.choose);
  const stages = useLeads((state) => state.stages);
  const people = useLeads((state) => state.people);
  const businesses = useLeads((state) => state.businesses);
  const campaigns = useLeads((state) => state.campaigns);
  const set = (change: { readonly [Key in keyof LeadChoice]?: LeadChoice[Key] | undefined }) =>
    choose(
      Object.fromEntries(
        Object.entries({ ...choice, ...change }).filter(([, value]) => value !== undefined),
      ),
    );
  const select = (
    label: string,
    value: string,
    onChange: (value: string) => void,
    options: readonly { value: string; label: string }[],
  ): ReactNode => (
    <NativeSelect
      size="xs"
      aria-label={label}
      value={value}
      data={[...options]}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
  return (
    <div className={styles.bar} role="group" aria-label={t('pipeline.filters')}>
      {select(
        t('pipeline.stage'),
        stageChoice(choice.stages),
        (value) => set({ stages: stagesOf(value) }),
        [
          { value: ALL, label: t('pipeline.allStages') },
          { value: OPEN, label: t('pipeline.openStages') },
          ...stages.map(({ stage }) => ({ value: stage, label: stageName(stage) })),
        ],
      )}
      {select(
        t('pipeline.owner'),
        choice.ownerId === undefined ? ALL : (choice.ownerId ?? NONE),
        (value) => set({ ownerId: idOf(value, (id) => UserId.parse(id)) }),
        [
          { value: ALL, label: t('pipeline.allOwners') },
          { value: NONE, label: t('pipeline.nobody') },
          ...people.map(({ userId, name }) => ({ value: userId, label: name })),
        ],
      )}
      {businesses.length === 0
        ? null
        : select(
            t('pipeline.business'),
            choice.businessId === undefined ? ALL : (choice.businessId ?? NONE),
            (value) => set({ businessId: idOf(value, (id) => BusinessId.parse(id)) }),
            [
              { value: ALL, label: t('pipeline.allBusinesses') },
              { value: NONE, label: t('pipeline.noBusiness') },
              ...businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
            ],
          )}
      {campaigns.length === 0
        ? null
        : select(
            t('campaigns.campaign'),
            choice.campaignId === undefined ? ALL : (choice.campaignId ?? NONE),
            (value) => set({ campaignId: idOf(value, (id) => CampaignId.parse(id)) }),
            [
              { value: ALL, label: t('campaigns.all') },
              { value: NONE, label: t('campaigns.none') },
              ...campaigns.map(({ campaignId, name }) => ({ value: campaignId, label: name })),
            ],
          )}
      {select(
        t('pipeline.source'),
        choice.source ?? ALL,
        (value) => set({ source: value === ALL ? undefined : value }),
        [
          { value: ALL, label: t('pipeline.allSources') },
          ...sources.map((source) => ({ value: source, label: t(`pipeline.sources.${source}`) })),
        ],
      )}
      <WorthField worth={choice.worth} onChange={(worth) => set({ worth })} />
      <Checkbox
        size="xs"
        label={t('pipeline.overdue')}
        checked={choice.isOverdue === true}
        onChange={(event) => set({ isOverdue: event.currentTarget.checked ? true : undefined })}
      />
      {Object.keys(choice).length === 0 ? null : (
        <Button size="compact-xs" variant="subtle" onClick={() => choose({})}>
          {t('pipeline.showAll')}
        </Button>
      )}
    </div>
  );
}

/** The least that a lead is worth; taken when the field is left. */
function WorthField({
  worth,
  onChange,
}: {
  readonly worth: LeadChoice['worth'];
  readonly onChange: (worth: LeadChoice['worth']) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [currency, setCurrency] = useState(worth?.currency ?? usualCurrency());
  const shown = worth === undefined ? '' : decimalOf(worth.minor, worth.currency);
  const [typed, setTyped] = useState<string | null>(null);
  const minor = typed === null ? null : minorOf(typed, currency);
  const isWrong = typed !== null && typed.trim() !== '' && minor === null;
  const keep = (text: string | null, of: string): void => {
    const next = minorOf(text ?? shown, of);
    setTyped(null);
    if ((text ?? shown).trim() !== '' && next === null) return;
    onChange(next === null ? undefined : { minor: next, currency: of });
  };
  return (
    <div className={styles.worth}>
      <TextInput
        size="xs"
        className={styles.amount ?? ''}
        aria-label={t('pipeline.worthAtLeast')}
        placeholder={t('pipeline.worthAtLeast')}
        inputMode="decimal"
        value={typed ?? shown}
        error={isWrong}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => {
          if (typed !== null) keep(typed, currency);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && typed !== null) keep(typed, currency);
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={t('pipeline.worthIn')}
        value={currency}
        data={currenciesWith(currency)}
        onChange={(event) => {
          setCurrency(event.currentTarget.value);
          if (worth !== undefined) keep(typed, event.currentTarget.value);
        }}
      />
    </div>
  );
}

function stageChoice(stages: LeadChoice['stages']): string {
  if (stages === undefined) return ALL;
  return stages.length === 1 ? (stages[0] ?? ALL) : OPEN;
}

function stagesOf(value: string): LeadChoice['stages'] {
  if (value === ALL) return undefined;
  if (value === OPEN) return LeadStage.options.filter((stage) => !isClosed(stage));
  return [LeadStage.parse(value)];
}

function idOf<Id>(value: string, parse: (id: string) => Id): Id | null | undefined {
  if (value === ALL) return undefined;
  return value === NONE ? null : parse(value);
}
