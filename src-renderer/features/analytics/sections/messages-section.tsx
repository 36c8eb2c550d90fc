import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { FigureReport, FigureTotals } from '../../../../src-preload/contract/analytics.ts';
import type { BehindWhat } from '../../../../src-preload/contract/analytics-behind.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { BarChart, type BarGroup, type BarSeries, Legend } from '../chart/bar-chart.tsx';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureTable } from '../chart/figure-table.ts';
import { FigureTiles } from './figure-tiles.tsx';
import { RebuildNotice, TimeZoneText } from './report-notes.tsx';
import { SectionBody } from './section-body.tsx';
import styles from './section.module.css';

type Figure = keyof FigureTotals;

const figures = [
  'incomingMessages',
  'outgoingMessages',
  'activeConversations',
  'uniqueContacts',
  'newContacts',
  'newLeads',
] as const satisfies readonly Figure[];

/** Which figures stand in one chart, and in which colours. */
const charts = [
  {
    title: 'perDay',
    meaning: 'perDayMeaning',
    dense: 'stacked',
    figures: ['incomingMessages', 'outgoingMessages'],
  },
  {
    title: 'conversationsPerDay',
    meaning: 'conversationsMeaning',
    // Whoever is new makes a conversation active.
    dense: 'overlaid',
    figures: ['activeConversations', 'newContacts'],
  },
] as const satisfies readonly {
  title: string;
  meaning: string;
  dense: 'stacked' | 'overlaid';
  figures: readonly [Figure, Figure];
}[];
const colours = ['var(--desk-chart-incoming)', 'var(--desk-chart-outgoing)'] as const;

/** What is behind a figure of a day, or of the whole period. */
function behind(figure: Figure, date?: string): BehindWhat {
  const on = date === undefined ? {} : { date };
  switch (figure) {
    case 'incomingMessages':
      return { kind: 'messages', direction: 'incoming', ...on };
    case 'outgoingMessages':
      return { kind: 'messages', direction: 'outgoing', ...on };
    case 'activeConversations':
    case 'uniqueContacts':
    case 'newContacts':
    case 'newLeads':
      return { kind: figure, ...on };
  }
}

/** Messages in and out, conversations, and who is new. */
export function MessagesSection(): ReactNode {
  const { t } = useTranslation();
  const report = useAnalytics((state) => state.report);
  return (
    <SectionBody
      section="messages"
      data={report}
      isEmpty={({ totals }) => figures.every((figure) => (totals[figure] ?? 0) === 0)}
      emptyText={t('analytics.emptyText')}
      shape={{ tiles: 6, charts: 2 }}
    >
      {(value) => <Messages report={value} />}
    </SectionBody>
  );
}

function Messages({ report }: { readonly report: FigureReport }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const openBehind = useAnalytics((state) => state.openBehind);
  const { totals, before, days } = report;
  const open =
    (figure: Figure, name: string, date?: string): (() => void) =>
    () =>
      void openBehind(behind(figure, date), name);
  return (
    <>
      <RebuildNotice rebuild={report.rebuild} />
      <FigureTiles
        tiles={figures.map((figure) => {
          const name = t(`analytics.figures.${figure}`);
          return {
            id: figure,
            name,
            value: totals[figure],
            before: before?.totals[figure] ?? null,
            format: formats.number,
            onOpen: open(figure, name),
          };
        })}
      />
      {totals.incomingMessages === null ? (
        <p className={styles.foot}>{t('analytics.noMeaning')}</p>
      ) : null}
      {charts.map((chart) => (
        <DaysChart key={chart.title} {...chart} days={days} open={open} />
      ))}
      <TimeZoneText timeZone={report.timeZone} />
    </>
  );
}

type DaysChartProperties = (typeof charts)[number] & {
  readonly days: FigureReport['days'];
  readonly open: (figure: Figure, name: string, date?: string) => () => void;
};

function DaysChart({
  title,
  meaning,
  dense,
  figures: shown,
  days,
  open,
}: DaysChartProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  // What has no meaning with the filters that are set is left out.
  const meant = shown.filter((figure) => days.some((day) => day[figure] !== null));
  const isUnproved = days.some((day) => day.unprovedConversations > 0);
  const nameOf = (figure: Figure, date: string): string =>
    `${t(`analytics.figures.${figure}`)}, ${formats.calendarDay(date)}`;
  const series = meant.map((figure): BarSeries => ({
    id: figure,
    name: t(`analytics.figures.${figure}`),
    colour: colours[(shown as readonly Figure[]).indexOf(figure)] ?? colours[0],
    onOpen: ({ id }: BarGroup) => open(figure, nameOf(figure, id), id)(),
  }));
  const table: FigureTable = {
    columns: [
      { id: 'day', name: t('analytics.day') },
      ...series.map(({ id, name }) => ({ id, name, isNumber: true })),
    ],
    rows: days.toReversed().map((day) => ({
      id: day.date,
      cells: [
        {
          text: formats.calendarDay(day.date),
          value: day.date,
          ...(day.unprovedConversations > 0 && {
            note: t('figures.mayLack', { count: day.unprovedConversations }),
          }),
        },
        ...meant.map((figure) => {
          const count = day[figure] ?? 0;
          return {
            text: formats.number(count),
            value: count,
            onOpen: count > 0 ? open(figure, nameOf(figure, day.date), day.date) : undefined,
          };
        }),
      ],
    })),
  };
  return (
    <ChartCard
      id={title}
      title={t(`analytics.${title}`)}
      definition={t(`analytics.${meaning}`)}
      note={isUnproved ? t('analytics.unproved') : undefined}
      legend={<Legend series={series} />}
      table={table}
      chart={
        <BarChart
          name={t(`analytics.${title}`)}
          series={series}
          dense={dense}
          groups={days.map((day) => ({
            id: day.date,
            name: formats.calendarDay(day.date),
            values: Object.fromEntries(meant.map((figure) => [figure, day[figure] ?? 0])),
            isUnproved: day.unprovedConversations > 0,
          }))}
          formatValue={formats.number}
          words={(group, { id, name }) =>
            t('analytics.bar', {
              group: group.name,
              series: name,
              value: formats.number(group.values[id] ?? 0),
            }) + (group.isUnproved === true ? ` (${t('analytics.unprovedDay')})` : '')
          }
        />
      }
    />
  );
}
