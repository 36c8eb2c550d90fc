import type { LinkPreview } from '../../../src-preload/contract/message-content.ts';
import { excerpt } from '../../domain/excerpt.ts';
import type { ReceivedMessage, ReceivedVote, WhatsAppId } from '../../domain/whatsapp-event.ts';
import type { RawMessage } from './raw-message.ts';
import { readReaction } from './translate-reaction.ts';
import { readVote } from './translate-vote.ts';
import { readWid } from './whatsapp-ids.ts';

/** The people named in a text. */
export function readMentions({ mentionedJidList }: RawMessage): WhatsAppId[] {
  const people = (mentionedJidList ?? []).flatMap((each) => readWid(each) ?? []);
  return [...new Set(people)];
}

/** What WhatsApp's sender has found behind a link in the text. Nothing is asked of the address itself. */
export function readLinkPreview(message: RawMessage): LinkPreview | undefined {
  const title = excerpt(message.title ?? '');
  const url = readAddress(message.canonicalUrl) ?? readAddress(message.matchedText);
  if (title === '' || url === undefined) return undefined;
  const description = excerpt(message.description ?? '');
  return { url, title, ...(description ? { description } : {}) };
}

/** An address that a browser may be sent to; undefined for any other (`javascript:`, `file:`). */
function readAddress(text: string | null | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '') return undefined;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`;
  const url = URL.parse(withScheme);
  return url?.protocol === 'https:' || url?.protocol === 'http:' ? url.href : undefined;
}

export function readReactions({
  deskReactions,
}: RawMessage): Pick<ReceivedMessage, 'reactions' | 'hasAllReactions'> {
  if (!deskReactions) return {};
  const reactions = deskReactions.flatMap((each) => readReaction(each) ?? []);
  return {
    ...(reactions.length > 0 && { reactions }),
    ...(reactions.length === deskReactions.length && { hasAllReactions: true }),
  };
}

/** Of each person the newest: the page may still have what they chose before. */
export function readVotes({ deskVotes, pollOptions }: RawMessage): ReceivedVote[] {
  const votes = (deskVotes ?? []).flatMap((each) => readVote(each, pollOptions) ?? []);
  const newest = new Map<WhatsAppId, ReceivedVote>();
  for (const vote of votes.sort((a, b) => a.at - b.at)) newest.set(vote.from, vote);
  return [...newest.values()];
}
