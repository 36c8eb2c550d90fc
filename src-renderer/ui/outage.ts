import { createContext, useContext, useEffect, useEffectEvent, useRef } from 'react';
import type { BridgeFailure } from '../bridge/bridge-failure.ts';

/** Whether the window says at its top that a database is away. */
const Outage = createContext(false);

export const OutageProvider = Outage.Provider;

/**
 * Whether a failure is no more than what the top of the window says already: the place then only says that it has nothing,
 * or nothing new. As soon as the databases are back it is tried again by itself.
 */
export function useOutage(failure: Pick<BridgeFailure, 'code'>, onRetry: () => void): boolean {
  const isAway = useContext(Outage);
  const wasAway = useRef(isAway);
  const tryAgain = useEffectEvent(() => {
    if (failure.code === 'database_unreachable') onRetry();
  });
  useEffect(() => {
    if (wasAway.current && !isAway) tryAgain();
    wasAway.current = isAway;
  }, [isAway]);
  return isAway && failure.code === 'database_unreachable';
}
