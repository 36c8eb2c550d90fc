import { powerMonitor } from 'electron';

/** How long nobody has touched the computer, in milliseconds; 0 where the system does not tell. */
export function idleFor(): number {
  return powerMonitor.getSystemIdleTime() * 1_000;
}
