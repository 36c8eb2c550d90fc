import type { ReactNode } from 'react';
import styles from './voice.module.css';

/** A waveform, from 0 to 1 each; `played` is the part that is behind, from 0 to 1. */
export function LevelBars({
  levels,
  played = 1,
}: {
  readonly levels: readonly number[];
  readonly played?: number;
}): ReactNode {
  const width = 100 / Math.max(1, levels.length);
  return (
    <svg
      className={styles.bars}
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {levels.map((level, index) => {
        const height = Math.max(1.5, level * 24);
        return (
          <rect
            key={index}
            className={styles.bar}
            data-played={(index + 0.5) / levels.length <= played}
            x={index * width + width * 0.2}
            y={(24 - height) / 2}
            width={width * 0.6}
            height={height}
          />
        );
      })}
    </svg>
  );
}
