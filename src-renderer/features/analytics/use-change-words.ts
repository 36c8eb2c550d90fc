import { useTranslation } from '../../i18n/use-translation.tsx';
import { changeOf } from './change-of.ts';

export interface ChangedFigure {
  readonly now: number;
  readonly before: number;
  /** What it is a change of: then it is longer or shorter, else more or less. */
  readonly kind: 'count' | 'time';
  readonly format: (value: number) => string;
}

/** Says how a figure has changed against the period before: a percentage and what it was. */
export function useChangeWords(): (figure: ChangedFigure) => string {
  const { t, i18n } = useTranslation();
  return ({ now, before, kind, format }) => {
    const change = changeOf(now, before);
    if (change === null) return t('analytics.noneBefore');
    if (change === 0) return t('analytics.same');
    const percent = new Intl.NumberFormat(i18n.language, {
      style: 'percent',
      // A tenth of a percent is said where a whole one would be too much.
      maximumFractionDigits: Math.abs(change) < 0.01 ? 1 : 0,
    }).format(Math.abs(change));
    const [more, less] =
      kind === 'time' ? (['longer', 'shorter'] as const) : (['more', 'less'] as const);
    return t('analytics.change', {
      change: t(`analytics.${change > 0 ? more : less}`, { percent }),
      before: format(before),
    });
  };
}
