import type { ReactNode } from 'react';
import { useNow, useTimeFormats } from './time-context.tsx';

interface TimeTextProperties {
  readonly timestamp: number;
  readonly className?: string | undefined;
}

/** A time as short as a list allows, with the full one as its title. */
export function TimeText({ timestamp, className }: TimeTextProperties): ReactNode {
  const formats = useTimeFormats();
  const now = useNow('minutes');
  return (
    <time
      className={className}
      dateTime={new Date(timestamp).toISOString()}
      title={formats.full(timestamp)}
    >
      {formats.short(timestamp, now)}
    </time>
  );
}
