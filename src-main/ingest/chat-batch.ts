import type { SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { groupBy } from '../common/group-by.ts';
import type { HistoryReport } from '../domain/history-spans.ts';
import type { MessageChange, StatusChanged, WhatsAppId } from '../domain/whatsapp-event.ts';
import type {
  ChatEntry,
  EventEntry,
  HistoryEntry,
  JournalEntry,
} from '../journal/journal-entry.ts';
import type { NewMessage } from '../store/message-store.ts';
import { isConversationId } from '../domain/whatsapp-id.ts';
import type { Translators } from './translators.ts';

/** Journal entries of one chat, understood, in the order in which they came. */
export interface ChatBatch {
  sessionId: SessionId;
  userId: UserId;
  accountId: WhatsAppId;
  chatId: WhatsAppId;
  /** When the account was first linked, in milliseconds. */
  linkedAt: number;
  /** Messages in WhatsApp's order. */
  stretches: Stretch[];
  statuses: (StatusChanged & { at: number })[];
  changes: MessageChange[];
  unreadCount?: number;
  place?: { isArchived: boolean; isPinned: boolean };
  chat?: ChatEntry['chat'];
  /** What was read of its history. */
  history?: HistoryReport[];
  journalled: ChatJournalled[];
}

export interface Stretch {
  messages: NewMessage[];
  /** They came by themselves, just now; otherwise they were read from the chat's history. */
  isLive: boolean;
}

export interface ChatJournalled {
  key: string;
  value: EventEntry | HistoryEntry | ChatEntry;
}

export interface Understood {
  batches: ChatBatch[];
  /** Nothing to store: WhatsApp's own notices, status posts, channels, and what was not understood. */
  ignored: ChatJournalled[];
  notUnderstood: { entry: JournalEntry; error: unknown }[];
}

/** Which chat of which account. */
export function chatKey({ accountId, chatId }: ChatBatch): string {
  return `${accountId}\n${chatId}`;
}

export function messageCount({ stretches }: ChatBatch): number {
  return stretches.reduce((count, { messages }) => count + messages.length, 0);
}

/** The first step of the pipeline: parses the entries and gathers those of the same chat. */
export function understand(
  entries: readonly ChatJournalled[],
  translators: Translators,
): Understood {
  const understood: Understood = { batches: [], ignored: [], notUnderstood: [] };
  const parts: ChatBatch[] = [];
  for (const journalled of entries) {
    const notUnderstood = (value: JournalEntry, error: unknown): void => {
      understood.notUnderstood.push({ entry: value, error });
    };
    try {
      const part = toBatch(journalled, translators, notUnderstood);
      if (part && isConversationId(part.chatId)) parts.push(part);
      else understood.ignored.push(journalled);
    } catch (error) {
      notUnderstood(journalled.value, error);
      understood.ignored.push(journalled);
    }
  }
  const chats = groupBy(parts, chatKey);
  understood.batches = [...chats.values()].map(join);
  return understood;
}

function toBatch(
  journalled: ChatJournalled,
  translators: Translators,
  notUnderstood: (value: JournalEntry, error: unknown) => void,
): ChatBatch | null {
  const entry = journalled.value;
  const base = {
    sessionId: entry.sessionId,
    userId: entry.userId,
    accountId: entry.accountId,
    linkedAt: 'linkedAt' in entry ? entry.linkedAt : 0,
    stretches: [],
    statuses: [],
    changes: [],
    journalled: [journalled],
  };
  if (entry.kind === 'chat') {
    const { unreadCount, isArchived, isPinned } = entry.chat;
    return {
      ...base,
      chatId: entry.chat.chatId,
      chat: entry.chat,
      ...(unreadCount !== undefined && { unreadCount }),
      ...(isArchived !== undefined &&
        isPinned !== undefined && { place: { isArchived, isPinned } }),
    };
  }
  if (entry.kind === 'history') {
    // One message that cannot be understood does not keep the others of its chat from being stored.
    const messages = entry.messages.flatMap((raw) => {
      try {
        return translators.message(raw) ?? [];
      } catch (error) {
        notUnderstood({ ...entry, messages: [raw] }, error);
        return [];
      }
    });
    return {
      ...base,
      chatId: entry.chatId,
      stretches: [{ messages, isLive: false }],
      changes: (entry.takenBack ?? []).map((reaction) => ({
        kind: 'reaction',
        chatId: entry.chatId,
        ...reaction,
        emoji: '',
      })),
      history: [entry.report],
    };
  }
  switch (entry.type) {
    case 'message': {
      const message = translators.message(entry.raw);
      if (!message) return null;
      const { sentBy, schedule } = entry;
      const stored = { ...message, ...(sentBy && { sentBy }), ...(schedule && { schedule }) };
      return { ...base, chatId: message.chatId, stretches: [{ messages: [stored], isLive: true }] };
    }
    case 'ack': {
      const status = translators.ack(entry.raw);
      if (!status) return null;
      return { ...base, chatId: status.chatId, statuses: [{ ...status, at: entry.receivedAt }] };
    }
    case 'unread': {
      const unread = translators.unread(entry.raw);
      return { ...base, chatId: unread.chatId, unreadCount: unread.unreadCount };
    }
    case 'place': {
      const { chatId, isArchived, isPinned } = translators.place(entry.raw);
      return { ...base, chatId, place: { isArchived, isPinned } };
    }
    case 'edit':
    case 'revoke':
    case 'reaction':
    case 'vote': {
      const change = translators.change(entry.type, entry.raw);
      return change && { ...base, chatId: change.chatId, changes: [change] };
    }
  }
}

/** Later entries win where only the newest counts; live messages that follow each other become one stretch. */
function join(parts: ChatBatch[]): ChatBatch {
  const [first] = parts;
  if (!first) throw new Error('A chat without entries');
  const history: HistoryReport[] = [];
  const joined: ChatBatch = {
    ...first,
    stretches: [],
    statuses: [],
    changes: [],
    journalled: [],
    history,
  };
  for (const part of parts) {
    for (const stretch of part.stretches) {
      const last = joined.stretches.at(-1);
      if (stretch.isLive && last?.isLive) last.messages.push(...stretch.messages);
      else joined.stretches.push({ ...stretch, messages: [...stretch.messages] });
    }
    joined.statuses.push(...part.statuses);
    joined.changes.push(...part.changes);
    joined.journalled.push(...part.journalled);
    joined.linkedAt = Math.max(joined.linkedAt, part.linkedAt);
    if (part.unreadCount !== undefined) joined.unreadCount = part.unreadCount;
    if (part.place) joined.place = part.place;
    if (part.chat) joined.chat = part.chat;
    if (part.history) history.push(...part.history);
  }
  return joined;
}
