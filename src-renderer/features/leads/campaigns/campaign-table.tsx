import { Menu, Tooltip, UnstyledButton } from '@mantine/core';
import { IconDots, IconPencil, IconQrcode } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMay } from '../../../access/may.ts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { Campaign, CampaignResult } from '../../../../src-preload/contract/campaign.ts';
import type { CampaignId } from '../../../../src-preload/contract/ids.ts';
import { isolated } from '../../../i18n/isolated.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Pill, type PillTone } from '../../../ui/pill.tsx';
import { useNow, useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useLeads } from '../leads-context.ts';
import { useMoney } from '../../../ui/use-money.ts';
import { type CampaignPhase, dayBefore, dayOf, phaseAt } from './campaign-days.ts';
import styles from './campaigns.module.css';

const tones: Readonly<Record<CampaignPhase, PillTone>> = {
  draft: 'quiet',
  scheduled: 'accent',
  active: 'good',
  paused: 'warning',
  over: 'quiet',
  ended: 'quiet',
};

/** A line for each campaign, the newest first, with what came of it. */
export function CampaignTable({
  campaigns,
  results,
}: {
  readonly campaigns: readonly Campaign[];
  readonly results: ReadonlyMap<CampaignId, CampaignResult>;
}): ReactNode {
  const { t } = useTranslation();
  const head = (name: string, help?: string): ReactNode => (
    <th scope="col" className={styles.figure}>
      {help === undefined ? (
        name
      ) : (
        <Tooltip label={help}>
          <span>{name}</span>
        </Tooltip>
      )}
    </th>
  );
  return (
    // Focusable, so that the keyboard can scroll it.
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('campaigns.title')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('campaigns.campaign')}</th>
            {head(t('campaigns.conversations'))}
            {head(t('campaigns.leads'))}
            {head(t('campaigns.won'))}
            {head(t('campaigns.conversion'), t('campaigns.conversionHelp'))}
            {head(t('campaigns.wonValue'))}
            {head(t('campaigns.costPerLead'), t('campaigns.costHelp'))}
            <th scope="col">
              <span className="desk-visually-hidden">{t('campaigns.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((campaign) => (
            <Row
              key={campaign.campaignId}
              campaign={campaign}
              result={results.get(campaign.campaignId)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({
  campaign,
  result,
}: {
  readonly campaign: Campaign;
  readonly result: CampaignResult | undefined;
}): ReactNode {
  const { t, i18n } = useTranslation();
  const money = useMoney();
  const formats = useTimeFormats();
  const now = useNow('minutes');
  const showLeads = useLeads((state) => state.showLeadsOf);
  const { name, budget } = campaign;
  const phase = phaseAt(campaign, now);
  const { conversations, leads, won, wonValue } = result ?? NOTHING;
  const nothing = t('campaigns.nothing');
  return (
    <tr data-testid="campaign">
      <th scope="row">
        <span className={styles.name}>
          <span dir="auto">{name}</span>
          <Pill tone={tones[phase]}>
            {phase === 'scheduled' || phase === 'over'
              ? t(`campaigns.${phase}`)
              : t(`campaigns.states.${phase}`)}
          </Pill>
        </span>
        <Notes campaign={campaign} />
      </th>
      <td className={styles.figure}>{formats.number(conversations)}</td>
      <td className={styles.figure}>
        {leads === 0 ? (
          formats.number(0)
        ) : (
          <UnstyledButton
            className={styles.count}
            aria-label={t('campaigns.showLeads', { name })}
            onClick={() => showLeads(campaign.campaignId)}
          >
            {formats.number(leads)}
          </UnstyledButton>
        )}
      </td>
      <td className={styles.figure}>{formats.number(won)}</td>
      <td className={styles.figure}>
        {leads === 0
          ? nothing
          : (won / leads).toLocaleString(i18n.language, {
              style: 'percent',
              maximumFractionDigits: 1,
            })}
      </td>
      <td className={styles.figure}>
        {wonValue.length === 0
          ? nothing
          : wonValue.map(({ currency, minor }) => (
              <span key={currency} className={styles.sum}>
                {money(minor, currency)}
              </span>
            ))}
      </td>
      <td className={styles.figure}>
        {budget === null || leads === 0
          ? nothing
          : money(Math.round(budget.minor / leads), budget.currency)}
      </td>
      <td>
        <Actions campaign={campaign} />
      </td>
    </tr>
  );
}

const NOTHING = { conversations: 0, leads: 0, won: 0, wonValue: [] } as const;

/** The code, where it is met, for whom, and when. */
function Notes({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const business = useLeads(({ businesses }) =>
    businesses.find(({ businessId }) => businessId === campaign.businessId),
  );
  const { code, channel, startsAt, endsAt } = campaign;
  const from = startsAt === null ? null : formats.calendarDay(dayOf(startsAt));
  const to = endsAt === null ? null : formats.calendarDay(dayBefore(endsAt));
  const days =
    from !== null && to !== null
      ? t('campaigns.span', { from, to })
      : from !== null
        ? t('campaigns.since', { from })
        : to !== null
          ? t('campaigns.until', { to })
          : null;
  const notes = [
    t(`campaigns.channels.${channel}`),
    ...(business === undefined ? [] : [isolated(business.name)]),
    ...(days === null ? [] : [days]),
  ];
  return (
    <span className={styles.notes}>
      <code className={styles.code}>
        <bdi>{code}</bdi>
      </code>
      <span>{notes.join(' · ')}</span>
    </span>
  );
}

function Actions({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useTranslation();
  const isFixed = !useMay()('campaign.update');
  const open = useLeads((state) => state.openCampaign);
  const setStatus = useLeads((state) => state.setCampaignStatus);
  const { name, status } = campaign;
  const icon = { size: '1.1rem', stroke: 1.8 } as const;
  return (
    <span className={styles.actions}>
      <IconButton
        name={t('campaigns.link', { name })}
        onClick={() => open({ kind: 'link', campaign })}
      >
        <IconQrcode {...icon} />
      </IconButton>
      <IconButton
        name={t('campaigns.edit', { name })}
        disabled={isFixed}
        onClick={() => open({ kind: 'edit', campaign })}
      >
        <IconPencil {...icon} />
      </IconButton>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <IconButton name={t('campaigns.more', { name })} disabled={isFixed}>
            <IconDots {...icon} />
          </IconButton>
        </Menu.Target>
        <Menu.Dropdown>
          {status === 'active' ? (
            <Menu.Item onClick={() => void setStatus(campaign, 'paused')}>
              {t('campaigns.pause')}
            </Menu.Item>
          ) : (
            <Menu.Item onClick={() => void setStatus(campaign, 'active')}>
              {t('campaigns.activate')}
            </Menu.Item>
          )}
          {status === 'ended' ? null : (
            <Menu.Item onClick={() => open({ kind: 'end', campaign })}>
              {t('campaigns.end')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
