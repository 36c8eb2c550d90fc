import { isMac } from './is-mac.ts';

/** How the key is written that makes a letter a command on this system. */
export function commandKey(): string {
  return isMac() ? '⌘' : 'Ctrl';
}
