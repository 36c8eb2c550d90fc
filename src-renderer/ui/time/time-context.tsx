import {
  createContext,
  type ReactNode,
  useContext,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { type Clock, createClock } from './clock.ts';
import { createTimeFormats, type TimeFormats } from './time-formats.ts';

interface Time {
  readonly formats: TimeFormats;
  readonly seconds: Clock;
  readonly minutes: Clock;
}

const TimeContext = createContext<Time | null>(null);

export function TimeProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const { t, i18n } = useTranslation();
  const [clocks] = useState(() => ({
    seconds: createClock(1000),
    minutes: createClock(30_000),
  }));
  const time = useMemo<Time>(
    () => ({
      ...clocks,
      formats: createTimeFormats({
        locale: i18n.language,
        words: { today: t('common.today'), yesterday: t('common.yesterday') },
      }),
    }),
    [clocks, i18n.language, t],
  );
  return <TimeContext value={time}>{children}</TimeContext>;
}

function useTime(): Time {
  const time = useContext(TimeContext);
  if (time === null) {
    throw new Error('TimeProvider is missing above this component.');
  }
  return time;
}

export function useTimeFormats(): TimeFormats {
  return useTime().formats;
}

/** The time now, drawn again every second (for countdowns) or twice a minute (for everything else). */
export function useNow(precision: 'seconds' | 'minutes'): number {
  const clock = useTime()[precision];
  return useSyncExternalStore(clock.subscribe, clock.now);
}
