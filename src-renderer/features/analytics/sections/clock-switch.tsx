import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { useAnalytics } from '../analytics-context.ts';

const clocks = ['wall', 'business'] as const;

/** By which clock times are shown: the one on the wall, or the hours of the business. */
export function ClockSwitch(): ReactNode {
  const { t } = useTranslation();
  const clock = useAnalytics((state) => state.view.clock);
  const setView = useAnalytics((state) => state.setView);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('analytics.clock')}
      value={clock}
      data={clocks.map((value) => ({ value, label: t(`analytics.clocks.${value}`) }))}
      onChange={(value) => setView({ clock: value === 'business' ? 'business' : 'wall' })}
    />
  );
}
