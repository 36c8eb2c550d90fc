import type { TFunction } from 'i18next';
import type { Call } from '../../../../src-preload/contract/message-content.ts';

/** What kind of call it was, and what became of it. */
export function callWords(t: TFunction, { isVideo, outcome }: Call): string {
  return t(`bubble.calls.${isVideo ? 'video' : 'voice'}.${outcome}`);
}
