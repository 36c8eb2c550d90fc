import type { Area } from './app-store.ts';

const areaOfKey: ReadonlyMap<string, Area> = new Map([
  ['1', 'inbox'],
  ['2', 'contacts'],
  ['3', 'leads'],
  ['4', 'analytics'],
  [',', 'settings'],
]);

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The area that a pressed key asks for: Ctrl (or Cmd) with 1 to 4, or a comma; null for any other key. */
export function areaForKey(event: PressedKey): Area | null {
  const isCommand = event.ctrlKey !== event.metaKey && !event.altKey && !event.shiftKey;
  return isCommand ? (areaOfKey.get(event.key) ?? null) : null;
}

/** How the shortcut of an area is written on this system. */
export function shortcutOf(area: Area, isMac: boolean): string {
  const [key = ''] = [...areaOfKey].find(([, each]) => each === area) ?? [];
  return isMac ? `⌘${key}` : `Ctrl+${key}`;
}
