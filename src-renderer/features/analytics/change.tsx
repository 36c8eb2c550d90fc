import { IconArrowDownRight, IconArrowUpRight, IconMinus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import styles from './change.module.css';
import { changeOf } from './change-of.ts';

interface ChangeProperties {
  readonly now: number;
  readonly before: number;
  /** What it is a change of: then it is longer or shorter, else more or less. */
  readonly kind: 'count' | 'time';
  readonly format: (value: number) => string;
}

/** How a figure has changed against the period before: an arrow, a percentage and what it was, in words. */
export function Change({ now, before, kind, format }: ChangeProperties): ReactNode {
  const { t, i18n } = useTranslation();
  const change = changeOf(now, before);
  const Icon =
    change === null || change === 0
      ? IconMinus
      : change > 0
        ? IconArrowUpRight
        : IconArrowDownRight;
  const percent = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    // A tenth of a percent is said where a whole one would be too much.
    maximumFractionDigits: Math.abs(change ?? 0) < 0.01 ? 1 : 0,
  }).format(Math.abs(change ?? 0));
  const words = (): string => {
    if (change === null) return t('analytics.noneBefore');
    if (change === 0) return t('analytics.same');
    const [more, less] =
      kind === 'time' ? (['longer', 'shorter'] as const) : (['more', 'less'] as const);
    return t('analytics.change', {
      change: t(`analytics.${change > 0 ? more : less}`, { percent }),
      before: format(before),
    });
  };
  return (
    <span className={styles.change}>
      <Icon size="0.875rem" stroke={1.8} aria-hidden="true" />
      {words()}
    </span>
  );
}
