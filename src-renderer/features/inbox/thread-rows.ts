import type { ConversationHistory } from '../../../src-preload/contract/conversation.ts';
import type { Note } from '../../../src-preload/contract/note.ts';
import type { MessageId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';

/** What the thread draws, one row after the other. */
export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly timestamp: number }
  /** Messages of these times could not be read from WhatsApp. */
  | { readonly kind: 'gap'; readonly key: string; readonly gap: HistoryGap }
  /** Above the first message that was unread. */
  | { readonly kind: 'unread'; readonly key: string }
  /** What a colleague noted for the team. */
  | { readonly kind: 'note'; readonly key: string; readonly note: Note }
  | {
      readonly kind: 'message';
      readonly key: string;
      readonly message: Message;
      /** First of a run by the same sender: drawn with more room above and, in groups, the name. */
      readonly startsRun: boolean;
      readonly endsRun: boolean;
    };

export type HistoryGap = ConversationHistory['gaps'][number];

/** A pause after which the same sender starts a new run of bubbles, in milliseconds. */
const runPause = 5 * 60_000;

function belongTogether(one: Message, other: Message): boolean {
  return (
    one.type !== 'group_event' &&
    other.type !== 'group_event' &&
    one.direction === other.direction &&
    one.senderName === other.senderName &&
    Math.abs(other.timestamp - one.timestamp) < runPause
  );
}

interface Layout {
  /** The calendar day of a timestamp, in the user's time zone. */
  readonly dayOf: (timestamp: number) => string;
  /** Whether nothing comes before the first message: otherwise nobody knows yet whether it begins a day. */
  readonly beginsHistory: boolean;
  /** What is missing; each is told of before the first message that comes after it. */
  readonly gaps?: readonly HistoryGap[];
  /** Oldest first. */
  readonly notes?: readonly Note[];
  /** Whether nothing comes after the last message: otherwise what was noted later has no place yet. */
  readonly reachesNewest?: boolean;
  /** Above this message stands the unread line. */
  readonly firstUnreadId?: MessageId | null;
}

/** Lays messages out as rows: a separator before each day, and runs of bubbles by the same sender. */
export function toThreadRows(
  messages: readonly Message[],
  {
    dayOf,
    beginsHistory,
    gaps = [],
    notes = [],
    reachesNewest = true,
    firstUnreadId = null,
  }: Layout,
): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  const first = messages[0]?.timestamp ?? 0;
  // What was noted before the first message that is there stands before an older one, where there is one.
  const placed = beginsHistory ? notes : notes.filter(({ timestamp }) => timestamp >= first);
  let nextNote = 0;
  const placeNotes = (comesHere: (note: Note) => boolean): void => {
    for (let note = placed[nextNote]; note && comesHere(note); note = placed[nextNote]) {
      rows.push({ kind: 'note', key: `note ${note.noteId}`, note });
      nextNote += 1;
    }
  };
  const days = messages.map((message) => dayOf(message.timestamp));
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const startsDay = before === undefined ? beginsHistory : days[index - 1] !== days[index];
    const isBefore = ({ timestamp }: Note): boolean => timestamp < message.timestamp;
    placeNotes((note) => isBefore(note) && dayOf(note.timestamp) !== days[index]);
    for (const gap of gaps) {
      const isRightBefore =
        message.timestamp >= gap.to && (before === undefined || before.timestamp < gap.to);
      if (isRightBefore && (before !== undefined || beginsHistory)) {
        rows.push({ kind: 'gap', key: `gap ${gap.from}`, gap });
      }
    }
    if (startsDay) {
      // Named after its first message: the same day can come twice, where a message waits longer than its neighbours.
      rows.push({ kind: 'day', key: `day ${message.messageId}`, timestamp: message.timestamp });
    }
    placeNotes(isBefore);
    const isFirstUnread = message.messageId === firstUnreadId;
    if (isFirstUnread) rows.push({ kind: 'unread', key: `unread ${message.messageId}` });
    rows.push({
      kind: 'message',
      key: message.messageId,
      message,
      startsRun:
        startsDay || isFirstUnread || before === undefined || !belongTogether(before, message),
      endsRun:
        after === undefined ||
        after.messageId === firstUnreadId ||
        days[index + 1] !== days[index] ||
        !belongTogether(message, after),
    });
  });
  if (reachesNewest) placeNotes(() => true);
  return rows;
}
