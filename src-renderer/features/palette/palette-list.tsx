import { Loader } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import type { BridgeFailure } from '../../bridge/bridge-failure.ts';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import type { PaletteGroup, PaletteItem } from './palette-items.ts';
import { type PaletteContext, PaletteRow } from './palette-row.tsx';
import type { PaletteState } from './palette-store.ts';
import styles from './palette.module.css';

interface PaletteListProperties {
  readonly id: string;
  readonly state: PaletteState;
  readonly groups: readonly PaletteGroup[];
  readonly activeId: string | undefined;
  /** Whether an answer is on its way. */
  readonly isBusy: boolean;
  readonly context: PaletteContext;
  readonly onChoose: (item: PaletteItem) => void;
}

/** What is found, by kind, as a list box; the field moves through it. */
export function PaletteList({
  id,
  state,
  groups,
  activeId,
  isBusy,
  context,
  onChoose,
}: PaletteListProperties): ReactNode {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const query = state.query.trim();
  /** The row that searches elsewhere is nothing found. */
  const found = query === '' ? count : count - 1;
  const failure = failureOf(state);

  const isFirst = groups[0]?.items[0]?.id === activeId;
  useEffect(() => {
    // The title above the first row belongs to it.
    if (isFirst) scroller.current?.scrollTo({ top: 0 });
    else if (activeId !== undefined) {
      document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
    }
  }, [activeId, isFirst]);

  return (
    <>
      {found === 0 && isBusy && query === '' ? <SkeletonRows count={5} /> : null}
      {failure === null ? null : (
        <p className={styles.note} role="alert" data-tone="danger">
          <IconPlugConnectedX size="1rem" stroke={1.8} aria-hidden="true" />
          {t(`errors.${failure.code}.happened`)} {t('palette.notAll')}
        </p>
      )}
      <p
        className={styles.note}
        role="status"
        data-visible={query !== '' && (isBusy || (found === 0 && failure === null))}
      >
        {query === '' ? null : isBusy ? (
          <>
            <Loader size="0.875rem" aria-hidden="true" /> {t('palette.searching')}
          </>
        ) : found === 0 ? (
          t('palette.none', { query })
        ) : (
          t('palette.found', { count: found })
        )}
      </p>
      <div
        ref={scroller}
        id={id}
        role="listbox"
        aria-label={t('palette.results')}
        aria-busy={isBusy}
        className={styles.results}
      >
        {groups.map(({ name, items }) => (
          <div key={name} role="group" aria-labelledby={`${id}-${name}`}>
            <div id={`${id}-${name}`} role="presentation" className={styles.groupName}>
              {t(`palette.groups.${name}`)}
            </div>
            {items.map((item) => (
              <PaletteRow
                key={item.id}
                item={item}
                isActive={item.id === activeId}
                context={context}
                onChoose={onChoose}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

/** Why something is missing; one reason is enough. */
function failureOf({
  query,
  conversations,
  leads,
  namedConversations,
  namedLeads,
  contacts,
  messages,
}: PaletteState): BridgeFailure | null {
  for (const data of query.trim() === ''
    ? [conversations]
    : [messages, contacts, namedConversations, namedLeads, leads, conversations]) {
    if (data.status === 'failed') return data.failure;
  }
  return null;
}
