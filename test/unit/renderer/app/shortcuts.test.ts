import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  acceleratorOf,
  isShortcut,
  type PressedKey,
  shortcutFor,
  shortcutIds,
  shortcuts,
  shortcutScopes,
} from '../../../../src-preload/contract/shortcuts.ts';
import { windowCommandFor } from '../../../../src-renderer/app/window-commands.ts';
import { keyCaps, shortcutText } from '../../../../src-renderer/ui/shortcuts.ts';

const press = (key: string, modifiers: Partial<PressedKey> = {}): PressedKey => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});
const ctrl = { ctrlKey: true };

describe('the table of shortcuts', () => {
  it('has no key twice where both would be heard', () => {
    const heardTogether = [['window', 'conversation', 'find', 'palette', 'list'], ['field']];
    for (const scopes of heardTogether) {
      const keys = shortcutIds
        .filter((id) => scopes.includes(shortcuts[id].scope))
        .flatMap((id) => [...shortcuts[id].keys]);
      expect(new Set(keys).size).toBe(keys.length);
    }
    expect(new Set(heardTogether.flat())).toEqual(new Set(shortcutScopes));
  });

  it('tells an area by Ctrl and a digit, or on a Mac by the command key, and not by the other', () => {
    expect(shortcutFor(['window'], press('1', ctrl), false)).toBe('inbox');
    expect(shortcutFor(['window'], press('4', { metaKey: true }), true)).toBe('analytics');
    expect(shortcutFor(['window'], press('4', { metaKey: true }), false)).toBeUndefined();
    expect(shortcutFor(['window'], press('1', ctrl), true)).toBeUndefined();
    expect(shortcutFor(['window'], press('1'), false)).toBeUndefined();
    expect(shortcutFor(['window'], press('2', { ...ctrl, altKey: true }), false)).toBeUndefined();
  });

  it('takes a letter in capitals too, and Shift only where it belongs', () => {
    expect(isShortcut('find', press('F', ctrl), false)).toBe(true);
    const shifted = press('F', { ...ctrl, shiftKey: true });
    expect(isShortcut('find', shifted, false)).toBe(false);
    expect(isShortcut('search', shifted, false)).toBe(true);
    expect(isShortcut('search', press('f', ctrl), false)).toBe(false);
    expect(isShortcut('send', press('Enter', { shiftKey: true }), false)).toBe(false);
  });

  it('takes a sign however the keyboard makes it', () => {
    expect(isShortcut('search', press('/'), false)).toBe(true);
    expect(isShortcut('search', press('/', { shiftKey: true }), false)).toBe(true);
    expect(isShortcut('search', press('/', ctrl), false)).toBe(false);
    expect(isShortcut('open', press(' '), false)).toBe(true);
  });

  it('gives menus the keys with the command key only', () => {
    expect(acceleratorOf('search')).toBe('CmdOrCtrl+Shift+F');
    expect(acceleratorOf('settings')).toBe('CmdOrCtrl+,');
    expect(acceleratorOf('sheet')).toBeUndefined();
  });
});

describe('the keys of the window', () => {
  beforeEach(() => vi.stubGlobal('navigator', { userAgent: 'X11; Linux x86_64' }));
  afterEach(() => vi.unstubAllGlobals());

  it('are heard while somebody writes when they write nothing', () => {
    expect(windowCommandFor(press('f', ctrl), true)).toBe('find');
    expect(windowCommandFor(press('?', { shiftKey: true }), false)).toBe('sheet');
    expect(windowCommandFor(press('?', { shiftKey: true }), true)).toBeUndefined();
    expect(windowCommandFor(press('/'), true)).toBeUndefined();
  });

  it('leave what is of a list or of the field alone', () => {
    expect(windowCommandFor(press('Escape'), false)).toBeUndefined();
    expect(windowCommandFor(press('x'), false)).toBeUndefined();
    expect(windowCommandFor(press('toString', ctrl), false)).toBeUndefined();
  });
});

describe('the caps of a shortcut', () => {
  it('are written as the system writes them', () => {
    expect(shortcutText('leads', false)).toBe('Ctrl+3');
    expect(shortcutText('leads', true)).toBe('⌘3');
    expect(keyCaps('search', false)).toEqual([['Ctrl', 'Shift', 'F'], ['/']]);
    expect(keyCaps('search', true)).toEqual([['⌘', '⇧', 'F'], ['/']]);
    expect(keyCaps('previous', false)).toEqual([['↑']]);
    expect(keyCaps('send', false)).toEqual([['Enter']]);
    expect(keyCaps('send', false, 'ctrl_enter')).toEqual([['Ctrl', 'Enter']]);
    expect(keyCaps('newLine', false, 'ctrl_enter')).toEqual([['Enter']]);
  });
});
