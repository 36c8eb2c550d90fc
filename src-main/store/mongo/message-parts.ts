import { z } from 'zod';
import { LinkPreview, MessageDetails } from '../../../src-preload/contract/message-content.ts';
import { assertNever } from '../../common/assert-never.ts';
import type { Lookup } from '../../crypto/lookup.ts';
import type {
  MessageEdited,
  ReceivedReaction,
  ReceivedVote,
  WhatsAppId,
} from '../../domain/whatsapp-event.ts';
import type { NewMessage } from '../message-store.ts';
import type { MessageDocument } from './documents.ts';
import { toMediaDocument } from './media-document.ts';
import type { SealedFields } from './sealed-fields.ts';

/** How each part of a message besides its text is sealed in its document, and opened again. */

type Parts = Pick<
  MessageDocument,
  'details' | 'mentions' | 'linkPreview' | 'raw' | 'media' | 'reactions' | 'votes' | 'editedAt'
>;

export function sealParts(message: NewMessage, fields: SealedFields, lookup: Lookup): Parts {
  const { details, mentions, linkPreview, raw, media, reactions, votes, editedAt } = message;
  return {
    ...(details && { details: fields.seal('details', JSON.stringify(details)) }),
    ...sealTextParts({ mentions, linkPreview }, fields),
    ...(raw !== undefined && { raw: fields.seal('raw', raw) }),
    ...(media && { media: toMediaDocument(media, fields) }),
    ...(reactions && { reactions: reactions.map((each) => sealReaction(each, fields, lookup)) }),
    ...(votes && { votes: votes.map((each) => sealVote(each, fields, lookup)) }),
    ...(editedAt !== undefined && { editedAt: new Date(editedAt) }),
  };
}

/** What comes with a text, and changes with it. */
export function sealTextParts(
  { mentions, linkPreview }: Pick<MessageEdited, 'mentions' | 'linkPreview'>,
  fields: SealedFields,
): Pick<Parts, 'mentions' | 'linkPreview'> {
  return {
    ...(mentions && { mentions: fields.seal('mentions', JSON.stringify(mentions)) }),
    ...(linkPreview && { linkPreview: fields.seal('linkPreview', JSON.stringify(linkPreview)) }),
  };
}

export function sealReaction(
  { from, fromMe, emoji, at }: ReceivedReaction,
  fields: SealedFields,
  lookup: Lookup,
): NonNullable<MessageDocument['reactions']>[number] {
  const person = lookup.pseudonym(from);
  return {
    from: person,
    fromSealed: fields.seal(`reactions/${person}/from`, from),
    emoji: fields.seal(`reactions/${person}/emoji`, emoji),
    isOurs: fromMe,
    timestamp: new Date(at),
  };
}

export function sealVote(
  { from, options, at }: ReceivedVote,
  fields: SealedFields,
  lookup: Lookup,
): NonNullable<MessageDocument['votes']>[number] {
  const person = lookup.pseudonym(from);
  return {
    from: person,
    fromSealed: fields.seal(`votes/${person}/from`, from),
    options: fields.seal(`votes/${person}/options`, JSON.stringify(options)),
    timestamp: new Date(at),
  };
}

type Sealed = Omit<MessageDocument, 'searchTokens'>;

/** Null when there are none, or they cannot be opened. */
export function openDetails(document: Sealed, fields: SealedFields): MessageDetails | null {
  const details = openJson(document.details, 'details', fields, MessageDetails);
  if (details?.kind !== 'poll') return details;
  const votes = openVotes(document, fields).flatMap(({ options }) => options);
  return {
    ...details,
    options: details.options.map(({ name }, place) => ({
      name,
      votes: votes.filter((vote) => vote === place).length,
    })),
  };
}

export function openMentions(document: Sealed, fields: SealedFields): WhatsAppId[] {
  return openJson(document.mentions, 'mentions', fields, z.array(z.string())) ?? [];
}

export function openLinkPreview(document: Sealed, fields: SealedFields): LinkPreview | null {
  return openJson(document.linkPreview, 'linkPreview', fields, LinkPreview);
}

/** Each person's newest. */
export function openVotes(
  { votes = [] }: Pick<Sealed, 'votes'>,
  fields: SealedFields,
): ReceivedVote[] {
  return votes.map(({ from, fromSealed, options, timestamp }) => ({
    from: fields.text(`votes/${from}/from`, fromSealed),
    options: openJson(options, `votes/${from}/options`, fields, z.array(z.number())) ?? [],
    at: timestamp.getTime(),
  }));
}

/** In the order in which they came; those that were taken back have an empty emoji. */
export function openAllReactions(
  { reactions = [] }: Pick<Sealed, 'reactions'>,
  fields: SealedFields,
): ReceivedReaction[] {
  return reactions
    .map(({ from, fromSealed, emoji, isOurs, timestamp }) => ({
      from: fields.text(`reactions/${from}/from`, fromSealed),
      fromMe: isOurs,
      emoji: fields.text(`reactions/${from}/emoji`, emoji),
      at: timestamp.getTime(),
    }))
    .sort((a, b) => a.at - b.at);
}

/** As `openAllReactions`, without those that were taken back. */
export function openReactions(document: Sealed, fields: SealedFields): ReceivedReaction[] {
  return openAllReactions(document, fields).filter(({ emoji }) => emoji !== '');
}

/** Everything in a message that people may look for: its text, and what stands in its card, poll or file's name. */
export function searchableText(
  content: string,
  details: MessageDetails | null | undefined,
  fileName: string | undefined,
): string {
  return [...new Set([content, ...wordsIn(details), fileName ?? ''])].filter(Boolean).join('\n');
}

function wordsIn(details: MessageDetails | null | undefined): string[] {
  switch (details?.kind) {
    case 'location':
      return [details.name ?? '', details.address ?? ''];
    case 'contact':
      return details.cards.flatMap(({ name, phoneNumbers }) => [name, ...phoneNumbers]);
    case 'poll':
      return [details.question, ...details.options.map(({ name }) => name)];
    case 'group_event':
      return [details.value ?? ''];
    case 'call':
    case undefined:
      return [];
    default:
      return assertNever(details);
  }
}

function openJson<S extends z.ZodType>(
  sealed: MessageDocument['details'],
  field: string,
  fields: SealedFields,
  schema: S,
): z.infer<S> | null {
  const text = fields.text(field, sealed);
  return text === '' ? null : schema.parse(JSON.parse(text));
}
