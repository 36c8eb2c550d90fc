import { Button } from '@mantine/core';
import {
  IconCalendarSearch,
  IconChevronDown,
  IconChevronUp,
  IconListSearch,
  IconSearch,
  IconX,
} from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../../../i18n/use-translation.tsx';
import { shownValue } from '../../../bridge/remote-data.ts';
import { Busy } from '../../../ui/busy.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useInbox } from '../inbox-context.ts';
import { dayOf } from './calendar-day.ts';
import type { Find } from './find-state.ts';
import styles from './find.module.css';
import { focusComposer } from './focus-composer.ts';

/** The longest query that main takes, in UTF-16 code units. */
const maximumLength = 500;

/** Looks for words in the open conversation, from the newest message back; nothing while nobody does. */
export function FindBar({ onSearchPage }: { readonly onSearchPage: () => void }): ReactNode {
  const find = useInbox((state) =>
    state.find?.conversationId === state.selectedId ? state.find : null,
  );
  return find === null ? null : <OpenFindBar find={find} onSearchPage={onSearchPage} />;
}

function OpenFindBar({
  find,
  onSearchPage,
}: {
  readonly find: Find;
  readonly onSearchPage: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const setQuery = useInbox((state) => state.setFindQuery);
  const step = useInbox((state) => state.stepFind);
  const close = useInbox((state) => state.closeFind);
  const askForDay = useInbox((state) => state.askForDay);
  const field = useRef<HTMLInputElement>(null);
  const { query, hits, fieldCalls } = find;
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [fieldCalls]);
  const count = shownValue(hits)?.items.length ?? 0;

  const leave = (): void => {
    focusComposer(field.current);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      // Not the conversation: that is the next one.
      event.stopPropagation();
      leave();
      return;
    }
    const by = event.target === field.current ? stepOf(event) : null;
    if (by === null) return;
    event.preventDefault();
    void step(by);
  };
  return (
    // Escape is heard from everywhere inside; the controls themselves carry the roles.
    <div className={styles.bar} role="search" aria-label={t('find.title')} onKeyDown={onKeyDown}>
      <IconSearch size="1rem" stroke={1.8} aria-hidden="true" className={styles.glass} />
      <input
        ref={field}
        type="text"
        className={styles.field}
        aria-label={t('find.title')}
        placeholder={t('find.title')}
        value={query}
        maxLength={maximumLength}
        dir="auto"
        spellCheck={false}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <Outcome find={find} />
      <Step
        label={t('find.next')}
        icon={<IconChevronUp size="1.1rem" stroke={1.8} />}
        disabled={count === 0}
        onClick={() => void step(1)}
      />
      <Step
        label={t('find.previous')}
        icon={<IconChevronDown size="1.1rem" stroke={1.8} />}
        disabled={count === 0}
        onClick={() => void step(-1)}
      />
      <Step
        label={t('find.dayTitle')}
        icon={<IconCalendarSearch size="1.1rem" stroke={1.8} />}
        onClick={() => askForDay(dayOf(Date.now()))}
      />
      <Step
        label={t('find.searchPage')}
        icon={<IconListSearch size="1.1rem" stroke={1.8} />}
        onClick={onSearchPage}
      />
      <Step label={t('find.close')} icon={<IconX size="1.1rem" stroke={1.8} />} onClick={leave} />
    </div>
  );
}

/** Which way a key in the field leads; null for keys that write. */
function stepOf({ key, shiftKey }: KeyboardEvent): 1 | -1 | null {
  if (key === 'Enter') return shiftKey ? -1 : 1;
  if (key === 'ArrowUp') return 1;
  return key === 'ArrowDown' ? -1 : null;
}

function Step({
  label,
  icon,
  disabled = false,
  onClick,
}: {
  readonly label: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}): ReactNode {
  return (
    <IconButton name={label} size="md" disabled={disabled} onClick={onClick}>
      {icon}
    </IconButton>
  );
}

/** Where one stands among what was found, or why nothing is shown. */
function Outcome({ find: { query, hits, place } }: { readonly find: Find }): ReactNode {
  const { t } = useTranslation();
  const askAgain = useInbox((state) => state.askAgain);
  if (hits.status === 'failed') {
    return (
      <span className={styles.outcome} data-failed="true" role="alert">
        {t(`errors.${hits.failure.code}.happened`)}
        <Button variant="subtle" size="compact-xs" onClick={() => void askAgain()}>
          {t('common.retry')}
        </Button>
      </span>
    );
  }
  const list = shownValue(hits);
  const isAsking = hits.status === 'loading';
  const hasAsked = query.trim() !== '' && list !== undefined && hits.status === 'ready';
  const count = list?.items.length ?? 0;
  return (
    <span className={styles.outcome} role="status">
      {isAsking ? (
        <Busy size="xs" name={t('find.asking')} />
      ) : list === undefined || (count === 0 && !hasAsked) ? null : count === 0 ? (
        t('find.nothing')
      ) : list.next === null ? (
        t('find.place', { place: place + 1, count })
      ) : (
        t('find.placeOfMany', { place: place + 1, count })
      )}
    </span>
  );
}
