import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import type { FigureReport } from '../../../../src-preload/contract/analytics.ts';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import { useAnalytics } from '../analytics-context.ts';
import { ChartCard } from '../chart/chart-card.tsx';
import type { FigureTable } from '../chart/figure-table.ts';
import { HeatMap, hourName, useWeekdays } from '../chart/heat-map.tsx';
import { RebuildNotice, TimeZoneText } from './report-notes.tsx';
import { SectionBody } from './section-body.tsx';

const directions = ['incoming', 'outgoing'] as const;

/** At which hours of the week messages come and go. */
export function HoursSection(): ReactNode {
  const { t } = useTranslation();
  const report = useAnalytics((state) => state.report);
  return (
    <SectionBody
      section="hours"
      data={report}
      isEmpty={({ heat }) =>
        [heat.incoming ?? [], heat.outgoing].flat(2).every((each) => each === 0)
      }
      emptyText={t('analytics.emptyHoursText')}
      shape={{ tiles: 0, charts: 1 }}
    >
      {(value) => <Hours report={value} />}
    </SectionBody>
  );
}

function Hours({ report }: { readonly report: FigureReport }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { short, long } = useWeekdays();
  const setView = useAnalytics((state) => state.setView);
  const openBehind = useAnalytics((state) => state.openBehind);
  // What customers write belongs to no colleague.
  const chosen = useAnalytics((state) => state.view.heat);
  const direction = report.heat.incoming === null ? 'outgoing' : chosen;
  const cells = report.heat[direction] ?? report.heat.outgoing;
  const open = (weekday: number, hour: number): void => {
    const name = `${t(`analytics.${direction}`)}, ${long[weekday]} ${hourName(hour)}`;
    void openBehind({ kind: 'hour', direction, weekday, hour }, name);
  };
  const title = t('analytics.heatTitle');
  const table: FigureTable = {
    columns: [
      { id: 'hour', name: t('analytics.hour') },
      ...short.map((name, day) => ({ id: String(day), name, isNumber: true })),
    ],
    rows: Array.from({ length: 24 }, (_, hour) => ({
      id: String(hour),
      cells: [
        { text: hourName(hour) },
        ...cells.map((hours, weekday) => {
          const count = hours[hour] ?? 0;
          return {
            text: formats.number(count),
            value: count,
            onOpen: count > 0 ? () => open(weekday, hour) : undefined,
          };
        }),
      ],
    })),
  };
  return (
    <>
      <RebuildNotice rebuild={report.rebuild} />
      <ChartCard
        id="heatTitle"
        title={title}
        definition={t('analytics.heatMeaning')}
        note={report.heat.incoming === null ? t('analytics.noMeaning') : undefined}
        controls={
          report.heat.incoming === null ? undefined : (
            <SegmentedControl
              size="xs"
              aria-label={t('analytics.heatDirection')}
              value={direction}
              data={directions.map((value) => ({ value, label: t(`analytics.${value}`) }))}
              onChange={(value) =>
                setView({ heat: value === 'outgoing' ? 'outgoing' : 'incoming' })
              }
            />
          )
        }
        table={table}
        chart={
          <HeatMap
            name={`${title}, ${t(`analytics.${direction}`)}`}
            cells={cells}
            colour={`var(--desk-chart-${direction})`}
            onOpen={open}
          />
        }
      />
      <TimeZoneText timeZone={report.timeZone} />
    </>
  );
}
