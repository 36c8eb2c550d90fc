import type { JournalEntry, WorldEvents } from '../protocol/page-events.ts';
import { chats, messages, putBlocked } from './collections.ts';
import { MessageKey, toWid } from './ids.ts';
import { applyDeciphered, applyEdit, applyRevoke, raiseAck, receive } from './messages.ts';
import { pollVoteTable, reactionTable } from './addon-tables.ts';

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
      if (message !== undefined) applyEdit(message, entry.data.text, entry.data.at);
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
    case 'vote':
      applyVote(entry.data);
      return;
    case 'seen':
      chats.get(entry.data.chatId)?.set({ unreadCount: 0 });
      return;
    case 'place': {
      const { chatId, archive, pin } = entry.data;
      chats.get(chatId)?.set({ archive, pin });
      return;
    }
    case 'blocked':
      putBlocked(entry.data.id, entry.data.on);
  }
}

function applyReaction({ parent, ...reaction }: WorldEvents['reaction']): void {
  const model = messages.byStanza(parent.id);
  const others = model?.reactions?.filter(({ from }) => from !== reaction.from) ?? [];
  model?.set({ hasReaction: true, reactions: [...others, reaction] });
  void reactionTable.reactionTableMode.bulkUpsert([
    {
      id: new MessageKey(reaction.key),
      reactionParentKey: new MessageKey(parent),
      reactionTimestamp: reaction.t,
      from: toWid(reaction.from),
      reactionText: reaction.text,
      read: false,
      orphan: 0,
    },
  ]);
}

function applyVote({ parent, ...vote }: WorldEvents['vote']): void {
  const { key, from, options, t } = vote;
  const model = messages.byStanza(parent.id);
  const others = model?.votes?.filter((each) => each.from !== from) ?? [];
  model?.set({ votes: [...others, vote] });
  void pollVoteTable.pollVoteTableMode.bulkUpsert([
    {
      id: new MessageKey(key),
      pollUpdateParentKey: new MessageKey(parent),
      from: toWid(from),
      selectedOptionLocalIds: options,
      senderTimestampMs: t,
      t,
    },
  ]);
}
