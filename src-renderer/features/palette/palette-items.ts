import type { Icon } from '@tabler/icons-react';
import type { Contact } from '../../../src-preload/contract/contact.ts';
import type { ConversationSummary } from '../../../src-preload/contract/conversation.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { Highlight, MessageHit } from '../../../src-preload/contract/search.ts';
import type { ShortcutId } from '../../../src-preload/contract/shortcuts.ts';
import { type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import { matchesNumber, matchWords } from '../../ui/match-words.ts';
import type { PaletteState } from './palette-store.ts';

/** Something that the palette can do. */
export interface PaletteAction {
  readonly id: string;
  readonly name: string;
  /** What it is about, where that is not plain. */
  readonly detail?: string;
  readonly icon: Icon;
  /** The keys that do the same. */
  readonly shortcut?: ShortcutId;
  /** Whether it is offered before anything is typed. */
  readonly isLikely?: boolean;
  readonly run: () => void;
}

/** A row of the palette; `id` is its own among all rows, and has no blanks. */
export type PaletteItem =
  | {
      readonly kind: 'conversation';
      readonly id: string;
      readonly conversation: ConversationSummary;
      readonly marks: readonly Highlight[];
    }
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly action: PaletteAction;
      readonly marks: readonly Highlight[];
    }
  | {
      readonly kind: 'contact';
      readonly id: string;
      readonly contact: Contact;
      readonly marks: readonly Highlight[];
    }
  | {
      readonly kind: 'lead';
      readonly id: string;
      readonly lead: Lead;
      readonly marks: readonly Highlight[];
      /** In its excerpt. */
      readonly excerptMarks: readonly Highlight[];
    }
  | { readonly kind: 'message'; readonly id: string; readonly hit: MessageHit }
  | { readonly kind: 'searchAll'; readonly id: string; readonly query: string };

export const paletteGroups = [
  'recent',
  'likely',
  'conversations',
  'actions',
  'contacts',
  'leads',
  'messages',
] as const;
export interface PaletteGroup {
  readonly name: (typeof paletteGroups)[number];
  readonly items: readonly PaletteItem[];
}

/** Rows of each group at most. */
const MOST = 6;

/** What the palette shows, in order and without empty groups; nothing matches it all where nothing is typed. */
export function paletteGroupsOf(
  state: Pick<
    PaletteState,
    | 'query'
    | 'conversations'
    | 'leads'
    | 'namedConversations'
    | 'namedLeads'
    | 'contacts'
    | 'ofContacts'
    | 'messages'
  >,
  actions: readonly PaletteAction[],
): PaletteGroup[] {
  const query = state.query.trim();
  const known = shownValue(state.conversations) ?? [];
  const groups: PaletteGroup[] =
    query === ''
      ? [
          { name: 'recent', items: known.slice(0, MOST).map((each) => conversationItem(each, [])) },
          {
            name: 'likely',
            items: actions.filter(({ isLikely }) => isLikely).map((each) => actionItem(each, [])),
          },
        ]
      : [
          {
            name: 'conversations',
            items: foundConversations(
              known,
              [...fresh(state.namedConversations, fitsConversation(query)), ...state.ofContacts],
              query,
            ),
          },
          { name: 'actions', items: foundActions(actions, query) },
          {
            name: 'contacts',
            items: (shownValue(state.contacts) ?? []).map((contact) => ({
              kind: 'contact',
              id: `contact-${contact.contactId}`,
              contact,
              marks: matchWords(contact.name, query) ?? [],
            })),
          },
          {
            name: 'leads',
            items: foundLeads(
              shownValue(state.leads) ?? [],
              fresh(state.namedLeads, fitsLead(query)),
              query,
            ),
          },
          {
            name: 'messages',
            items: [
              ...(shownValue(state.messages) ?? []).map((hit): PaletteItem => ({
                kind: 'message',
                id: `message-${hit.message.conversationId}-${hit.message.messageId}`,
                hit,
              })),
              { kind: 'searchAll', id: 'search-all', query },
            ],
          },
        ];
  return groups
    .filter(({ items }) => items.length > 0)
    .map(({ name, items }) => ({
      name,
      // The last row of the messages is no message.
      items: name === 'messages' ? items : items.slice(0, MOST),
    }));
}

function conversationItem(
  conversation: ConversationSummary,
  marks: readonly Highlight[],
): PaletteItem {
  const id = `conversation-${conversation.conversationId}`;
  return { kind: 'conversation', id: `palette-${id}`, conversation, marks };
}

function actionItem(action: PaletteAction, marks: readonly Highlight[]): PaletteItem {
  return { kind: 'action', id: `action-${action.id}`, action, marks };
}

/** By name or number among the newest, the newest first; then what was found by asking, each once. */
function foundConversations(
  known: readonly ConversationSummary[],
  asked: readonly ConversationSummary[],
  query: string,
): PaletteItem[] {
  const named = known.filter(fitsConversation(query));
  const found = new Map([...named, ...asked].map((each) => [each.conversationId, each]));
  return [...found.values()].map((each) =>
    conversationItem(each, matchWords(each.name, query) ?? []),
  );
}

/** The answer; while the next one is on its way what of the last one fits: Enter must not open what no longer does. */
function fresh<T>(data: RemoteData<readonly T[]>, fits: (each: T) => boolean): readonly T[] {
  const value = shownValue(data) ?? [];
  return data.status === 'ready' ? value : value.filter(fits);
}

function fitsConversation(query: string): (conversation: ConversationSummary) => boolean {
  return ({ name, phoneNumber }) =>
    matchWords(name, query) !== null || matchesNumber(phoneNumber, query);
}

function fitsLead(query: string): (lead: Lead) => boolean {
  return ({ contactName, excerpt }) =>
    matchWords(contactName, query) !== null || matchWords(excerpt, query) !== null;
}

function foundActions(actions: readonly PaletteAction[], query: string): PaletteItem[] {
  return actions.flatMap((action) => {
    const marks = matchWords(action.name, query);
    return marks === null ? [] : [actionItem(action, marks)];
  });
}

/** By name or what was written among the newest; then what was found by asking, each once. */
function foundLeads(known: readonly Lead[], asked: readonly Lead[], query: string): PaletteItem[] {
  const fitting = known.filter(fitsLead(query));
  const found = new Map([...fitting, ...asked].map((each) => [each.leadId, each]));
  return [...found.values()].map((lead) => ({
    kind: 'lead',
    id: `lead-${lead.leadId}`,
    lead,
    marks: matchWords(lead.contactName, query) ?? [],
    excerptMarks: matchWords(lead.excerpt, query) ?? [],
  }));
}
