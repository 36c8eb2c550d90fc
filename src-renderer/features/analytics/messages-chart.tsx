import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { AnalyticsDay } from '../../../src-preload/contract/analytics.ts';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { chartScale, labelEvery } from './chart-scale.ts';
import styles from './messages-chart.module.css';

const height = 240;
const margin = { top: 10, right: 4, bottom: 26, left: 44 };
/** How wide the name of a day is at most, in pixels. */
const labelWidth = 58;
const kinds = ['incoming', 'outgoing'] as const;

/** Two bars for each day. The arrow keys or the pointer choose a day, whose figures are written out below. */
export function MessagesChart({ days }: { readonly days: readonly AnalyticsDay[] }): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { ref, width } = useElementSize();
  const [chosen, setChosen] = useState<number | null>(null);

  const scale = chartScale(
    Math.max(0, ...days.flatMap((day) => [day.incomingMessages, day.outgoingMessages])),
  );
  const plotWidth = Math.max(0, width - margin.left - margin.right);
  const plotHeight = height - margin.top - margin.bottom;
  const band = days.length === 0 ? 0 : plotWidth / days.length;
  const bar = Math.min(18, Math.max(1.5, band * 0.36));
  const gap = band > 12 ? 1.5 : 0;
  const yOf = (value: number): number => margin.top + plotHeight * (1 - value / scale.maximum);
  const every = labelEvery(days.length, plotWidth, labelWidth);

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = days.length - 1;
    const from = chosen ?? last;
    const targets: Partial<Record<string, number>> = {
      ArrowLeft: from - 1,
      ArrowRight: chosen === null ? last : from + 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      setChosen(Math.min(last, Math.max(0, target)));
    }
  };

  const chosenDay = chosen === null ? undefined : days[chosen];
  return (
    <div className={styles.chart}>
      <div className={styles.head}>
        <ul className={styles.legend}>
          {kinds.map((kind) => (
            <li key={kind} data-kind={kind}>
              {t(`analytics.${kind}`)}
            </li>
          ))}
        </ul>
        <span className={styles.figures} aria-live="polite">
          {chosenDay === undefined
            ? ''
            : t('analytics.dayFigures', {
                day: formats.calendarDay(chosenDay.date),
                incoming: formats.number(chosenDay.incomingMessages),
                outgoing: formats.number(chosenDay.outgoingMessages),
              })}
        </span>
      </div>
      <div
        ref={ref}
        className={styles.plot}
        role="application"
        aria-label={t('analytics.chart')}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onBlur={() => setChosen(null)}
        onPointerLeave={() => setChosen(null)}
      >
        <svg width={width} height={height} aria-hidden="true">
          {scale.ticks.map((tick) => (
            <g key={tick}>
              <line
                className={styles.line}
                x1={margin.left}
                x2={width - margin.right}
                y1={yOf(tick)}
                y2={yOf(tick)}
              />
              <text className={styles.label} x={margin.left - 8} y={yOf(tick) + 4} textAnchor="end">
                {formats.number(tick)}
              </text>
            </g>
          ))}
          {days.map((day, index) => {
            const left = margin.left + index * band;
            const middle = left + band / 2;
            // Counted from today backwards, so that today always has its name.
            const isNamed = (days.length - 1 - index) % every === 0;
            return (
              <g key={day.date} onPointerEnter={() => setChosen(index)}>
                <rect
                  className={styles.band}
                  data-chosen={index === chosen}
                  x={left}
                  y={margin.top}
                  width={band}
                  height={plotHeight}
                />
                <Bar
                  kind="incoming"
                  x={middle - bar - gap / 2}
                  y={yOf(day.incomingMessages)}
                  width={bar}
                  bottom={margin.top + plotHeight}
                />
                <Bar
                  kind="outgoing"
                  x={middle + gap / 2}
                  y={yOf(day.outgoingMessages)}
                  width={bar}
                  bottom={margin.top + plotHeight}
                />
                {isNamed ? (
                  <text
                    className={styles.label}
                    x={Math.min(middle, width - labelWidth / 2)}
                    y={height - 6}
                    textAnchor="middle"
                  >
                    {formats.calendarDay(day.date)}
                  </text>
                ) : null}
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}

interface BarProperties {
  readonly kind: (typeof kinds)[number];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly bottom: number;
}

function Bar({ kind, x, y, width, bottom }: BarProperties): ReactNode {
  const barHeight = bottom - y;
  const radius = Math.min(3, width / 2, barHeight);
  return barHeight <= 0 ? null : (
    <path
      className={styles.bar}
      data-kind={kind}
      d={`M${x},${bottom}V${y + radius}q0,${-radius} ${radius},${-radius}H${x + width - radius}q${radius},0 ${radius},${radius}V${bottom}Z`}
    />
  );
}
