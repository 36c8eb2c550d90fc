import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { FigureReport, FigureTimes } from '../../../../src-preload/contract/analytics.ts';
import { responseClassEnds } from '../../../../src-preload/contract/response-classes.ts';
import { durationText } from '../../../ui/time/duration-text.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { BarChart, type BarGroup } from '../chart/bar-chart.tsx';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureCell, FigureTable } from '../chart/figure-table.ts';
import { ClockSwitch } from './clock-switch.tsx';
import { FigureTiles } from './figure-tiles.tsx';
import { RebuildNotice } from './report-notes.tsx';
import { SectionBody } from './section-body.tsx';
import styles from './section.module.css';

const clocks = ['wall', 'business'] as const;
const whiches = ['all', 'first'] as const;
const times = ['median', 'p90', 'mean'] as const;

/** How long customers wait for answers. */
export function RepliesSection(): ReactNode {
  const { t } = useTranslation();
  const report = useAnalytics((state) => state.report);
  return (
    <SectionBody
      section="replies"
      data={report}
      isEmpty={({ responses }) => responses.count === 0}
      emptyText={t('analytics.emptyRepliesText')}
      shape={{ tiles: 4, charts: 2 }}
    >
      {(value) => <Replies report={value} />}
    </SectionBody>
  );
}

function Replies({ report }: { readonly report: FigureReport }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { clock, which } = useAnalytics((state) => state.view);
  const figuresOf = (of: Pick<FigureReport, 'responses' | 'firstResponses'>): FigureTimes =>
    which === 'all' ? of.responses : of.firstResponses;
  const now = figuresOf(report);
  const before = report.before === null ? null : figuresOf(report.before);
  return (
    <>
      <RebuildNotice rebuild={report.rebuild} />
      <Switches />
      <FigureTiles
        tiles={[
          {
            id: 'count',
            name: t('analytics.count'),
            value: now.count,
            before: before?.count ?? null,
            format: formats.number,
          },
          ...times.map((time) => ({
            id: time,
            name: t(`analytics.${time}`),
            value: now[clock]?.[time] ?? null,
            before: before?.[clock]?.[time] ?? null,
            format: durationText,
            kind: 'time' as const,
          })),
        ]}
      />
      <Distribution report={report} />
      <TimesTable report={report} />
    </>
  );
}

function Switches(): ReactNode {
  const { t } = useTranslation();
  const which = useAnalytics((state) => state.view.which);
  const setView = useAnalytics((state) => state.setView);
  return (
    <div className={styles.switches}>
      <SegmentedControl
        size="xs"
        aria-label={t('analytics.which')}
        value={which}
        data={whiches.map((value) => ({ value, label: t(`analytics.whiches.${value}`) }))}
        onChange={(value) => setView({ which: value === 'first' ? 'first' : 'all' })}
      />
      <ClockSwitch />
    </div>
  );
}

/** How many answers took how long. */
function Distribution({ report }: { readonly report: FigureReport }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { clock, which } = useAnalytics((state) => state.view);
  const openBehind = useAnalytics((state) => state.openBehind);
  const classes =
    (which === 'all' ? report.responses : report.firstResponses)[clock]?.classes ?? [];
  const nameOf = useClassNames();
  const open = (index: number): void => {
    void openBehind({ kind: 'responses', which, clock, classIndex: index }, nameOf(index).full);
  };
  const groups = classes.map((count, index): BarGroup => ({
    id: String(index),
    name: nameOf(index).short,
    values: { count },
  }));
  const title = t('analytics.distribution');
  const table: FigureTable = {
    columns: [
      { id: 'class', name: t('analytics.class') },
      { id: 'count', name: t('analytics.count'), isNumber: true },
    ],
    rows: classes.map((count, index) => ({
      id: String(index),
      cells: [
        { text: nameOf(index).full },
        {
          text: formats.number(count),
          value: count,
          onOpen: count > 0 ? () => open(index) : undefined,
        },
      ],
    })),
  };
  return (
    <ChartCard
      id="distribution"
      title={title}
      definition={`${t('analytics.distributionMeaning')} ${t(`analytics.clockMeanings.${clock}`)}`}
      table={table}
      chart={
        <BarChart
          name={title}
          groups={groups}
          series={[
            {
              id: 'count',
              name: t('analytics.count'),
              colour: 'var(--desk-chart-incoming)',
              onOpen: ({ id }) => open(Number(id)),
            },
          ]}
          formatValue={formats.number}
          words={({ id, values }, { name }) =>
            t('analytics.bar', {
              group: nameOf(Number(id)).full,
              series: name,
              value: formats.number(values.count ?? 0),
            })
          }
        />
      }
    />
  );
}

/** What a class of response times is called: short on an axis, in full in a sentence. */
function useClassNames(): (index: number) => { readonly short: string; readonly full: string } {
  const { t } = useTranslation();
  return (index) => {
    const from = responseClassEnds[index - 1];
    const to = responseClassEnds[index];
    if (to === undefined) {
      const over = durationText(from ?? 0);
      return { short: `≥ ${over}`, full: t('analytics.classOver', { from: over }) };
    }
    const under = durationText(to);
    return {
      short: `< ${under}`,
      full:
        from === undefined
          ? t('analytics.classUnder', { to: under })
          : t('analytics.classBetween', { from: durationText(from), to: under }),
    };
  };
}

/** All that is known of the times, by both clocks. */
function TimesTable({ report }: { readonly report: FigureReport }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const rows = [
    { id: 'first', name: t('figures.first'), figures: report.firstResponses },
    { id: 'all', name: t('figures.every'), figures: report.responses },
  ];
  const cellOf = (seconds: number | undefined): FigureCell =>
    seconds === undefined
      ? { text: t('analytics.none'), value: '' }
      : { text: durationText(seconds), value: seconds };
  const unit = t('analytics.seconds');
  const table: FigureTable = {
    columns: [
      { id: 'kind', name: t('analytics.kind') },
      { id: 'count', name: t('analytics.count'), isNumber: true },
      ...clocks.flatMap((clock) =>
        times.map((time) => ({
          id: `${clock}-${time}`,
          name: `${t(`analytics.${time}`)}, ${t(`analytics.clocks.${clock}`)}`,
          unit,
          isNumber: true,
        })),
      ),
    ],
    rows: rows.map(({ id, name, figures }) => ({
      id,
      cells: [
        { text: name },
        { text: formats.number(figures.count), value: figures.count },
        ...clocks.flatMap((clock) => times.map((time) => cellOf(figures[clock]?.[time]))),
      ],
    })),
  };
  return (
    <ChartCard
      id="responseTimes"
      title={t('analytics.responseTimes')}
      definition={t('analytics.responseMeaning')}
      table={table}
    />
  );
}
