import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { NotificationSettings } from '../../src-preload/contract/desktop.ts';
import type { NoteId } from '../../src-preload/contract/note.ts';
import type { ConversationId } from '../../src-preload/contract/ids.ts';
import type { Clock } from '../common/clock.ts';
import type { DesktopWords } from './desktop-words.ts';
import { isQuiet } from './quiet-hours.ts';
import { SeenMessages } from './seen-messages.ts';
import { SleepSummary } from './sleep-summary.ts';

/** What is shown of one conversation. */
export interface NotificationContent {
  title: string;
  body: string;
  silent: boolean;
}

/** The person at this desktop is mentioned in a note. */
export interface Mention {
  noteId: NoteId;
  conversation: ConversationSummary;
  /** The colleague's name. */
  author: string;
  /** With names for those who are mentioned. */
  text: string;
  /** When it was written or edited, in milliseconds since 1970. */
  at: number;
}

/** What a person can do with a notification. */
export interface NotificationActions {
  onClick(): void;
  /** With it, an answer can be written into the notification where the system has that. */
  onReply?: (text: string) => void;
}

/** A notification that stands on the desktop. */
export interface ShownNotification {
  close(): void;
}

interface NotifierInput {
  settings(): NotificationSettings;
  words(): DesktopWords;
  /** A moment to come (milliseconds) in the words of the person. */
  time(at: number): string;
  /** Whether the person at this desktop looks after the conversation. */
  isMine(conversation: ConversationSummary): boolean;
  /** Whether it has a label that is not to be announced. */
  hasMutedLabel(conversation: ConversationSummary): boolean;
  /** The conversation that is open in a window which has the focus, or null. */
  inView(): ConversationId | null;
  show(content: NotificationContent, actions: NotificationActions): ShownNotification;
  open(conversationId: ConversationId): void;
  /** Brings the main window to the front as it is. */
  showMain(): void;
  /** Sends what was written into a notification. */
  reply(conversationId: ConversationId, text: string): void;
  /** Opens the conversation with what was written into a notification in its field: somebody else has answered. */
  holdReply(conversationId: ConversationId, text: string): void;
  clock: Clock;
}

/** In a burst no more than so many are shown in so many milliseconds: nobody reads two hundred, and each costs time. */
const AT_MOST = 10;
const WITHIN_MS = 10_000;
/** In a summary of many conversations so many are named. */
const NAMED = 3;

interface Announced {
  shown: ShownNotification;
  /** Somebody has answered since. */
  isAnswered: boolean;
}

/**
 * Announces what customers write: one notification a conversation, which the next message replaces and which goes
 * when somebody reads it or answers. What came while the app was closed is in the list, and is not announced; what
 * came while the computer slept is announced all at once. What was not to be announced when it came, in a pause or
 * because it was in view, never is: no later change of its conversation makes it news.
 */
export class Notifier {
  readonly #input: NotifierInput;
  readonly #announced = new Map<ConversationId, Announced>();
  readonly #seen = new SeenMessages();
  /** Notes that had their chance to be announced, null for those that were not: the same one may be told again. */
  readonly #mentions = new Map<NoteId, ShownNotification | null>();
  /** Of waits that are about to be too long. */
  readonly #due = new Map<ConversationId, ShownNotification>();
  readonly #summary: SleepSummary;
  /** WhatsApp's times are in whole seconds. */
  #since: number;
  /** When the last ones were shown, oldest first. */
  #shownAt: number[] = [];

  constructor(input: NotifierInput) {
    this.#input = input;
    this.#since = Math.floor(input.clock.now() / 1000) * 1000;
    this.#summary = new SleepSummary({
      filter: (conversations) => conversations.filter((one) => this.#isWanted(one)),
      show: (conversations, isUpdate) => this.#showSummary(conversations, isUpdate),
      clock: input.clock,
    });
  }

  /** The computer goes to sleep. */
  sleep(): void {
    this.#summary.sleep();
  }

  /** It has woken up: what was written meanwhile comes in now. */
  wake(): void {
    this.#summary.wake();
  }

  /** To be told of every change of a conversation. */
  onConversation(conversation: ConversationSummary): void {
    const { conversationId, lastMessage, unreadCount } = conversation;
    const before = this.#announced.get(conversationId);
    if (unreadCount === 0 || lastMessage?.direction !== 'incoming') {
      if (before) before.isAnswered = lastMessage?.direction === 'outgoing';
      this.#close(conversationId);
      this.#summary.remove(conversationId);
      if (unreadCount === 0 && lastMessage?.direction === 'incoming') this.#seen.add(conversation);
      else this.#seen.noteUnread(conversation);
      return;
    }
    // Who is given a conversation is told what stands there unread.
    if (!this.#input.isMine(conversation)) return;
    if (!this.#seen.isNews(conversation, this.#since)) {
      this.#seen.noteUnread(conversation);
      return;
    }
    this.#seen.add(conversation);
    if (!this.#isWanted(conversation)) return;
    if (this.#summary.covers(lastMessage.timestamp)) {
      this.#close(conversationId);
      this.#summary.add(conversation);
      return;
    }
    if (this.#isBurst()) return;
    this.#summary.remove(conversationId);
    this.#shownAt.push(this.#input.clock.now());
    before?.shown.close();
    const announced: Announced = {
      isAnswered: false,
      shown: this.#input.show(this.#content(conversation), {
        onClick: () => {
          this.#close(conversationId);
          this.#input.open(conversationId);
        },
        onReply: (text) => {
          this.#close(conversationId);
          if (text.trim() === '') return;
          if (announced.isAnswered) this.#input.holdReply(conversationId, text);
          else this.#input.reply(conversationId, text);
        },
      }),
    };
    this.#announced.set(conversationId, announced);
  }

  /** A colleague has mentioned the person in a note. By the same rules, whoever looks after the conversation. */
  onMention({ noteId, conversation, author, text, at }: Mention): void {
    if (this.#mentions.has(noteId) || at < this.#since) return;
    this.#mentions.set(noteId, null);
    if (!this.#isWanted(conversation) || this.#isBurst()) return;
    this.#shownAt.push(this.#input.clock.now());
    const { showText, sound } = this.#input.settings();
    const words = this.#input.words();
    const content = {
      title: words.mentioned(author, conversation.name),
      body: showText ? text : words.mentionedText,
      silent: !sound,
    };
    const shown = this.#input.show(content, {
      onClick: () => {
        shown.close();
        this.#input.open(conversation.conversationId);
      },
    });
    this.#mentions.set(noteId, shown);
  }

  /**
   * Somebody waits and is to have an answer by then (milliseconds). By the rules of messages, but also for what is read
   * already. Whether it is announced now.
   */
  onDue(conversation: ConversationSummary, dueAt: number): boolean {
    if (!this.#isWanted(conversation) || this.#isBurst()) return false;
    this.#shownAt.push(this.#input.clock.now());
    const { conversationId, name } = conversation;
    const words = this.#input.words();
    const content = {
      title: words.stillWaits(name),
      body: words.answerDue(this.#input.time(dueAt)),
      silent: !this.#input.settings().sound,
    };
    const shown = this.#input.show(content, {
      onClick: () => {
        this.closeDue(conversationId);
        this.#input.open(conversationId);
      },
    });
    this.#due.set(conversationId, shown);
    return true;
  }

  closeDue(conversationId: ConversationId): void {
    this.#due.get(conversationId)?.close();
    this.#due.delete(conversationId);
  }

  /** Takes everything from the desktop; what is older than now is not announced any more. */
  clear(): void {
    for (const conversationId of [...this.#announced.keys()]) this.#close(conversationId);
    for (const shown of this.#mentions.values()) shown?.close();
    this.#mentions.clear();
    for (const conversationId of [...this.#due.keys()]) this.closeDue(conversationId);
    this.#seen.clear();
    this.#summary.clear();
    this.#since = Math.floor(this.#input.clock.now() / 1000) * 1000;
  }

  #isWanted(conversation: ConversationSummary): boolean {
    const { inView, clock } = this.#input;
    const settings = this.#input.settings();
    return (
      settings.enabled &&
      !isQuiet(settings, clock.now()) &&
      !conversation.isArchived &&
      !settings.mutedConversations.includes(conversation.conversationId) &&
      !this.#input.hasMutedLabel(conversation) &&
      inView() !== conversation.conversationId
    );
  }

  #isBurst(): boolean {
    const since = this.#input.clock.now() - WITHIN_MS;
    this.#shownAt = this.#shownAt.filter((at) => at > since);
    return this.#shownAt.length >= AT_MOST;
  }

  #content({ name, lastMessage, unreadCount }: ConversationSummary): NotificationContent {
    const { showText, sound } = this.#input.settings();
    const words = this.#input.words();
    const text = lastMessage?.type === 'call_log' ? words.call : (lastMessage?.preview ?? '');
    return {
      title: unreadCount > 1 && showText ? `${name} (${unreadCount})` : name,
      // A picture without a caption, say, has no words of its own.
      body: showText && text !== '' ? text : words.newMessages(unreadCount),
      silent: !sound,
    };
  }

  #showSummary(
    conversations: readonly ConversationSummary[],
    isUpdate: boolean,
  ): ShownNotification {
    const [first] = conversations;
    const isOne = first !== undefined && conversations.length === 1;
    const words = this.#input.words();
    const { sound } = this.#input.settings();
    const names = conversations.slice(0, NAMED).map(({ name }) => name);
    const content = isOne
      ? this.#content(first)
      : {
          title: words.duringSleep(conversations.length),
          body: words.fromSeveral(names, conversations.length - names.length),
          silent: !sound,
        };
    return this.#input.show(isUpdate ? { ...content, silent: true } : content, {
      onClick: () => {
        this.#summary.dismiss();
        if (isOne) this.#input.open(first.conversationId);
        else this.#input.showMain();
      },
    });
  }

  #close(conversationId: ConversationId): void {
    this.#announced.get(conversationId)?.shown.close();
    this.#announced.delete(conversationId);
  }
}
