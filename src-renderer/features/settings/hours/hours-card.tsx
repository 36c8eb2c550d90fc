import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { shownValue } from '../../../bridge/remote-data.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SkeletonBlock } from '../../../ui/skeleton.tsx';
import { useSettings } from '../settings-context.ts';
import styles from './hours.module.css';
import type { AllHours } from './hours-slice.ts';
import { PlaceCard } from './place-card.tsx';

/** When each business is open, and how soon its customers are to have an answer. */
export function HoursCard(): ReactNode {
  const { t } = useTranslation();
  const data = useSettings((state) => state.hours);
  const load = useSettings((state) => state.loadHours);
  useEffect(() => void load(), [load]);
  const all = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('hours.title')}>
      <h2 className={styles.title}>{t('hours.title')}</h2>
      <p className={styles.help}>{t('hours.help')}</p>
      {all === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            title={t('hours.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={8} />
        )
      ) : (
        <Places all={all} />
      )}
    </section>
  );
}

function Places({ all }: { readonly all: AllHours }): ReactNode {
  const { t } = useTranslation();
  const isAlone = all.businesses.length === 0;
  const places = [
    ...all.businesses.map(({ businessId, name }) => ({ businessId, name })),
    { businessId: null, name: t(isAlone ? 'hours.allConversations' : 'hours.noBusiness') },
  ];
  return (
    <ul className={styles.places}>
      {places.map(({ businessId, name }) => (
        <PlaceCard
          key={businessId}
          name={name}
          isOpenAtFirst={isAlone}
          rule={
            all.rules.find((each) => each.businessId === businessId) ?? {
              ...{ businessId, hours: null, targetMinutes: null },
            }
          }
        />
      ))}
    </ul>
  );
}
