import type { JournalEntry, WorldEvents } from '../protocol/page-events.ts';
import { chats, messages } from './collections.ts';
import { MessageKey, toWid } from './ids.ts';
import { applyDeciphered, applyEdit, applyRevoke, raiseAck, receive } from './messages.ts';
import { reactionTable } from './reaction-table.ts';

/** Changes the page's models as the world has changed. Messages the page does not hold are left alone. */
export function applyJournalEntry(entry: JournalEntry): void {
  switch (entry.event) {
    case 'message':
      receive(entry.data);
      return;
    case 'ack': {
      const message = messages.byStanza(entry.data.id);
      if (message !== undefined) raiseAck(message, entry.data.ack);
      return;
    }
    case 'edit': {
      const message = messages.byStanza(entry.data.id);
      if (message !== undefined) applyEdit(message, entry.data.text);
      return;
    }
    case 'revoke': {
      const message = messages.byStanza(entry.data.id);
      if (message !== undefined) applyRevoke(message);
      return;
    }
    case 'decrypted': {
      const message = messages.byStanza(entry.data.id);
      if (message !== undefined) applyDeciphered(message, entry.data.type, entry.data.body);
      return;
    }
    case 'reaction':
      applyReaction(entry.data);
      return;
    case 'seen':
      chats.get(entry.data.chatId)?.set({ unreadCount: 0 });
  }
}

function applyReaction(reaction: WorldEvents['reaction']): void {
  const parent = messages.byStanza(reaction.parentId);
  parent?.set({ hasReaction: true });
  void reactionTable.reactionTableMode.bulkUpsert([
    {
      id: new MessageKey(reaction.key),
      reactionParentKey: parent?.id,
      reactionTimestamp: reaction.t * 1000,
      from: toWid(reaction.from),
      reactionText: reaction.text,
      read: false,
      orphan: 0,
    },
  ]);
}
