import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './change.module.css';
import { changeOf } from './change-of.ts';
import { type ChangedFigure, useChangeWords } from './use-change-words.ts';

/** How a figure has changed against the period before: an arrow, a percentage and what it was, in words. */
export function Change(figure: ChangedFigure): ReactNode {
  const words = useChangeWords();
  const change = changeOf(figure.now, figure.before);
  const Icon =
    change === null || change === 0
      ? IconMinus
      : change > 0
        ? IconArrowUpRight
        : IconArrowDownRight;
  return (
    <span className={styles.change}>
      <Icon size="0.875rem" stroke={1.8} aria-hidden="true" />
      {words(figure)}
    </span>
  );
}
