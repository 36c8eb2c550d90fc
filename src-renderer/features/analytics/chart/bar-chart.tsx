import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import {
  Bar,
  BarChart as Chart,
  type BarShapeProps,
  CartesianGrid,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import styles from './bar-chart.module.css';
import { barPath, stepOf } from './bar-keys.ts';

/** One kind of bars. */
export interface BarSeries {
  readonly id: string;
  readonly name: string;
  /** CSS, such as a token of ours. */
  readonly colour: string;
  /** Shows what is behind a bar; left out where nothing can be listed. */
  readonly onOpen?: (group: BarGroup) => void;
}

/** One group of bars: a day, a class, a stage. */
export interface BarGroup {
  readonly id: string;
  readonly name: string;
  /** By the id of the series; one that has none is left out. */
  readonly values: Readonly<Record<string, number>>;
  /** Drawn with a pattern: the figure may be too low. */
  readonly isUnproved?: boolean;
  /** What stands at the end of its bars, where these lie. */
  readonly note?: string;
}

interface BarChartProperties {
  readonly name: string;
  readonly groups: readonly BarGroup[];
  readonly series: readonly BarSeries[];
  /** Bars that stand side by side, or lie one below the other with long names at their left. */
  readonly layout?: 'columns' | 'rows';
  /**
   * Where there are too many groups for bars beside each other: one on top of the other, or each before the one that it is
   * a part of.
   */
  readonly dense?: 'stacked' | 'overlaid';
  /** A bar in words: what a pointer, the arrow keys and a screen reader are told. */
  readonly words: (group: BarGroup, series: BarSeries) => string;
  readonly formatValue: (value: number) => string;
}

interface Place {
  readonly group: number;
  readonly series: number;
}

/** More groups than this have no room for bars side by side. */
const MOST_GROUPS = 62;
const ROW_HEIGHT = 34;
const COLUMNS_HEIGHT = 260;

/** Bars that can be walked along with the arrow keys and opened with Enter or a click. */
export function BarChart({
  name,
  groups,
  series,
  layout = 'columns',
  dense = 'stacked',
  words,
  formatValue,
}: BarChartProperties): ReactNode {
  const { t } = useTranslation();
  const id = useId().replaceAll(/\W/g, '');
  const [place, setPlace] = useState<Place>({ group: 0, series: 0 });
  const [isFocused, setFocused] = useState(false);
  const isRows = layout === 'rows';
  const isDense = !isRows && groups.length > MOST_GROUPS;
  const isOverlaid = isDense && dense === 'overlaid';
  const at = { group: Math.min(place.group, groups.length - 1), series: place.series };
  const group = groups[at.group];
  const current = series[at.series];
  if (group === undefined || current === undefined) return null;

  const open = (groupIndex: number, of: BarSeries): void => {
    const opened = groups[groupIndex];
    if (opened !== undefined && (opened.values[of.id] ?? 0) > 0) of.onOpen?.(opened);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      open(at.group, current);
      return;
    }
    const next = stepOf(event.key, at, { groups: groups.length, series: series.length }, isRows);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
  };
  const sentence = words(group, current);
  const tick = { fill: 'var(--desk-muted)' } as const;
  const category = {
    dataKey: 'name',
    tickLine: false,
    stroke: 'var(--desk-border)',
    tick,
  } as const;
  const value = {
    type: 'number',
    allowDecimals: false,
    tickLine: false,
    axisLine: false,
    tickFormatter: formatValue,
    tick,
  } as const;
  return (
    <div
      className={styles.chart}
      role="listbox"
      tabIndex={0}
      aria-label={t('analytics.chartKeys', { name })}
      aria-activedescendant={`${id}-at`}
      aria-orientation={isRows ? 'vertical' : 'horizontal'}
      onKeyDown={onKeyDown}
      // The focus would have the bars drawn anew between the press and the release, and the click would be lost.
      onMouseDown={(event) => event.preventDefault()}
      onFocus={() => setFocused(true)}
      onBlur={() => setFocused(false)}
    >
      <div
        id={`${id}-at`}
        role="option"
        aria-selected="true"
        aria-posinset={at.group * series.length + at.series + 1}
        aria-setsize={groups.length * series.length}
        className={isFocused ? styles.readout : 'desk-visually-hidden'}
      >
        {sentence}
      </div>
      <div aria-hidden="true" className={styles.plot} data-layout={layout}>
        <Chart
          responsive
          className={styles.drawing ?? ''}
          style={{ height: isRows ? groups.length * ROW_HEIGHT + 30 : COLUMNS_HEIGHT }}
          data={groups}
          layout={isRows ? 'vertical' : 'horizontal'}
          accessibilityLayer={false}
          barGap={1}
          barCategoryGap={isDense ? '8%' : '18%'}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
        >
          <defs>
            <pattern
              id={`${id}-unproved`}
              width="6"
              height="6"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="3" height="6" fill="var(--desk-surface)" fillOpacity="0.65" />
            </pattern>
          </defs>
          <CartesianGrid
            stroke="var(--desk-border)"
            vertical={isRows}
            horizontal={!isRows}
            strokeDasharray="2 3"
          />
          {isRows ? (
            <>
              <XAxis {...value} />
              <YAxis {...category} type="category" width={150} interval={0} />
            </>
          ) : (
            <>
              <XAxis {...category} minTickGap={18} interval="equidistantPreserveStart" />
              {isOverlaid
                ? series
                    .slice(1)
                    .map(({ id: axis }) => <XAxis key={axis} dataKey="name" xAxisId={axis} hide />)
                : null}
              <YAxis {...value} width={46} />
            </>
          )}
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--desk-hover)' }}
            content={({ active, label }) => {
              const hovered = groups.find((each) => each.name === label);
              return active && hovered !== undefined ? (
                <div className={styles.tip}>
                  {series.map((each) =>
                    each.id in hovered.values ? (
                      <span key={each.id}>{words(hovered, each)}</span>
                    ) : null,
                  )}
                </div>
              ) : null;
            }}
          />
          {series.map((each, index) => (
            <Bar
              key={each.id}
              dataKey={({ values }: BarGroup) => values[each.id] ?? 0}
              {...(isDense && !isOverlaid && { stackId: 'all' })}
              {...(isOverlaid && index > 0 && { xAxisId: each.id })}
              fill={each.colour}
              isAnimationActive={false}
              maxBarSize={isRows ? 16 : 44}
              className={(each.onOpen && styles.bar) ?? ''}
              // What is clicked is the whole height of the chart above a bar: some are a pixel high.
              background={{ fill: 'transparent' }}
              onClick={(bar) => open(bar.originalDataIndex, each)}
              // An element and no function: another function each time would be another element under the pointer.
              shape={
                <BarShape
                  series={each}
                  isRows={isRows}
                  pattern={`${id}-unproved`}
                  at={isFocused && index === at.series ? at.group : null}
                  hasNote={isRows && index === 0}
                />
              }
            />
          ))}
        </Chart>
      </div>
    </div>
  );
}

interface BarShapeProperties extends Partial<BarShapeProps> {
  readonly series: BarSeries;
  readonly isRows: boolean;
  /** The id of the pattern of what is not proved. */
  readonly pattern: string;
  /** The group on which the arrow keys stand; null for one of another kind. */
  readonly at: number | null;
  readonly hasNote: boolean;
}

/** One bar; the chart gives its place and its group. */
function BarShape({
  series,
  isRows,
  pattern,
  at,
  hasNote,
  x = 0,
  y = 0,
  width = 0,
  height = 0,
  originalDataIndex,
  payload,
}: BarShapeProperties): ReactNode {
  const group = payload as BarGroup | undefined;
  const path = barPath({ x, y, width, height }, isRows);
  return (
    <g>
      <path d={path} fill={series.colour} />
      {group?.isUnproved === true ? <path d={path} fill={`url(#${pattern})`} /> : null}
      {hasNote ? (
        <text
          className={styles.note}
          x={x + width + 8}
          y={y + height / 2}
          dominantBaseline="central"
        >
          {group?.note}
        </text>
      ) : null}
      {at !== null && at === originalDataIndex ? (
        <rect
          className={styles.ring}
          x={x - 2}
          y={y - 2}
          width={width + 4}
          height={height + 4}
          rx="4"
        />
      ) : null}
    </g>
  );
}

/** Which colour is what; nothing where there is only one. */
export function Legend({ series }: { readonly series: readonly BarSeries[] }): ReactNode {
  if (series.length < 2) return null;
  return (
    <ul className={styles.legend}>
      {series.map(({ id, name, colour }) => (
        <li key={id}>
          <span className={styles.swatch} style={{ background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}
