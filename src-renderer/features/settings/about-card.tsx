import { type ReactNode, useEffect } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { User } from '../../../src-preload/contract/app.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { isolated } from '../../i18n/isolated.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import styles from './settings-area.module.css';
import { useSettings } from './settings-context.ts';

/** The version, and where the data lives. */
export function AboutCard({ user }: { readonly user: User | null }): ReactNode {
  const { t } = useTranslation();
  const about = useSettings((state) => state.about);
  const load = useSettings((state) => state.loadAbout);
  useEffect(() => void load(), [load]);

  const value = shownValue(about);
  const placeOf = (store: string): string =>
    store === 'local' ? t('settings.onThisComputer') : store;
  return (
    <section className={styles.card} aria-label={t('settings.about')}>
      <h2 className={styles.title}>{t('settings.about')}</h2>
      {value !== undefined ? (
        <dl className={styles.facts}>
          {user === null ? null : (
            <Fact name={t('settings.user')} value={`${isolated(user.name)} · ${user.email}`} />
          )}
          <Fact name={t('settings.version')} value={value.version} />
          <Fact name={t('settings.electron')} value={value.electron} />
          <Fact name={t('settings.platform')} value={t(`settings.platforms.${value.platform}`)} />
          <Fact name={t('settings.conversationsAt')} value={placeOf(value.stores.mongodb)} />
          <Fact name={t('settings.leadsAt')} value={placeOf(value.stores.postgres)} />
        </dl>
      ) : about.status === 'failed' ? (
        <ErrorState
          isSmall
          title={t('common.loadFailedTitle')}
          failure={about.failure}
          onRetry={() => void load()}
        />
      ) : (
        <SkeletonBlock rem={9} />
      )}
    </section>
  );
}

interface FactProperties {
  readonly name: string;
  readonly value: string;
}

function Fact({ name, value }: FactProperties): ReactNode {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd className={styles.value}>{value}</dd>
    </div>
  );
}
