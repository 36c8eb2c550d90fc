import type { Settings, User } from '../../../src-preload/contract/app.ts';
import type { NoteSlice } from './notes/note-slice.ts';
import type {
  ConversationHistory,
  ConversationSummary,
} from '../../../src-preload/contract/conversation.ts';
import type { ConversationId, MessageId, UserId } from '../../../src-preload/contract/ids.ts';
import type { Message } from '../../../src-preload/contract/message.ts';
import { waitsForPerson } from '../../../src-preload/contract/message-content.ts';
import type { OutboxEntry } from '../../../src-preload/contract/outbox.ts';
import type { Schedule } from '../../../src-preload/contract/outgoing.ts';
import type { WritingSettings } from '../../../src-preload/contract/writing.ts';
import type { BridgeFailure } from '../../bridge/bridge-failure.ts';
import { type RemoteData, shownValue } from '../../bridge/remote-data.ts';
import type { AttachedFile } from './composer/attached-file.ts';
import type { QuickReplyBook } from './composer/quick-reply-search.ts';
import type { ConversationList } from './conversation-order.ts';
import type { CardSlice } from './bubble/card-slice.ts';
import type { JudgeSlice } from './judge/judge-slice.ts';
import type { LabelSlice } from './labels/label-slice.ts';
import type { FindSlice } from './find/find-state.ts';
import type { PicksSlice, SavedViewsSlice, ViewSlice } from './list/list-state.ts';
import type { TargetSlice } from './list/target-slice.ts';
import type { CollisionSlice } from './presence/collision-slice.ts';
import type { PresenceSlice } from './presence/presence-slice.ts';
import type { AudioSlice } from './media/audio-state.ts';
import type { ForwardSlice, SelectSlice } from './select/select-state.ts';
import type { SidePanelSlice } from './side-panel/side-panel-state.ts';
import type { TagSlice } from './tags/tag-slice.ts';
import type { ThreadContent } from './thread-content.ts';
import type { GoneSlice } from './gone-slice.ts';
import type { ReadSlice } from './unread/read-state.ts';

export interface ConversationListSlice {
  readonly conversations: RemoteData<ConversationList>;
  /** Opened from elsewhere and not on the pages fetched so far. */
  readonly lookedUp: ReadonlyMap<ConversationId, ConversationSummary>;
  readonly loadConversations: () => Promise<void>;
  readonly loadMoreConversations: () => Promise<void>;
  readonly receiveConversation: (summary: ConversationSummary) => void;
  readonly lookUpConversation: (conversationId: ConversationId) => Promise<void>;
}

export interface ThreadSlice {
  readonly selectedId: ConversationId | null;
  readonly threads: ReadonlyMap<ConversationId, RemoteData<ThreadContent>>;
  /** The last message that came into the open conversation, for screen readers. */
  readonly lastArrival: Message | null;
  /** The message that the open conversation was opened at; null where it was opened at its newest one. */
  readonly openedAt: Message | null;
  /** Opens a conversation at its newest message, or at the one given. */
  readonly openConversation: (conversationId: ConversationId, at?: Message) => Promise<void>;
  /** Leaves the message that the conversation was opened at; nothing happens where the newest one is shown. */
  readonly showNewest: (conversationId: ConversationId) => Promise<void>;
  readonly closeConversation: () => void;
  readonly loadThread: (conversationId: ConversationId) => Promise<void>;
  readonly loadOlder: (conversationId: ConversationId) => Promise<void>;
  /** Where the newest message is not shown. */
  readonly loadNewer: (conversationId: ConversationId) => Promise<void>;
  readonly receiveMessage: (message: Message) => void;
  readonly removeMessage: (conversationId: ConversationId, messageId: MessageId) => void;
  readonly retryMessage: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
  readonly discardMessage: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
}

/** What answers quote. */
export interface QuoteSlice {
  /** Originals that were looked for and are not stored. */
  readonly missingOriginals: ReadonlySet<MessageId>;
  /** Opens the conversation at a message of it, wherever that is, or notes that it is not stored. */
  readonly showOriginal: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
}

/** The files of messages, and profile pictures. */
export interface MediaSlice {
  /** How often the picture of a conversation has changed since this window was opened. */
  readonly pictureVersions: ReadonlyMap<ConversationId, number>;
  readonly notePicture: (conversationId: ConversationId) => void;
  /** Larger ones that were asked for in this window. */
  readonly askedFor: ReadonlySet<MessageId>;
  /** Fetches one that is too large to come by itself, or anew one that could not be had. */
  readonly retryMedia: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
  /** Somebody looks at a message whose file is on its way: it comes next. Silent where it cannot. */
  readonly wantMedia: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
  readonly saveMedia: (conversationId: ConversationId, messageId: MessageId) => Promise<void>;
}

/** What of this computer's settings matters here. */
export interface SettingsSlice {
  /** Files up to this size, in MiB, come by themselves. */
  readonly autoDownloadMb: number;
  readonly writing: WritingSettings;
  readonly loadInboxSettings: () => Promise<void>;
  readonly noteSettings: (settings: Pick<Settings, 'autoDownloadMb' | 'writing'>) => void;
}

/** How complete conversations are. */
export interface HistorySlice {
  readonly histories: ReadonlyMap<ConversationId, ConversationHistory>;
  /** Of those that could not be read. */
  readonly historyFailures: ReadonlyMap<ConversationId, BridgeFailure>;
  /** WhatsApp is being asked for more of one. */
  readonly readsHistory: boolean;
  readonly loadHistory: (conversationId: ConversationId) => Promise<void>;
  /** Asks WhatsApp for what is older than everything, or for a gap once more. */
  readonly readHistory: (
    conversationId: ConversationId,
    gap?: ConversationHistory['gaps'][number],
  ) => Promise<void>;
  /** More of it was compared with WhatsApp. */
  readonly receiveHistory: (conversationId: ConversationId) => Promise<void>;
}

/** Who looks after a conversation, and what the team calls it. */
export interface CareSlice {
  /** Everybody who may be given a conversation, by name, A to Z. */
  readonly colleagues: RemoteData<readonly User[]>;
  readonly loadColleagues: () => Promise<void>;
  /** Fetches the list again when somebody looks after a conversation who is not in it: they have joined since. */
  readonly lookUpColleague: (userId: UserId | null) => Promise<void>;
  /** Gives it to a colleague, or with null to nobody. */
  readonly assign: (conversationId: ConversationId, userId: UserId | null) => Promise<void>;
}

/** What was being written before a message was changed; it comes back afterwards. */
export interface SetAside {
  readonly text: string;
  readonly files: readonly AttachedFile[];
  readonly replyTo: Message | null;
}

/** What goes with the text that is being written. */
export interface ComposerExtras {
  readonly files: readonly AttachedFile[];
  /** The message that is answered. */
  readonly replyTo: Message | null;
  /** The message whose text is being changed. */
  readonly editing: Message | null;
  /** A quick reply that is advertising is in the text. */
  readonly isMarketing?: boolean;
  /** Whether the files are being handed over. */
  readonly isSending?: boolean;
  /** Only while a message is changed. */
  readonly aside?: SetAside | undefined;
  /** Texts that main has not taken yet, oldest first: they are kept until it has. */
  readonly handedOver?: readonly HandedOver[];
}

export interface HandedOver {
  readonly text: string;
  readonly isMarketing?: boolean;
  readonly replyTo: Message | null;
  readonly editing: Message | null;
}

/** The files that go with what is written. */
export interface AttachmentsSlice {
  /** Main gets them at once, and keeps them with the draft. */
  readonly attach: (
    conversationId: ConversationId,
    files: readonly File[],
    /** They are voice notes; seconds. */
    voice?: { readonly duration: number },
  ) => void;
  readonly detach: (conversationId: ConversationId, key: string) => void;
  /** Towards the beginning (-1) or the end (1). */
  readonly moveFile: (conversationId: ConversationId, key: string, by: -1 | 1) => void;
  readonly captionFile: (conversationId: ConversationId, key: string, caption: string) => void;
  /** The bytes of a voice note, to be listened to; null when they cannot be had any more. */
  readonly soundOf: (conversationId: ConversationId, key: string) => Promise<ArrayBuffer | null>;
  /** Until it is released. */
  readonly allowMicrophone: () => Promise<'allowed' | 'refused'>;
  readonly releaseMicrophone: () => Promise<void>;
}

export interface ComposerSlice extends AttachmentsSlice {
  /** What was typed and not sent, per conversation. */
  readonly drafts: ReadonlyMap<ConversationId, string>;
  readonly extras: ReadonlyMap<ConversationId, ComposerExtras>;
  /** The text is advertising from now on, until it is sent or taken out of the field. */
  readonly noteMarketing: (conversationId: ConversationId) => void;
  readonly setDraft: (conversationId: ConversationId, text: string) => void;
  /** Brings back what this computer has kept, the first time that it is called. */
  readonly restoreDrafts: () => Promise<void>;
  /** Something else than a text or what goes with it was typed there, and is to be kept as well. */
  readonly keepSoon: (conversationId: ConversationId) => void;
  /** Keeps at once on this computer what has been typed since it was last kept. */
  readonly keepDrafts: () => void;
  readonly replyTo: (message: Message) => void;
  readonly startEditing: (message: Message) => void;
  /** Neither answers nor changes a message any more. */
  readonly leaveExtras: (conversationId: ConversationId) => void;
  /** Takes a text out of the outbox and puts it into the field again, before what is written there. */
  readonly takeBack: (message: Message) => Promise<void>;
  /** Sends the draft, or changes what is edited, and empties it; it comes back when main could not take it. */
  readonly sendDraft: (conversationId: ConversationId, schedule?: Schedule) => Promise<void>;
}

/** What the team sends often. */
export interface QuickReplySlice {
  /** Not fetched before somebody types a slash. */
  readonly quickReplies: RemoteData<QuickReplyBook>;
  readonly loadQuickReplies: () => Promise<void>;
  /** Fetches them unless they are there or on their way. */
  readonly wantQuickReplies: () => Promise<void>;
  /** Fetches them again where they have been asked for. */
  readonly refreshQuickReplies: () => Promise<void>;
}

/** What waits to be sent, and what a person can do to a message. */
export interface OutboxSlice {
  /** Over all conversations, in the order of writing. */
  readonly outbox: readonly OutboxEntry[];
  readonly loadOutbox: () => Promise<void>;
  readonly noteOutbox: (message: Message) => void;
  readonly forgetOutbox: (messageId: MessageId) => void;
  /** Sends everything again that gave up. */
  readonly retryAll: () => Promise<void>;
  /** Throws away everything that gave up. */
  readonly discardFailed: () => Promise<void>;
  /** With null it goes as soon as it can. */
  readonly reschedule: (message: Message, schedule: Schedule | null) => Promise<void>;
  /** With null ours is taken back. */
  readonly react: (message: Message, emoji: string | null) => Promise<void>;
  readonly revoke: (message: Message) => Promise<void>;
}

export interface InboxState
  extends
    ConversationListSlice,
    ReadSlice,
    ViewSlice,
    PicksSlice,
    SavedViewsSlice,
    ThreadSlice,
    QuoteSlice,
    FindSlice,
    SelectSlice,
    ForwardSlice,
    HistorySlice,
    CareSlice,
    JudgeSlice,
    LabelSlice,
    TargetSlice,
    ComposerSlice,
    QuickReplySlice,
    MediaSlice,
    SettingsSlice,
    AudioSlice,
    CardSlice,
    OutboxSlice,
    PresenceSlice,
    CollisionSlice,
    SidePanelSlice,
    TagSlice,
    GoneSlice,
    NoteSlice {
  /** Fetches again what is shown, after the databases were away. */
  readonly refresh: () => Promise<void>;
  /** The list and the messages that are shown, of all that. */
  readonly refreshMessages: () => Promise<void>;
  /** Fetches one thread again where it is shown; another that is kept, when it is opened. */
  readonly refreshThread: (conversationId: ConversationId) => Promise<void>;
}

/** What a slice needs of the store that it is a part of. */
export interface SliceAccess {
  readonly get: () => InboxState;
  readonly set: (change: Partial<InboxState>) => void;
}

export function findConversation(
  state: Pick<InboxState, 'conversations' | 'lookedUp'>,
  conversationId: ConversationId,
): ConversationSummary | undefined {
  return (
    shownValue(state.conversations)?.items.find((item) => item.conversationId === conversationId) ??
    state.lookedUp.get(conversationId)
  );
}

export function selectedConversation(state: InboxState): ConversationSummary | undefined {
  return state.selectedId === null ? undefined : findConversation(state, state.selectedId);
}

/** How many conversations hold something unread: as the database counts, or of those fetched so far. */
export function unreadConversations({
  counts,
  conversations,
}: Pick<InboxState, 'counts' | 'conversations'>): number {
  if (counts !== null) return counts.unread;
  const items = shownValue(conversations)?.items ?? [];
  return items.filter((item) => item.unreadCount > 0).length;
}

/** Whether the open conversation shows its newest message, or is about to. */
export function isNewestShown({
  selectedId,
  openedAt,
  threads,
}: Pick<InboxState, 'selectedId' | 'openedAt' | 'threads'>): boolean {
  if (openedAt === null || selectedId === null) return true;
  const thread = threads.get(selectedId);
  return thread !== undefined && shownValue(thread)?.reachesNewest === true;
}

/** The message that the open conversation was opened at, once it is there. */
export function shownOpenedAt({
  openedAt,
  threads,
}: Pick<InboxState, 'openedAt' | 'threads'>): Message | null {
  const thread = openedAt === null ? undefined : threads.get(openedAt.conversationId);
  return thread !== undefined && shownValue(thread) !== undefined ? openedAt : null;
}

/** Whether a file that is not there comes only when it is asked for. */
export function isHeld(
  { autoDownloadMb, askedFor }: Pick<InboxState, 'autoDownloadMb' | 'askedFor'>,
  { messageId, media }: Pick<Message, 'messageId' | 'media'>,
): boolean {
  return (
    media?.state === 'waiting' &&
    !askedFor.has(messageId) &&
    waitsForPerson(media.fileSize, autoDownloadMb)
  );
}

/** The name of a colleague; undefined while it is not known. */
export function colleagueName(
  { colleagues }: Pick<InboxState, 'colleagues'>,
  userId: UserId | null,
): string | undefined {
  return shownValue(colleagues)?.find((each) => each.userId === userId)?.name;
}
