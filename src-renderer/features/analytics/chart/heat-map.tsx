import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useTimeFormats } from '../../../ui/time/time-context.tsx';
import styles from './heat-map.module.css';
import { heatStep } from './heat-step.ts';

const HOURS = 24;
/** A Monday: the weekdays of figures begin with it. */
const SOME_MONDAY = Date.UTC(2024, 0, 1);
/** How much of the colour a cell has, in percent. */
const shades = { least: 8, most: 50 };
const DAY_MS = 86_400_000;

interface HeatMapProperties {
  readonly name: string;
  /** Seven weekdays from Monday on, of 24 hours each. */
  readonly cells: readonly (readonly number[])[];
  /** CSS. */
  readonly colour: string;
  readonly onOpen: (weekday: number, hour: number) => void;
}

/** How many of something there were in each hour of the week, as a table in which the arrow keys lead about. */
export function HeatMap({ name, cells, colour, onOpen }: HeatMapProperties): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const { short, long } = useWeekdays();
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState({ weekday: 0, hour: 9 });
  const most = Math.max(...cells.flat());

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = heatStep(event.key, at);
    if (to === null) return;
    event.preventDefault();
    setAt(to);
    grid.current
      ?.querySelector<HTMLElement>(`[data-cell="${to.weekday}-${to.hour}"]`)
      ?.focus({ preventScroll: false });
  };

  return (
    <>
      <div className={styles.scroller}>
        <div ref={grid} role="grid" aria-label={name} className={styles.grid} onKeyDown={onKeyDown}>
          <div role="row" className={styles.row}>
            <span role="columnheader" className={styles.corner}>
              <span className="desk-visually-hidden">{t('analytics.weekday')}</span>
            </span>
            {Array.from({ length: HOURS }, (_, hour) => (
              <span key={hour} role="columnheader" className={styles.hour}>
                <span aria-hidden={hour % 3 !== 0} data-hidden={hour % 3 !== 0}>
                  {hourName(hour)}
                </span>
              </span>
            ))}
          </div>
          {cells.map((hours, weekday) => (
            <div key={weekday} role="row" className={styles.row}>
              <span role="rowheader" className={styles.weekday}>
                {short[weekday]}
              </span>
              {hours.map((count, hour) => (
                <span key={hour} role="gridcell" className={styles.place}>
                  <button
                    type="button"
                    data-cell={`${weekday}-${hour}`}
                    tabIndex={weekday === at.weekday && hour === at.hour ? 0 : -1}
                    className={styles.cell}
                    aria-label={t('analytics.heatCell', {
                      count,
                      number: formats.number(count),
                      weekday: long[weekday],
                      from: hourName(hour),
                      to: hourName((hour + 1) % HOURS),
                    })}
                    title={`${long[weekday]} ${hourName(hour)}: ${formats.number(count)}`}
                    aria-disabled={count === 0}
                    style={{
                      background: count === 0 ? undefined : shade(colour, count / most),
                    }}
                    onFocus={() => setAt({ weekday, hour })}
                    onClick={() => {
                      if (count > 0) onOpen(weekday, hour);
                    }}
                  >
                    <span aria-hidden="true">{count === 0 ? '' : compact(count)}</span>
                  </button>
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
      <p className={styles.scale}>
        <span>{t('analytics.fewest')}</span>
        <span
          aria-hidden="true"
          className={styles.ramp}
          style={{
            background: `linear-gradient(to right, var(--desk-sunken), ${shade(colour, 1)})`,
          }}
        />
        <span>{t('analytics.most', { number: formats.number(most) })}</span>
      </p>
    </>
  );
}

/** The weekdays from Monday on, as the user's language writes them. */
export function useWeekdays(): { readonly short: string[]; readonly long: string[] } {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const write = (weekday: 'short' | 'long'): string[] => {
      const format = new Intl.DateTimeFormat(i18n.language, { weekday, timeZone: 'UTC' });
      return Array.from({ length: 7 }, (_, day) => format.format(SOME_MONDAY + day * DAY_MS));
    };
    return { short: write('short'), long: write('long') };
  }, [i18n.language]);
}

/** `09:00`. */
export function hourName(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

/** Never so little that a cell looks like one of none, nor so much that its number cannot be read. */
function shade(colour: string, share: number): string {
  const { least, most } = shades;
  return `color-mix(in srgb, ${colour} ${Math.round(least + (most - least) * share)}%, var(--desk-sunken))`;
}

function compact(count: number): string {
  return count < 1_000 ? String(count) : `${Math.round(count / 1_000)}k`;
}
