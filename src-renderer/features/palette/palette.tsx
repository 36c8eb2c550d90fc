import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useTranslation } from '../../i18n/use-translation.tsx';
import { useStore } from 'zustand';
import { isPlainKey } from '../../../src-preload/contract/shortcuts.ts';
import { ShortcutKeys } from '../../ui/shortcut-keys.tsx';
import { shortcutFor } from '../../ui/shortcuts.ts';
import { type PaletteAction, type PaletteItem, paletteGroupsOf } from './palette-items.ts';
import { PaletteList } from './palette-list.tsx';
import styles from './palette.module.css';
import { type PaletteContext } from './palette-row.tsx';
import { LONGEST_QUERY, type PaletteStore } from './palette-store.ts';

/** How far the page keys move. */
const PAGE_ROWS = 5;

interface PaletteProperties extends PaletteContext {
  readonly store: PaletteStore;
  /** What can be done now; asked for when the palette opens. */
  readonly actions: () => readonly PaletteAction[];
  /** Opens what a row stands for. */
  readonly onChoose: (item: PaletteItem) => void;
}

/** Finds anything and does anything, by keyboard: a field, and a list of what is found as one types. */
export function Palette({ store, ...properties }: PaletteProperties): ReactNode {
  const isOpen = useStore(store, (state) => state.isOpen);
  return isOpen ? <OpenPalette store={store} {...properties} /> : null;
}

function OpenPalette({ store, actions, onChoose, ...context }: PaletteProperties): ReactNode {
  const { t } = useTranslation();
  const listId = useId();
  const state = useStore(store);
  const { query, activeId, close, setQuery, setActive } = state;
  // As they are when it opens: what is done closes it.
  const [offered] = useState(actions);
  const groups = useMemo(() => paletteGroupsOf(state, offered), [state, offered]);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const active = Math.max(
    0,
    items.findIndex(({ id }) => id === activeId),
  );
  const activeItem = items[active];
  const isBusy = [
    state.conversations,
    state.namedConversations,
    state.namedLeads,
    state.contacts,
    state.messages,
  ].some(({ status }) => status === 'loading' || status === 'refreshing');
  useReturnedFocus();

  // What is found later must not move another row under the key that is about to be pressed.
  const firstId = items[0]?.kind === 'searchAll' ? undefined : items[0]?.id;
  useEffect(() => {
    if (activeId === null && firstId !== undefined && query.trim() !== '') setActive(firstId);
  }, [activeId, firstId, query, setActive]);

  const moveTo = (index: number): void => {
    const item = items[Math.min(items.length - 1, Math.max(0, index))];
    if (item !== undefined) setActive(item.id);
  };
  const choose = (item: PaletteItem): void => {
    close();
    onChoose(item);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, these keys choose a word; and what writes something is for the field.
    if (event.nativeEvent.isComposing || (isPlainKey(event) && event.key.length === 1)) return;
    const keys: Partial<Record<string, () => void>> = {
      next: () => moveTo(active === items.length - 1 ? 0 : active + 1),
      previous: () => moveTo(active === 0 ? items.length - 1 : active - 1),
      pageDown: () => moveTo(active + PAGE_ROWS),
      pageUp: () => moveTo(active - PAGE_ROWS),
      first: () => moveTo(0),
      last: () => moveTo(items.length - 1),
      open: () => activeItem && choose(activeItem),
      searchAll: () => {
        const all = items.find(({ kind }) => kind === 'searchAll');
        if (all !== undefined) choose(all);
      },
    };
    const act = keys[shortcutFor(['palette', 'list'], event) ?? ''];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };

  return (
    <Modal.Root
      opened
      onClose={close}
      size="42rem"
      yOffset="12vh"
      lockScroll={false}
      // It gives the focus back itself: not over what was opened meanwhile.
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      // Not as a class of the content: its frame would take it as well.
      classNames={{ content: styles.palette }}
    >
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t('palette.title')} radius="lg">
        <div className={styles.fieldRow}>
          <IconSearch size="1.15rem" stroke={1.9} aria-hidden="true" />
          <input
            className={styles.field}
            data-autofocus
            role="combobox"
            aria-label={t('palette.label')}
            aria-autocomplete="list"
            aria-expanded={items.length > 0}
            aria-controls={listId}
            aria-activedescendant={activeItem?.id}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            maxLength={LONGEST_QUERY}
            placeholder={t('palette.placeholder')}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
        <PaletteList
          id={listId}
          state={state}
          groups={groups}
          activeId={activeItem?.id}
          isBusy={isBusy}
          context={context}
          onChoose={choose}
        />
        <p className={styles.foot}>
          <ShortcutKeys id="previous" />
          <ShortcutKeys id="next" /> {t('palette.toMove')}
          <ShortcutKeys id="open" /> {t('palette.toOpen')}
          <ShortcutKeys id="searchAll" /> {t('palette.toSearchAll')}
        </p>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Puts the focus back where it was before; whoever is opened by the same act takes it from there. */
function useReturnedFocus(): void {
  useLayoutEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
}
