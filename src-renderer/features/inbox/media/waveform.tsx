import type { ReactNode } from 'react';
import styles from './media.module.css';

/** A bar is two wide, and one apart from the next. */
const pitch = 3;
const height = 24;

/** How loud a voice note is over its time; what was heard is coloured. Behind the control that seeks. */
export function Waveform({
  bars,
  heard,
}: {
  /** From 0 to 1. */
  readonly bars: readonly number[];
  /** From 0 to 1. */
  readonly heard: number;
}): ReactNode {
  return (
    <svg
      className={styles.waveform}
      viewBox={`0 0 ${bars.length * pitch} ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-testid="waveform"
    >
      {bars.map((loudness, index) => {
        const tall = Math.max(2, loudness * height);
        return (
          <rect
            key={index}
            x={index * pitch}
            y={(height - tall) / 2}
            width={2}
            height={tall}
            rx={1}
            data-heard={(index + 0.5) / bars.length <= heard}
          />
        );
      })}
    </svg>
  );
}
