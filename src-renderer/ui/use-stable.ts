import { useCallback, useLayoutEffect, useRef } from 'react';

/**
 * A function that stays the same one and does what the latest `work` does, for parts that are drawn again only when
 * their properties change. Not to be called while drawing.
 */
export function useStable<Arguments extends readonly unknown[], Answer>(
  work: (...given: Arguments) => Answer,
): (...given: Arguments) => Answer {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given: Arguments) => latest.current(...given), []);
}
