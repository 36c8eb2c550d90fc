import { type ReactNode, useEffect } from 'react';
import { shownValue } from '../../bridge/remote-data.ts';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { ErasureProvider, useErasure } from './erasure-context.ts';
import { ErasureDetails } from './erasure-details.tsx';
import type { ErasureStore } from './erasure-store.ts';
import styles from './erasure.module.css';

/** Every erasure: how far it is, which desktops are awaited, and its certificate. */
export function ErasuresCard({ store }: { readonly store: ErasureStore }): ReactNode {
  return (
    <ErasureProvider store={store}>
      <Card />
    </ErasureProvider>
  );
}

function Card(): ReactNode {
  const { t } = useTranslation();
  const data = useErasure((state) => state.erasures);
  const load = useErasure((state) => state.load);
  useEffect(() => void load(), [load]);
  const erasures = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('erasure.title')}>
      <h2 className={styles.title}>{t('erasure.title')}</h2>
      <p className={styles.help}>{t('erasure.help')}</p>
      {erasures === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('erasure.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={5} />
        )
      ) : (
        <>
          {data.status === 'failed' ? (
            <RefreshFailed failure={data.failure} onRetry={() => void load()} />
          ) : null}
          {erasures.length === 0 ? (
            <p className={styles.soft}>{t('erasure.none')}</p>
          ) : (
            <ol className={styles.list}>
              {erasures.map((erasure) => (
                <li key={erasure.erasureId}>
                  <ErasureDetails erasure={erasure} />
                </li>
              ))}
            </ol>
          )}
        </>
      )}
    </section>
  );
}
