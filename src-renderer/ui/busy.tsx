import { Loader } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface BusyProperties {
  /** What is on its way; “Loading…” where nothing is said. */
  readonly name?: string;
  readonly size?: 'xs' | 'sm';
  readonly type?: 'oval' | 'dots';
}

/** Something is on its way, for eyes and for screen readers. */
export function Busy({ name, size = 'sm', type = 'oval' }: BusyProperties): ReactNode {
  const { t } = useTranslation();
  return (
    <Loader role="progressbar" aria-label={name ?? t('common.loading')} size={size} type={type} />
  );
}
