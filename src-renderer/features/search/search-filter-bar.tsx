import { CloseButton, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconMessageCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { STAR } from '../../../src-preload/contract/message.ts';
import styles from './search-area.module.css';
import { useSearch } from './search-context.ts';

const directions = ['incoming', 'outgoing'] as const;

/** Narrows the search: one conversation, one direction, one tag, a span of days. */
export function SearchFilterBar(): ReactNode {
  const { t } = useTranslation();
  const { conversation, businessId, direction, tag, from, until } = useSearch(
    (state) => state.filters,
  );
  const businesses = useSearch((state) => state.businesses);
  const tags = useSearch((state) => state.tags);
  // One that nobody has any more is still what is asked for.
  const offered = tag === null || tags.includes(tag) ? tags : [tag, ...tags];
  const setFilters = useSearch((state) => state.setFilters);
  const callForField = useSearch((state) => state.callForField);
  return (
    <div role="group" aria-label={t('search.filters')} className={styles.filters}>
      {conversation === null ? null : (
        <span className={styles.chip}>
          <IconMessageCircle size="1rem" stroke={1.8} aria-hidden="true" />
          <span className={styles.chipName} dir="auto">
            {conversation.name}
          </span>
          <CloseButton
            size="xs"
            aria-label={t('search.everywhere')}
            onClick={() => {
              setFilters({ conversation: null });
              // The button is gone, and the focus with it.
              callForField();
            }}
          />
        </span>
      )}
      {businesses.length === 0 ? null : (
        <NativeSelect
          size="xs"
          aria-label={t('search.business')}
          value={businessId ?? ''}
          data={[
            { value: '', label: t('search.allBusinesses') },
            ...businesses.map((business) => ({
              value: business.businessId,
              label: business.name,
            })),
          ]}
          onChange={(event) => {
            const chosen = businesses.find(
              (business) => business.businessId === event.currentTarget.value,
            );
            setFilters({ businessId: chosen?.businessId ?? null });
          }}
        />
      )}
      {offered.length === 0 ? null : (
        <NativeSelect
          size="xs"
          aria-label={t('searchPage.tag')}
          value={tag ?? ''}
          data={[
            { value: '', label: t('searchPage.allTags') },
            // The star first.
            ...offered
              .toSorted((one, other) => Number(other === STAR) - Number(one === STAR))
              .map((value) => ({
                value,
                label: value === STAR ? t('searchPage.starred') : value,
              })),
          ]}
          onChange={(event) => setFilters({ tag: event.currentTarget.value || null })}
        />
      )}
      <SegmentedControl
        size="sm"
        aria-label={t('search.direction')}
        value={direction ?? 'both'}
        data={[
          { value: 'both', label: t('search.directions.both') },
          ...directions.map((value) => ({ value, label: t(`search.directions.${value}`) })),
        ]}
        onChange={(value) =>
          setFilters({ direction: directions.find((each) => each === value) ?? null })
        }
      />
      <span className={styles.days}>
        <label className={styles.day}>
          {t('search.from')}
          <TextInput
            type="date"
            size="xs"
            value={from}
            max={until === '' ? undefined : until}
            onChange={(event) => setFilters({ from: event.currentTarget.value })}
          />
        </label>
        <label className={styles.day}>
          {t('search.until')}
          <TextInput
            type="date"
            size="xs"
            value={until}
            min={from === '' ? undefined : from}
            onChange={(event) => setFilters({ until: event.currentTarget.value })}
          />
        </label>
      </span>
    </div>
  );
}
