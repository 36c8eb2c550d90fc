import { type KeyboardEvent, type RefObject, useLayoutEffect, useRef } from 'react';
import type { ShortcutOf } from '../../src-preload/contract/shortcuts.ts';
import { shortcutFor } from './shortcuts.ts';

const controls = 'button:not([disabled]), a[href], input, [tabindex="0"]';

interface Options {
  /** What holds the rows. */
  readonly list: RefObject<HTMLElement | null>;
  /**
   * Where not all rows are drawn: how many there are, and how one is brought into view. Each of them carries its number,
   * from 0, as `data-row`; without this the rows are the children of the list.
   */
  readonly virtual?: { readonly count: number; readonly scrollToRow: (index: number) => void };
}

/**
 * The keys of a list whose rows have controls of their own. They lead from row to row, to the control in the same place
 * of it; from the list itself to the first row.
 */
export function useRowKeys({ list, virtual }: Options): (event: KeyboardEvent) => void {
  const wanted = useRef<{ readonly row: number; readonly place: number } | null>(null);

  const focusWanted = (): void => {
    if (wanted.current === null) return;
    const { row, place } = wanted.current;
    const found = controlsOf(
      virtual === undefined
        ? list.current?.children[row]
        : list.current?.querySelector(`[data-row="${row}"]`),
    );
    if (found.length === 0) return;
    wanted.current = null;
    found[Math.min(place, found.length - 1)]?.focus({ preventScroll: virtual !== undefined });
  };
  // A row that was out of view is drawn later.
  useLayoutEffect(focusWanted);

  return (event) => {
    const { target } = event;
    // What a menu of a row hears comes by here, too; and in a field the keys move its caret.
    if (!(target instanceof HTMLElement) || list.current?.contains(target) !== true) return;
    if (target.matches('input:not([type="checkbox"]), select, textarea')) return;
    const rows = [...list.current.children];
    const row =
      virtual === undefined
        ? rows.find((each) => each.contains(target))
        : target.closest('[data-row]');
    const index =
      virtual === undefined
        ? rows.indexOf(row ?? target)
        : Number(row?.getAttribute('data-row') ?? -1);
    const count = virtual?.count ?? rows.length;
    const height = row?.clientHeight ?? list.current.clientHeight;
    const page = Math.max(1, Math.floor(list.current.clientHeight / Math.max(1, height)) - 1);
    const steps: Partial<Record<ShortcutOf<'list'>, number>> = {
      next: index + 1,
      previous: index - 1,
      pageDown: index + page,
      pageUp: index - page,
      first: 0,
      last: count - 1,
    };
    const to = steps[shortcutFor(['list'], event) ?? 'open'];
    if (to === undefined) return;
    event.preventDefault();
    const place = controlsOf(row).indexOf(target);
    wanted.current = { row: Math.min(count - 1, Math.max(0, to)), place: Math.max(0, place) };
    virtual?.scrollToRow(wanted.current.row);
    focusWanted();
  };
}

function controlsOf(row: Element | null | undefined): readonly HTMLElement[] {
  return [...(row?.querySelectorAll<HTMLElement>(controls) ?? [])];
}
