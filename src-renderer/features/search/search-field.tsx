import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { shownValue } from '../../bridge/remote-data.ts';
import { hitRowId } from './hit-id.ts';
import { useSearch } from './search-context.ts';
import { MAXIMUM_QUERY_LENGTH } from './search-question.ts';

interface SearchFieldProperties {
  /** The id of the list of hits, which this field moves through. */
  readonly listId: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Has the focus when the area opens, with what is in it selected: typing begins a new search. */
export function SearchField({ listId, onKeyDown }: SearchFieldProperties): ReactNode {
  const { t } = useTranslation();
  const query = useSearch((state) => state.query);
  const conversation = useSearch((state) => state.filters.conversation);
  const activeId = useSearch((state) => state.activeId);
  const hasHits = useSearch(
    ({ asked, hits }) => asked !== null && (shownValue(hits)?.items.length ?? 0) > 0,
  );
  const setQuery = useSearch((state) => state.setQuery);
  const fieldCalls = useSearch((state) => state.fieldCalls);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [fieldCalls]);

  return (
    <TextInput
      ref={field}
      type="search"
      size="md"
      role="combobox"
      aria-expanded={hasHits}
      aria-controls={hasHits ? listId : undefined}
      aria-autocomplete="list"
      aria-activedescendant={hasHits && activeId !== null ? hitRowId(activeId) : undefined}
      aria-label={
        conversation === null ? t('search.field') : t('search.fieldIn', { name: conversation.name })
      }
      placeholder={t('search.placeholder')}
      maxLength={MAXIMUM_QUERY_LENGTH}
      dir="auto"
      leftSection={<IconSearch size="1.1rem" stroke={1.8} />}
      rightSection={
        query === '' ? null : (
          <CloseButton
            size="sm"
            aria-label={t('search.clear')}
            onClick={() => {
              setQuery('');
              field.current?.focus();
            }}
          />
        )
      }
      value={query}
      onChange={(event) => setQuery(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
}
