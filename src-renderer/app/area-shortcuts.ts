import type { Area } from './app-store.ts';

const areaOfKey: ReadonlyMap<string, Area> = new Map([
  ['1', 'inbox'],
  ['2', 'contacts'],
  ['3', 'leads'],
  ['4', 'analytics'],
  ['f', 'search'],
  [',', 'settings'],
]);

interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * The area that a pressed key asks for: Ctrl (or Cmd) with 1 to 4, F or a comma, or a slash that is not being typed
 * into something; null for any other key.
 */
export function areaForKey(event: PressedKey, isTyping: boolean): Area | null {
  if (isCommand(event) && !event.shiftKey) {
    return areaOfKey.get(event.key.toLowerCase()) ?? null;
  }
  // On many keyboards a slash needs Shift.
  const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
  return isSlash && !isTyping ? 'search' : null;
}

/** Whether a pressed key asks for a search in the open conversation: Ctrl (or Cmd) with Shift and F. */
export function isThreadSearchKey(event: PressedKey): boolean {
  return isCommand(event) && event.shiftKey && event.key.toLowerCase() === 'f';
}

/** Whether a pressed key asks what the keyboard can do: a question mark that is not being typed into something. */
export function isSheetKey(event: PressedKey, isTyping: boolean): boolean {
  return event.key === '?' && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping;
}

/** Whether a letter that is pressed here is text, or for the dialog that is open. */
export function isTypedInto(target: EventTarget | null): boolean {
  const takesLetters = 'input, textarea, [contenteditable], [role="dialog"]';
  return target instanceof Element && target.closest(takesLetters) !== null;
}

function isCommand(event: PressedKey): boolean {
  return event.ctrlKey !== event.metaKey && !event.altKey;
}

/** How the shortcut of an area is written on this system. */
export function shortcutOf(area: Area, isMac: boolean): string {
  const [key = ''] = [...areaOfKey].find(([, each]) => each === area) ?? [];
  const shown = key.toUpperCase();
  return isMac ? `⌘${shown}` : `Ctrl+${shown}`;
}
