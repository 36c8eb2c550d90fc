import { useCallback, useMemo } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';

/** Writes a share (1 is all) as a percentage. */
export function useShare(): (share: number) => string {
  const { i18n } = useTranslation();
  const format = useMemo(
    () => new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }),
    [i18n.language],
  );
  return useCallback((share) => format.format(share), [format]);
}
