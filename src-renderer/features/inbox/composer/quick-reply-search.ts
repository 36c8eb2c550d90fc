import type { ConversationSummary } from '../../../../src-preload/contract/conversation.ts';
import type { BusinessId, SessionId } from '../../../../src-preload/contract/ids.ts';
import type { QuickReply } from '../../../../src-preload/contract/quick-reply.ts';
import { fold } from '../../../ui/fold.ts';
import { firstNameOf, isNumber, type VariableValues } from '../../../ui/fill-variables.ts';

/** Everything that quick replies take: the texts, and what their variables stand for. */
export interface QuickReplyBook {
  readonly replies: readonly QuickReply[];
  readonly me: string | null;
  /** For which business an account speaks; those that speak for none are not in it. */
  readonly businesses: ReadonlyMap<
    SessionId,
    { readonly businessId: BusinessId; readonly name: string }
  >;
}

/** What is being typed behind a slash that begins a word, and where that slash is. */
export interface SlashQuery {
  readonly from: number;
  readonly text: string;
}

/** Null where the caret is not behind such a slash. */
export function slashQuery(draft: string, caret: number): SlashQuery | null {
  const [, before = '', text = ''] = /(^|[\s\S]*\s)\/([^\s/]*)$/.exec(draft.slice(0, caret)) ?? [];
  const from = before.length;
  return draft[from] === '/' && from + 1 + text.length === caret ? { from, text } : null;
}

/**
 * Those for this account's business and those for all; a shortcut that begins with what is typed comes before one, or a
 * text, that has it somewhere. A business's own text stands for the one for all with the same shortcut.
 */
export function findQuickReplies(
  { replies, businesses }: QuickReplyBook,
  sessionId: SessionId,
  typed: string,
): QuickReply[] {
  const businessId = businesses.get(sessionId)?.businessId ?? null;
  const own = new Set(
    replies.flatMap((reply) =>
      reply.businessId !== null && reply.businessId === businessId ? [fold(reply.shortcut)] : [],
    ),
  );
  const usable = replies.filter((reply) =>
    reply.businessId === null ? !own.has(fold(reply.shortcut)) : reply.businessId === businessId,
  );
  const wanted = fold(typed);
  const begins = usable.filter(({ shortcut }) => fold(shortcut).startsWith(wanted));
  const holds = usable.filter(
    (reply) =>
      !begins.includes(reply) &&
      (fold(reply.shortcut).includes(wanted) || fold(reply.content).includes(wanted)),
  );
  return [...begins, ...holds];
}

/** What is known of this conversation. A number is no name, and a group is nobody. */
export function valuesFor(
  { me, businesses }: QuickReplyBook,
  { name, phoneNumber, isGroup, sessionId }: ConversationSummary,
): VariableValues {
  const contactName = isGroup || isNumber(name) ? undefined : name;
  const firstName = contactName === undefined ? undefined : firstNameOf(contactName);
  const business = businesses.get(sessionId)?.name;
  const myFirstName = me === null ? undefined : firstNameOf(me);
  return {
    ...(contactName !== undefined && { 'contact.name': contactName }),
    ...(firstName !== undefined && { 'contact.firstName': firstName }),
    ...(!isGroup && phoneNumber !== null && { 'contact.phone': phoneNumber }),
    ...(me !== null && { 'me.name': me }),
    ...(myFirstName !== undefined && { 'me.firstName': myFirstName }),
    ...(business !== undefined && { 'business.name': business }),
  };
}
