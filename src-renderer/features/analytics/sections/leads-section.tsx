import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { LeadFigures } from '../../../../src-preload/contract/analytics-lead.ts';
import { decimalOf } from '../../../../src-preload/contract/money.ts';
import { useStageName } from '../../../ui/lead-stage-pill.tsx';
import { durationText } from '../../../ui/time/duration-text.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useMoney } from '../../../ui/use-money.ts';
import { useAnalytics } from '../analytics-context.ts';
import { BarChart, type BarGroup, type BarSeries, Legend } from '../chart/bar-chart.tsx';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureTable } from '../chart/figure-table.ts';
import { useShare } from '../use-share.ts';
import { FigureTiles } from './figure-tiles.tsx';
import { SectionBody } from './section-body.tsx';
import styles from './section.module.css';

interface Properties {
  readonly figures: LeadFigures;
}

/** Where leads came from, how far they came, and what they were worth. */
export function LeadsSection(): ReactNode {
  const { t } = useTranslation();
  const leads = useAnalytics((state) => state.leads);
  return (
    <SectionBody
      section="leads"
      data={leads}
      isEmpty={({ now }) => now.entered === 0}
      emptyText={t('analytics.emptyLeadsText')}
      shape={{ tiles: 4, charts: 2 }}
    >
      {({ now: figures, before }) => (
        <>
          <Tiles figures={figures} before={before} />
          <Funnel figures={figures} />
          <Sources figures={figures} />
          <div className={styles.pair}>
            <WonValue figures={figures} />
            <Lost figures={figures} />
          </div>
        </>
      )}
    </SectionBody>
  );
}

function Tiles({
  figures,
  before,
}: Properties & { readonly before: LeadFigures | null }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const share = useShare();
  const openBehind = useAnalytics((state) => state.openBehind);
  return (
    <FigureTiles
      tiles={[
        {
          id: 'entered',
          name: t('analytics.entered'),
          value: figures.entered,
          before: before?.entered ?? null,
          format: formats.number,
          onOpen: () => void openBehind({ kind: 'entered' }, t('analytics.entered')),
        },
        {
          id: 'won',
          name: t('analytics.won'),
          value: figures.won,
          before: before?.won ?? null,
          format: formats.number,
          onOpen: () => void openBehind({ kind: 'won' }, t('analytics.won')),
        },
        {
          id: 'lost',
          name: t('analytics.lost'),
          value: lostOf(figures),
          before: before && lostOf(before),
          format: formats.number,
          onOpen: () => void openBehind({ kind: 'lost' }, t('analytics.lost')),
        },
        {
          id: 'conversion',
          name: t('analytics.conversionMeaning'),
          value: conversionOf(figures),
          before: before && conversionOf(before),
          format: share,
          // Of the leads that entered, each with the stage where it is.
          onOpen: () => void openBehind({ kind: 'entered' }, t('analytics.conversion')),
        },
      ]}
    />
  );
}

function lostOf({ lost }: LeadFigures): number {
  return lost.reduce((sum, { leads }) => sum + leads, 0);
}

/** Won ÷ entered; null without any that entered. */
function conversionOf({ entered, won }: LeadFigures): number | null {
  return entered === 0 ? null : won / entered;
}

/** How many of those that entered reached each stage. */
function Funnel({ figures: { entered, stages, windowDays } }: Properties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const share = useShare();
  const stageName = useStageName();
  const openBehind = useAnalytics((state) => state.openBehind);
  const title = t('analytics.funnelTitle');
  const shareOf = (part: number, whole: number): string =>
    whole === 0 ? t('analytics.none') : share(part / whole);
  const rows = stages.map((each, index) => {
    const from = stages[index - 1]?.reached ?? entered;
    return {
      ...each,
      name: stageName(each.stage),
      fromBefore: index === 0 ? t('analytics.none') : shareOf(each.reached, from),
      ofEntered: shareOf(each.reached, entered),
      time: each.medianSeconds === null ? t('analytics.none') : durationText(each.medianSeconds),
      open: (): void => {
        if (each.stage === 'lost') return;
        void openBehind({ kind: 'stage', stage: each.stage }, stageName(each.stage));
      },
    };
  });
  const series: BarSeries = {
    id: 'reached',
    name: t('analytics.reached'),
    colour: 'var(--desk-chart-incoming)',
    onOpen: ({ id }) => rows.find(({ stage }) => stage === id)?.open(),
  };
  const table: FigureTable = {
    columns: [
      { id: 'stage', name: t('analytics.stage') },
      { id: 'reached', name: t('analytics.reached'), isNumber: true },
      { id: 'fromBefore', name: t('analytics.fromBefore'), isNumber: true },
      { id: 'ofEntered', name: t('analytics.ofEntered'), isNumber: true },
      {
        id: 'time',
        name: t('analytics.timeInStage'),
        unit: t('analytics.seconds'),
        isNumber: true,
      },
    ],
    rows: rows.map((row) => ({
      id: row.stage,
      cells: [
        { text: row.name },
        {
          text: formats.number(row.reached),
          value: row.reached,
          onOpen: row.reached > 0 ? row.open : undefined,
        },
        { text: row.fromBefore },
        { text: row.ofEntered },
        { text: row.time, value: row.medianSeconds ?? '' },
      ],
    })),
  };
  return (
    <ChartCard
      id="funnelTitle"
      title={title}
      definition={`${t('analytics.funnelMeaning')} ${t('analytics.conversionWindow', { count: windowDays })}`}
      table={table}
      chart={
        <BarChart
          name={title}
          layout="rows"
          series={[series]}
          groups={rows.map((row): BarGroup => ({
            id: row.stage,
            name: row.name,
            values: { reached: row.reached },
            note: `${formats.number(row.reached)} · ${row.ofEntered} · ${row.time}`,
          }))}
          formatValue={formats.number}
          words={({ id, name }) => {
            const row = rows.find(({ stage }) => stage === id);
            return t('analytics.funnelBar', {
              stage: name,
              number: formats.number(row?.reached ?? 0),
              fromBefore: row?.fromBefore,
              ofEntered: row?.ofEntered,
              time: row?.time,
            });
          }}
        />
      }
    />
  );
}

function Sources({ figures: { sources } }: Properties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const share = useShare();
  const sourceName = useSourceName();
  const openBehind = useAnalytics((state) => state.openBehind);
  const title = t('analytics.sourcesTitle');
  const rows = sources.map((each) => {
    const name = sourceName(each);
    return {
      ...each,
      name,
      id: `${each.source} ${each.campaign?.campaignId ?? ''}`,
      open: (isWon: boolean) => () =>
        void openBehind(
          {
            ...{ kind: 'source', source: each.source, isWon },
            campaignId: each.campaign?.campaignId ?? null,
          },
          isWon ? `${name}, ${t('analytics.won')}` : name,
        ),
    };
  });
  const opening =
    (isWon: boolean) =>
    ({ id }: BarGroup): void =>
      rows.find((row) => row.id === id)?.open(isWon)();
  const series: readonly BarSeries[] = [
    {
      id: 'entered',
      name: t('analytics.entered'),
      colour: 'var(--desk-chart-incoming)',
      onOpen: opening(false),
    },
    {
      id: 'won',
      name: t('analytics.won'),
      colour: 'var(--desk-chart-outgoing)',
      onOpen: opening(true),
    },
  ];
  const table: FigureTable = {
    columns: [
      { id: 'source', name: t('analytics.source') },
      { id: 'entered', name: t('analytics.entered'), isNumber: true },
      { id: 'won', name: t('analytics.won'), isNumber: true },
      { id: 'conversion', name: t('analytics.conversion'), isNumber: true },
    ],
    rows: rows.map((row) => ({
      id: row.id,
      cells: [
        { text: row.name },
        { text: formats.number(row.entered), value: row.entered, onOpen: row.open(false) },
        {
          text: formats.number(row.won),
          value: row.won,
          onOpen: row.won > 0 ? row.open(true) : undefined,
        },
        { text: row.entered === 0 ? t('analytics.none') : share(row.won / row.entered) },
      ],
    })),
  };
  return (
    <ChartCard
      id="sourcesTitle"
      title={title}
      definition={t('analytics.sourcesMeaning')}
      legend={<Legend series={series} />}
      table={table}
      chart={
        <BarChart
          name={title}
          layout="rows"
          series={series}
          groups={rows.map(({ id, name, entered, won }): BarGroup => ({
            id,
            name,
            values: { entered, won },
          }))}
          formatValue={formats.number}
          words={(group, { id, name }) =>
            t('analytics.bar', {
              group: group.name,
              series: name,
              value: formats.number(group.values[id] ?? 0),
            })
          }
        />
      }
    />
  );
}

function WonValue({ figures: { wonValue } }: Properties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const money = useMoney();
  const openBehind = useAnalytics((state) => state.openBehind);
  const open = (currency: string) => () =>
    void openBehind({ kind: 'won', currency }, `${t('analytics.wonValue')}, ${currency}`);
  const table: FigureTable = {
    columns: [
      { id: 'currency', name: t('analytics.currency') },
      { id: 'leads', name: t('analytics.leads'), isNumber: true },
      { id: 'value', name: t('analytics.value'), isNumber: true },
    ],
    rows: wonValue.map(({ currency, minor, leads }) => ({
      id: currency,
      cells: [
        { text: currency },
        { text: formats.number(leads), value: leads, onOpen: open(currency) },
        {
          text: money(minor, currency),
          value: decimalOf(minor, currency),
          onOpen: open(currency),
        },
      ],
    })),
  };
  return (
    <ChartCard
      id="wonValue"
      title={t('analytics.wonValue')}
      definition={t('analytics.wonValueMeaning')}
      table={table}
    />
  );
}

function Lost({ figures: { lost } }: Properties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const openBehind = useAnalytics((state) => state.openBehind);
  const table: FigureTable = {
    columns: [
      { id: 'reason', name: t('analytics.reason') },
      { id: 'leads', name: t('analytics.leads'), isNumber: true },
    ],
    rows: lost.map(({ reason, leads }) => ({
      id: reason,
      cells: [
        { text: reason || t('analytics.noReason') },
        {
          text: formats.number(leads),
          value: leads,
          onOpen: () =>
            void openBehind({ kind: 'lost', reason }, reason || t('analytics.noReason')),
        },
      ],
    })),
  };
  return (
    <ChartCard
      id="lostTitle"
      title={t('analytics.lostTitle')}
      definition={t('analytics.lostMeaning')}
      table={table}
    />
  );
}

/** What a source is called: its campaign's name, else the app's own word. */
function useSourceName(): (of: LeadFigures['sources'][number]) => string {
  const { t } = useTranslation();
  const words: Readonly<Record<string, string>> = t('pipeline.sources', { returnObjects: true });
  return ({ source, campaign }) => campaign?.name ?? words[source] ?? source;
}
