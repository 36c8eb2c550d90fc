import { assertNever } from '../../common/assert-never.ts';
import type { MessageChange } from '../../domain/whatsapp-event.ts';
import type { ChangeType } from '../../ingest/translators.ts';
import { translateEdit } from './translate-edit.ts';
import { translateReaction } from './translate-reaction.ts';
import { translateRevoke } from './translate-revoke.ts';
import { translateVote } from './translate-vote.ts';

/** Understands what happened to a message after it was sent; null when nothing did. @throws TranslationError */
export function translateChange(type: ChangeType, raw: unknown): MessageChange | null {
  switch (type) {
    case 'edit':
      return translateEdit(raw);
    case 'revoke':
      return translateRevoke(raw);
    case 'reaction':
      return translateReaction(raw);
    case 'vote':
      return translateVote(raw);
    default:
      return assertNever(type);
  }
}
