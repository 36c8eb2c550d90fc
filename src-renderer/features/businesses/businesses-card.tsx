import { Button, NativeSelect, Switch, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import type { Business, BusinessAccount } from '../../../src-preload/contract/business.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { SkeletonBlock } from '../../ui/skeleton.tsx';
import { RowList } from '../../ui/row-list.tsx';
import styles from './businesses-card.module.css';
import type { BusinessesStore } from './businesses-store.ts';

/** The team's businesses, which of them have very many messages, and what each account speaks for. */
export function BusinessesCard({ store }: { readonly store: BusinessesStore }): ReactNode {
  const { t } = useTranslation();
  const data = useStore(store, (state) => state.data);
  const load = useStore(store, (state) => state.load);
  useEffect(() => void load(), [load]);
  const value = shownValue(data);
  return (
    <section className={styles.card} aria-label={t('businesses.title')}>
      <h2 className={styles.title}>{t('businesses.title')}</h2>
      <p className={styles.help}>{t('businesses.help')}</p>
      {value === undefined ? (
        data.status === 'failed' ? (
          <ErrorState
            isSmall
            title={t('businesses.loadFailedTitle')}
            failure={data.failure}
            onRetry={() => void load()}
          />
        ) : (
          <SkeletonBlock rem={4} />
        )
      ) : (
        <>
          <RowList className={styles.list}>
            {value.businesses.map((business) => (
              <BusinessRow key={business.businessId} store={store} business={business} />
            ))}
            {value.businesses.length === 0
              ? null
              : value.accounts.map((account) => (
                  <AccountRow
                    key={account.sessionId}
                    store={store}
                    account={account}
                    businesses={value.businesses}
                  />
                ))}
          </RowList>
          <NewBusiness store={store} />
        </>
      )}
    </section>
  );
}

function BusinessRow({
  store,
  business,
}: {
  readonly store: BusinessesStore;
  readonly business: Business;
}): ReactNode {
  const { t } = useTranslation();
  const setHighVolume = useStore(store, (state) => state.setHighVolume);
  return (
    <li className={styles.row}>
      <bdi>{business.name}</bdi>
      <Switch
        label={t('businesses.highVolume')}
        aria-label={t('businesses.highVolumeOf', { name: business.name })}
        checked={business.isHighVolume}
        onChange={(event) => void setHighVolume(business.businessId, event.currentTarget.checked)}
      />
    </li>
  );
}

function AccountRow({
  store,
  account,
  businesses,
}: {
  readonly store: BusinessesStore;
  readonly account: BusinessAccount;
  readonly businesses: readonly Business[];
}): ReactNode {
  const { t } = useTranslation();
  const setOfAccount = useStore(store, (state) => state.setOfAccount);
  const label = t('businesses.speaksFor', { account: account.name || t('businesses.unnamed') });
  return (
    <li className={styles.row}>
      <span>{label}</span>
      <NativeSelect
        aria-label={label}
        value={account.businessId ?? ''}
        data={[
          { value: '', label: t('businesses.none') },
          ...businesses.map(({ businessId, name }) => ({ value: businessId, label: name })),
        ]}
        onChange={(event) => {
          const chosen = businesses.find(
            ({ businessId }) => businessId === event.currentTarget.value,
          );
          void setOfAccount(account.sessionId, chosen?.businessId ?? null);
        }}
      />
    </li>
  );
}

function NewBusiness({ store }: { readonly store: BusinessesStore }): ReactNode {
  const { t } = useTranslation();
  const create = useStore(store, (state) => state.create);
  const [name, setName] = useState('');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        void create(name.trim()).then((isThere) => {
          if (isThere) setName('');
        });
      }}
    >
      <TextInput
        className={styles.grows}
        label={t('businesses.name')}
        maxLength={255}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="light" disabled={name.trim() === ''}>
        {t('businesses.add')}
      </Button>
    </form>
  );
}
