import { Button } from '@mantine/core';
import { IconSearch, IconSearchOff } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { Message } from '../../../src-preload/contract/message.ts';
import { shownValue } from '../../bridge/remote-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { RefreshFailed } from '../../ui/refresh-failed.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useTimeFormats } from '../../ui/time/time-context.tsx';
import { HitList } from './hit-list.tsx';
import { type NameHitActions, NameHits } from './name-hits.tsx';
import styles from './search-area.module.css';
import { SearchProvider, useSearch } from './search-context.ts';
import { SearchField } from './search-field.tsx';
import { SearchFilterBar } from './search-filter-bar.tsx';
import { isFiltered, noFilters } from './search-question.ts';
import type { SearchStore } from './search-store.ts';
import { useHitKeys } from './use-hit-keys.ts';

interface SearchAreaProperties extends NameHitActions {
  readonly store: SearchStore;
  readonly onOpenMessage: (message: Message) => void;
}

/** Searches the words of all messages, and all names; results come as one types. */
export function SearchArea({ store, ...properties }: SearchAreaProperties): ReactNode {
  return (
    <SearchProvider store={store}>
      <Search {...properties} />
    </SearchProvider>
  );
}

function Search({ onOpenMessage, ...names }: Omit<SearchAreaProperties, 'store'>): ReactNode {
  const { t } = useTranslation();
  const listId = useId();
  const onKeyDown = useHitKeys(onOpenMessage);
  const loadBusinesses = useSearch((state) => state.loadBusinesses);
  const loadTags = useSearch((state) => state.loadTags);
  useEffect(() => {
    void loadBusinesses();
    void loadTags();
  }, [loadBusinesses, loadTags]);
  return (
    <Page title={t('search.title')} controls={<ResultCount />}>
      <search className={styles.form}>
        <SearchField listId={listId} onKeyDown={onKeyDown} />
        <SearchFilterBar />
      </search>
      <NameHits {...names} />
      <Content listId={listId} onKeyDown={onKeyDown} onOpenMessage={onOpenMessage} />
    </Page>
  );
}

interface ContentProperties {
  readonly listId: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onOpenMessage: (message: Message) => void;
}

function Content({ listId, onKeyDown, onOpenMessage }: ContentProperties): ReactNode {
  const { t } = useTranslation();
  const hits = useSearch((state) => state.hits);
  const asked = useSearch((state) => state.asked);
  const load = useSearch((state) => state.load);
  const list = shownValue(hits);
  if (asked === null) {
    return <Hint />;
  }
  if (list === undefined) {
    return hits.status === 'failed' ? (
      <ErrorState
        title={t('search.failedTitle')}
        failure={hits.failure}
        onRetry={() => void load()}
      />
    ) : (
      <SkeletonRows count={9} />
    );
  }
  return (
    <>
      {hits.status === 'failed' ? (
        <RefreshFailed failure={hits.failure} onRetry={() => void load()} />
      ) : null}
      {list.items.length > 0 ? (
        <HitList
          id={listId}
          list={list}
          isStale={hits.status === 'refreshing'}
          onKeyDown={onKeyDown}
          onOpenMessage={onOpenMessage}
        />
      ) : hits.status === 'refreshing' ? (
        <SkeletonRows count={9} />
      ) : (
        <NothingFound query={asked.query} />
      )}
    </>
  );
}

/** What can be searched for, before anything is. */
function Hint(): ReactNode {
  const { t } = useTranslation();
  return (
    <EmptyState icon={<IconSearch size="1.6rem" stroke={1.6} />} title={t('search.hintTitle')}>
      <ul className={styles.hints}>
        <li>{t('search.hintBeginnings')}</li>
        <li>{t('search.hintSeveral')}</li>
        <li>{t('search.hintFolded')}</li>
        <li>{t('searchPage.hint')}</li>
        <li>{t('searchPage.hintTag')}</li>
        <li>{t('search.hintMiddle')}</li>
      </ul>
    </EmptyState>
  );
}

function NothingFound({ query }: { readonly query: string }): ReactNode {
  const { t } = useTranslation();
  const filters = useSearch((state) => state.filters);
  const setFilters = useSearch((state) => state.setFilters);
  const callForField = useSearch((state) => state.callForField);
  const widen = (): void => {
    setFilters(noFilters);
    callForField();
  };
  return (
    <EmptyState
      icon={<IconSearchOff size="1.6rem" stroke={1.6} />}
      title={query === '' ? t('searchPage.noneTagged') : t('search.noneTitle', { query })}
      action={
        isFiltered(filters) ? (
          <Button variant="default" size="sm" onClick={widen}>
            {t('search.withoutFilters')}
          </Button>
        ) : undefined
      }
    >
      {t(query === '' ? 'searchPage.noneTaggedText' : 'search.noneText')}
    </EmptyState>
  );
}

/** How many there are, for eyes and for screen readers. */
function ResultCount(): ReactNode {
  const { t } = useTranslation();
  const formats = useTimeFormats();
  const hits = useSearch((state) => state.hits);
  const asked = useSearch((state) => state.asked);
  const text = (): string => {
    if (asked === null || hits.status !== 'ready') return '';
    const count = hits.value.items.length;
    if (count === 0) return t('search.foundNone');
    const number = formats.number(count);
    return hits.value.next === null
      ? t('search.found', { count, number })
      : t('search.foundFirst', { count, number });
  };
  return (
    <span role="status" className={styles.count}>
      {text()}
    </span>
  );
}
