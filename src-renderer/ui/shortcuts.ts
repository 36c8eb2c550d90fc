import {
  isShortcut as isShortcutOn,
  type PressedKey,
  shortcutFor as shortcutForOn,
  type ShortcutId,
  type ShortcutOf,
  type ShortcutScope,
  shortcuts,
} from '../../src-preload/contract/shortcuts.ts';
import type { WritingSettings } from '../../src-preload/contract/writing.ts';
import { isMac } from './is-mac.ts';

type SendKey = WritingSettings['sendKey'];

/** Whether a pressed key is this shortcut's, on this system. */
export function isShortcut(id: ShortcutId, event: PressedKey): boolean {
  return isShortcutOn(id, event, isMac());
}

/** Which shortcut of these scopes a pressed key is, on this system; undefined for none. */
export function shortcutFor<Scope extends ShortcutScope>(
  scopes: readonly Scope[],
  event: PressedKey,
): ShortcutOf<Scope> | undefined {
  return shortcutForOn(scopes, event, isMac());
}

/** Whether a letter that is pressed here is text, or for the dialog that is open. */
export function isTypedInto(target: EventTarget | null): boolean {
  const takesLetters = 'input, textarea, [contenteditable], [role="dialog"]';
  return target instanceof Element && target.closest(takesLetters) !== null;
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Plus: '+',
  '-': '−',
};
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' };

/** The keys of a shortcut as the settings have them: which one sends is a choice, and the other one starts a line. */
function keysOf(id: ShortcutId, sendKey: SendKey): readonly string[] {
  if (sendKey === 'ctrl_enter' && id === 'send') return ['Mod+Enter'];
  if (sendKey === 'ctrl_enter' && id === 'newLine') return ['Enter'];
  return shortcuts[id].keys;
}

/** The caps to draw for each way to press a shortcut, such as `[['Ctrl', 'F'], ['/']]`. */
export function keyCaps(
  id: ShortcutId,
  mac: boolean,
  sendKey: SendKey = 'enter',
): readonly (readonly string[])[] {
  return keysOf(id, sendKey).map((keys) =>
    keys
      .split('+')
      .map(
        (part) => (mac ? macSigns[part] : undefined) ?? signs[part] ?? part.replace('Mod', 'Ctrl'),
      ),
  );
}

/** A shortcut in one word: `Ctrl+3`, or on a Mac `⌘3`. */
export function shortcutText(id: ShortcutId, mac: boolean): string {
  return (keyCaps(id, mac)[0] ?? []).join(mac ? '' : '+');
}
