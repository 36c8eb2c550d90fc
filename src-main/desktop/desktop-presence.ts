import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { NotificationSettings, OpenRequest } from '../../src-preload/contract/desktop.ts';
import type { ConversationId, LeadId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import type { Note } from '../../src-preload/contract/note.ts';
import type { Session, SyncProgress } from '../../src-preload/contract/session.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { DesktopWords } from './desktop-words.ts';
import {
  type Mention,
  type NotificationActions,
  type NotificationContent,
  Notifier,
  type ShownNotification,
} from './notifier.ts';
import { UnreadConversations } from './unread-conversations.ts';

/** What the icon in the tray tells. */
export interface TrayState {
  /** Conversations with unread messages. */
  unread: number;
  accounts: readonly Session[];
  /** Milliseconds since 1970; null unless notifications are paused now. */
  pausedUntil: number | null;
}

/** The wall clock is looked at so often at least while notifications are paused, in milliseconds. */
const LONGEST_TIMER_MS = 30_000;

interface DesktopPresenceInput {
  /** In the language that is set now. */
  words(): DesktopWords;
  settings(): NotificationSettings;
  /** Whether the main window is in front of everything else. */
  isMainFocused(): boolean;
  showMain(): void;
  /** What whoever works here has not read, and the accounts of this desktop; asked for when the app is ready. */
  readUnread(): Promise<readonly ConversationSummary[]>;
  readAccounts(): readonly Session[];
  /** What there is to say about a note; null where its conversation or its author cannot be found. */
  readMention(note: Note): Promise<Mention | null>;
  notify(content: NotificationContent, actions: NotificationActions): ShownNotification;
  /** Has a text sent, by the same way and rules as one of the window's; whether it was taken. */
  send(conversationId: ConversationId, text: string): Promise<boolean>;
  showTray(state: TrayState): void;
  /** 0 for none. */
  showBadge(count: number): void;
  /** From 0 to 1; null when nothing is under way. */
  showProgress(fraction: number | null): void;
  /** Tells the window that something waits for `takeOpenRequest`. */
  onOpenRequested(): void;
  clock: Clock;
  log: Log;
}

/** What the system's desktop shows of the app beside its windows: notifications, tray, badge and progress. */
export class DesktopPresence {
  readonly #input: DesktopPresenceInput;
  readonly #notifier: Notifier;
  readonly #unread: UnreadConversations;
  readonly #accounts = new Map<SessionId, Session>();
  /** The history of these accounts is being read. */
  readonly #progress = new Map<SessionId, SyncProgress>();
  #userId: UserId | null = null;
  #viewed: ConversationId | null = null;
  /** Those with a text all, of the others the last one; oldest first. */
  #toOpen: OpenRequest[] = [];
  #cancelPauseEnd: () => void = () => {};

  constructor(input: DesktopPresenceInput) {
    this.#input = input;
    const isMine = (conversation: ConversationSummary): boolean => this.#isMine(conversation);
    this.#unread = new UnreadConversations(isMine);
    this.#notifier = new Notifier({
      settings: () => input.settings(),
      words: () => input.words(),
      isMine,
      inView: () => (input.isMainFocused() ? this.#viewed : null),
      show: (content, actions) => input.notify(content, actions),
      open: (conversationId) => this.open(conversationId),
      showMain: () => input.showMain(),
      reply: (conversationId, text) => void this.#reply(conversationId, text),
      holdReply: (conversationId, text) => this.#request({ conversationId, text }),
      clock: input.clock,
    });
  }

  /** Hears every event that is published to the windows. */
  onEvent<N extends EventName>(name: N, payload: EventPayload<N>): void {
    this.#reactions[name]?.(payload);
  }

  /** Which conversation is open in the main window, or null. */
  view(conversationId: ConversationId | null): void {
    this.#viewed = conversationId;
  }

  /** Brings the main window to the front with this conversation. */
  open(conversationId: ConversationId): void {
    this.#request({ conversationId, text: null });
  }

  /** Brings the main window to the front with this lead. */
  openLead(leadId: LeadId): void {
    this.#request({ leadId });
  }

  takeOpenRequest(): OpenRequest | null {
    return this.#toOpen.shift() ?? null;
  }

  /** The computer goes to sleep. */
  sleep(): void {
    this.#notifier.sleep();
  }

  /** It has woken up: timers have stood still, the wall clock has not. */
  wake(): void {
    this.#notifier.wake();
    this.#show();
  }

  /** Nothing is on the desktop afterwards. */
  stop(): void {
    this.#cancelPauseEnd();
    this.#notifier.clear();
    this.#input.showBadge(0);
  }

  readonly #reactions: { [N in EventName]?: (payload: EventPayload<N>) => void } = {
    'app.stateChanged': (state) => {
      this.#userId = state.phase === 'ready' ? state.user.userId : null;
      this.#notifier.clear();
      this.#unread.clear();
      this.#accounts.clear();
      if (state.phase === 'ready') {
        for (const account of this.#input.readAccounts()) {
          this.#accounts.set(account.sessionId, account);
        }
        void this.#readUnread();
      }
      this.#show();
    },
    'conversation.changed': (conversation) => {
      this.#notifier.onConversation(conversation);
      if (this.#unread.note(conversation)) this.#show();
    },
    'note.changed': (note) => {
      const isMentioned = note.mentions.some((userId) => userId === this.#userId);
      if (isMentioned && note.authorId !== this.#userId) void this.#announceMention(note);
    },
    'changes.missed': ({ conversationId }) => {
      if (conversationId === null) void this.#readUnread();
    },
    'session.changed': (session) => {
      this.#accounts.set(session.sessionId, session);
      this.#show();
    },
    'session.syncProgress': (progress) => {
      const { sessionId, done, total } = progress;
      if (done < total) this.#progress.set(sessionId, progress);
      else this.#progress.delete(sessionId);
      this.#showProgress();
    },
    'settings.changed': () => this.#show(),
  };

  /** The person's own: what is assigned to them, and what nobody looks after on the accounts of this desktop. */
  #isMine({ assigneeId, sessionId }: ConversationSummary): boolean {
    return assigneeId === null ? this.#accounts.has(sessionId) : assigneeId === this.#userId;
  }

  #request(request: OpenRequest): void {
    this.#toOpen = [...this.#toOpen.filter(hasText), request];
    this.#input.showMain();
    this.#input.onOpenRequested();
  }

  /** What cannot be sent waits in the field of its conversation: nothing typed is lost. */
  async #reply(conversationId: ConversationId, text: string): Promise<void> {
    if (!(await this.#input.send(conversationId, text))) this.#request({ conversationId, text });
  }

  async #announceMention(note: Note): Promise<void> {
    try {
      const mention = await this.#input.readMention(note);
      if (mention) this.#notifier.onMention(mention);
    } catch (error) {
      // With a database away; the note is in its conversation all the same.
      this.#input.log.debug('A mention could not be announced', { error });
    }
  }

  async #readUnread(): Promise<void> {
    try {
      for (const conversation of await this.#input.readUnread()) {
        this.#unread.note(conversation);
      }
      this.#show();
    } catch (error) {
      // With a database away; what changes is counted all the same.
      this.#input.log.debug('Unread conversations cannot be counted yet', { error });
    }
  }

  #show(): void {
    const { settings, clock, showTray, showBadge } = this.#input;
    const { pausedUntil } = settings();
    const now = clock.now();
    const isPaused = pausedUntil !== null && pausedUntil > now;
    this.#cancelPauseEnd();
    if (isPaused) {
      // A timer of hours would stand still while the computer sleeps.
      const delay = Math.min(pausedUntil - now, LONGEST_TIMER_MS);
      this.#cancelPauseEnd = clock.after(delay, () => this.#show());
    }
    showTray({
      unread: this.#unread.count,
      accounts: [...this.#accounts.values()],
      pausedUntil: isPaused ? pausedUntil : null,
    });
    showBadge(this.#unread.count);
  }

  #showProgress(): void {
    const all = [...this.#progress.values()];
    const total = all.reduce((sum, progress) => sum + progress.total, 0);
    const done = all.reduce((sum, progress) => sum + progress.done, 0);
    this.#input.showProgress(total === 0 ? null : done / total);
  }
}

function hasText(request: OpenRequest): boolean {
  return 'text' in request && request.text !== null;
}
