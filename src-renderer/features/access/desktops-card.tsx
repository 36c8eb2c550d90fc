import { Button } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import type { KnownDesktop } from '../../../src-preload/contract/access.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { AccessDialogs } from './access-dialogs.tsx';
import { AccessProvider, useAccess } from './access-context.ts';
import type { AccessStore } from './access-store.ts';
import styles from './access.module.css';

/** The desktops that work with these databases; one that was lost is shut out here. */
export function DesktopsCard({ store }: { readonly store: AccessStore }): ReactNode {
  return (
    <AccessProvider store={store}>
      <Card />
      <AccessDialogs kinds={['shutOut', 'wasShutOut']} />
    </AccessProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const data = useAccess((state) => state.desktops);
  const load = useAccess((state) => state.loadDesktops);
  useEffect(() => void load(), [load]);
  const desktops = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('access.desktopsTitle')}>
      <h2 className={styles.title}>{t('access.desktopsTitle')}</h2>
      <p className={styles.help}>{t('access.desktopsHelp')}</p>
      {desktops === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('access.desktopsFailed')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={6} />
        )
      ) : (
        <ul className={styles.list}>
          {desktops.map((desktop) => (
            <DesktopRow key={desktop.deskId} desktop={desktop} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DesktopRow({ desktop }: { readonly desktop: KnownDesktop }): ReactNode {
  const { t, i18n } = useTranslation();
  const open = useAccess((state) => state.open);
  const { name, userName, lastSeenAt, isThis, shutOutAt } = desktop;
  const format = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <span className={styles.name}>{isThis ? t('access.thisDesktop', { name }) : name}</span>
        <span className={styles.help}>
          {t('access.seen', { name: userName, time: format.format(lastSeenAt) })}
        </span>
      </div>
      {shutOutAt !== null ? (
        <span className={styles.role}>
          {t('access.wasShutOut', { time: format.format(shutOutAt) })}
        </span>
      ) : isThis ? null : (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          aria-label={t('access.shutOutOf', { name, person: userName })}
          onClick={() => open({ kind: 'shutOut', desktop })}
        >
          {t('access.shutOut')}
        </Button>
      )}
    </li>
  );
}
