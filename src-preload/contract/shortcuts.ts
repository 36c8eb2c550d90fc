/** Where a shortcut is heard; the sheet lists them by this, in this order. */
export const shortcutScopes = [
  'window',
  'conversation',
  'find',
  'palette',
  'list',
  'field',
] as const;
export type ShortcutScope = (typeof shortcutScopes)[number];

interface Shortcut {
  readonly scope: ShortcutScope;
  /**
   * The keys that do it, the one to show first: modifiers, then what `KeyboardEvent.key` says (a letter in capitals),
   * with a plus sign between (the sign itself is `Plus`). `Mod` is the command key on a Mac and Ctrl elsewhere.
   */
  readonly keys: readonly [string, ...string[]];
}

/** All that the keyboard does: the keys that are heard, the sheet, the hints and the menu are read from here. */
export const shortcuts = {
  palette: { scope: 'window', keys: ['Mod+K'] },
  inbox: { scope: 'window', keys: ['Mod+1'] },
  contacts: { scope: 'window', keys: ['Mod+2'] },
  leads: { scope: 'window', keys: ['Mod+3'] },
  analytics: { scope: 'window', keys: ['Mod+4'] },
  settings: { scope: 'window', keys: ['Mod+,'] },
  search: { scope: 'window', keys: ['Mod+Shift+F', '/'] },
  linkAccount: { scope: 'window', keys: ['Mod+L'] },
  lock: { scope: 'window', keys: ['Mod+Shift+L'] },
  textLarger: { scope: 'window', keys: ['Mod+Plus', 'Mod+='] },
  textSmaller: { scope: 'window', keys: ['Mod+-'] },
  textUsual: { scope: 'window', keys: ['Mod+0'] },
  sheet: { scope: 'window', keys: ['?'] },

  find: { scope: 'conversation', keys: ['Mod+F'] },
  note: { scope: 'conversation', keys: ['Mod+Shift+N'] },
  panel: { scope: 'conversation', keys: ['Mod+Shift+P'] },
  resolve: { scope: 'conversation', keys: ['Mod+Shift+D'] },
  assignToMe: { scope: 'conversation', keys: ['Mod+Shift+A'] },
  snooze: { scope: 'conversation', keys: ['Mod+Shift+S'] },

  findNext: { scope: 'find', keys: ['F3'] },
  findPrevious: { scope: 'find', keys: ['Shift+F3'] },

  searchAll: { scope: 'palette', keys: ['Mod+Enter'] },

  next: { scope: 'list', keys: ['ArrowDown'] },
  previous: { scope: 'list', keys: ['ArrowUp'] },
  pageDown: { scope: 'list', keys: ['PageDown'] },
  pageUp: { scope: 'list', keys: ['PageUp'] },
  first: { scope: 'list', keys: ['Home'] },
  last: { scope: 'list', keys: ['End'] },
  open: { scope: 'list', keys: ['Enter', 'Space'] },
  select: { scope: 'list', keys: ['X'] },
  unselect: { scope: 'list', keys: ['Escape'] },
  pin: { scope: 'list', keys: ['P'] },
  archive: { scope: 'list', keys: ['E'] },
  menu: { scope: 'list', keys: ['Shift+F10', 'ContextMenu'] },

  send: { scope: 'field', keys: ['Enter'] },
  newLine: { scope: 'field', keys: ['Shift+Enter'] },
  bold: { scope: 'field', keys: ['Mod+B'] },
  italic: { scope: 'field', keys: ['Mod+I'] },
  strikethrough: { scope: 'field', keys: ['Mod+Shift+X'] },
  quickReply: { scope: 'field', keys: ['/'] },
  leave: { scope: 'field', keys: ['Escape'] },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;

/** The shortcuts of some scopes. */
export type ShortcutOf<Scope extends ShortcutScope> = {
  [Id in ShortcutId]: (typeof shortcuts)[Id]['scope'] extends Scope ? Id : never;
}[ShortcutId];

export const shortcutIds = Object.keys(shortcuts) as ShortcutId[];

/** What the window does, wherever the focus is: the menu has all of it. */
export type WindowCommand = ShortcutOf<'window' | 'conversation'>;
export const windowCommands = shortcutIds.filter(
  (id): id is WindowCommand =>
    shortcuts[id].scope === 'window' || shortcuts[id].scope === 'conversation',
);

/** Of a `KeyboardEvent` what a shortcut looks at. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Whether a pressed key is this shortcut's. */
export function isShortcut(id: ShortcutId, event: PressedKey, isMac: boolean): boolean {
  return shortcuts[id].keys.some((keys) => isPressed(keys, event, isMac));
}

/** Which shortcut of these scopes a pressed key is; undefined for none. */
export function shortcutFor<Scope extends ShortcutScope>(
  scopes: readonly Scope[],
  event: PressedKey,
  isMac: boolean,
): ShortcutOf<Scope> | undefined {
  const isOfScope = (id: ShortcutId): id is ShortcutOf<Scope> =>
    scopes.some((scope) => scope === shortcuts[id].scope);
  return shortcutIds.filter(isOfScope).find((id) => isShortcut(id, event, isMac));
}

/** Whether a pressed key writes something where text is written. */
export function isPlainKey({ ctrlKey, metaKey, altKey }: PressedKey): boolean {
  return !ctrlKey && !metaKey && !altKey;
}

/** As Electron's menus write it; undefined for a plain key, which a menu would take away from the text. */
export function acceleratorOf(id: ShortcutId): string | undefined {
  const [keys] = shortcuts[id].keys;
  return keys.startsWith('Mod+') ? keys.replace('Mod', 'CmdOrCtrl') : undefined;
}

/** What `KeyboardEvent.key` says where the table needs a word for it. */
const keyOfName: Readonly<Record<string, string>> = { Space: ' ', Plus: '+' };

function isPressed(keys: string, event: PressedKey, isMac: boolean): boolean {
  const parts = keys.split('+');
  const name = parts.at(-1) ?? '';
  const needsCommand = parts.includes('Mod');
  // On many keyboards a sign needs Shift.
  const isSign = name === 'Plus' || (/^[^\p{L}\p{N}]$/u.test(name) && !needsCommand);
  return (
    event.key.toLowerCase() === (keyOfName[name] ?? name.toLowerCase()) &&
    (isMac ? event.metaKey : event.ctrlKey) === needsCommand &&
    !(isMac ? event.ctrlKey : event.metaKey) &&
    event.altKey === parts.includes('Alt') &&
    (isSign || event.shiftKey === parts.includes('Shift'))
  );
}
