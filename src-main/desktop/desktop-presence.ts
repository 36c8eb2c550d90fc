import type { ResponseRule } from '../../src-preload/contract/business-hours.ts';
import type { EventName, EventPayload } from '../../src-preload/contract/contract.ts';
import type { ConversationSummary } from '../../src-preload/contract/conversation.ts';
import type { NotificationSettings, OpenRequest } from '../../src-preload/contract/desktop.ts';
import type { ConversationId, LeadId, SessionId, UserId } from '../../src-preload/contract/ids.ts';
import { findLabel, type Label } from '../../src-preload/contract/label.ts';
import type { Note } from '../../src-preload/contract/note.ts';
import type { Session, SessionState } from '../../src-preload/contract/session.ts';
import type { Clock } from '../common/clock.ts';
import type { Log } from '../log/log.ts';
import type { DesktopWords } from './desktop-words.ts';
import { DueWaits } from './due-waits.ts';
import {
  type Mention,
  type NotificationActions,
  type NotificationContent,
  Notifier,
  type ShownNotification,
} from './notifier.ts';
import { type ShownProgress, TaskbarProgress } from './taskbar-progress.ts';
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

/** What of an account is read in these states alone. */
const readingStates: ReadonlySet<SessionState['kind']> = new Set([
  'syncing',
  'connected',
  'read_only',
]);
const readingSteps = ['contacts', 'history'] as const;

interface DesktopPresenceInput {
  /** In the language that is set now. */
  words(): DesktopWords;
  /** A moment to come (milliseconds), as short as it can be said. */
  time(at: number): string;
  settings(): NotificationSettings;
  /** Whether the main window is in front of everything else. */
  isMainFocused(): boolean;
  showMain(): void;
  /** What whoever works here has not read, and the accounts of this desktop; asked for when the app is ready. */
  readUnread(): Promise<readonly ConversationSummary[]>;
  readAccounts(): readonly Session[];
  /** The labels of the team. */
  readLabels(): Promise<readonly Label[]>;
  /** The hours and targets of the businesses, and where somebody waits for an answer of this person or of nobody. */
  readRules(): Promise<readonly ResponseRule[]>;
  readWaiting(): Promise<readonly ConversationSummary[]>;
  /** What there is to say about a note; null where its conversation or its author cannot be found. */
  readMention(note: Note): Promise<Mention | null>;
  notify(content: NotificationContent, actions: NotificationActions): ShownNotification;
  /** Has a text sent, by the same way and rules as one of the window's; whether it was taken. */
  send(conversationId: ConversationId, text: string): Promise<boolean>;
  showTray(state: TrayState): void;
  /** 0 for none. */
  showBadge(count: number): void;
  showProgress(progress: ShownProgress): void;
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
  readonly #dueWaits: DueWaits;
  readonly #accounts = new Map<SessionId, Session>();
  readonly #progress: TaskbarProgress;
  /** As they were read last. */
  #labels: readonly Label[] = [];
  #userId: UserId | null = null;
  #viewed: ConversationId | null = null;
  /** Those with a text all, of the others the last one; oldest first. */
  #toOpen: OpenRequest[] = [];
  #cancelPauseEnd: () => void = () => {};

  constructor(input: DesktopPresenceInput) {
    this.#input = input;
    this.#progress = new TaskbarProgress((progress) => input.showProgress(progress));
    const isMine = (conversation: ConversationSummary): boolean => this.#isMine(conversation);
    this.#unread = new UnreadConversations(isMine);
    this.#notifier = new Notifier({
      settings: () => input.settings(),
      words: () => input.words(),
      time: (at) => input.time(at),
      isMine,
      hasMutedLabel: (conversation) => this.#hasMutedLabel(conversation),
      inView: () => (input.isMainFocused() ? this.#viewed : null),
      show: (content, actions) => input.notify(content, actions),
      open: (conversationId) => this.open(conversationId),
      showMain: () => input.showMain(),
      reply: (conversationId, text) => void this.#reply(conversationId, text),
      holdReply: (conversationId, text) => this.#request({ conversationId, text }),
      clock: input.clock,
    });
    this.#dueWaits = new DueWaits({
      readRules: () => input.readRules(),
      readWaiting: () => input.readWaiting(),
      // What nobody looks after concerns everybody, whichever desktop runs the account.
      isExpected: ({ assigneeId }) => assigneeId === null || assigneeId === this.#userId,
      announce: (conversation, dueAt) => this.#notifier.onDue(conversation, dueAt),
      withdraw: (conversationId) => this.#notifier.closeDue(conversationId),
      clock: input.clock,
      log: input.log,
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
    this.#dueWaits.check();
    this.#show();
  }

  /** What is announced is taken back; what comes from now on is announced. */
  hide(): void {
    this.#notifier.clear();
  }

  /** Nothing is on the desktop afterwards. */
  stop(): void {
    this.#cancelPauseEnd();
    this.#dueWaits.stop();
    this.#notifier.clear();
    this.#progress.clear();
    this.#input.showBadge(0);
  }

  readonly #reactions: { [N in EventName]?: (payload: EventPayload<N>) => void } = {
    'app.stateChanged': (state) => {
      // What it tells of is read from the databases.
      const isReady = state.phase === 'ready' && state.isOpening !== true;
      this.#userId = isReady ? state.user.userId : null;
      this.#dueWaits.stop();
      this.#notifier.clear();
      this.#unread.clear();
      this.#accounts.clear();
      // Whatever was under way has ended with the databases.
      this.#progress.clear();
      if (isReady) {
        for (const account of this.#input.readAccounts()) {
          this.#accounts.set(account.sessionId, account);
        }
        void this.#readLabels();
        void this.#readUnread();
        void this.#dueWaits.read();
      }
      this.#show();
    },
    'conversation.changed': (conversation) => {
      this.#notifier.onConversation(conversation);
      if (this.#unread.note(conversation)) this.#show();
      this.#dueWaits.note(conversation);
    },
    'businessHours.changed': () => void this.#dueWaits.read(),
    'note.changed': (note) => {
      const isMentioned = note.mentions.some((userId) => userId === this.#userId);
      if (isMentioned && note.authorId !== this.#userId) void this.#announceMention(note);
    },
    'label.changed': () => void this.#readLabels(),
    'changes.missed': ({ conversationId }) => {
      if (conversationId !== null) return;
      void this.#readLabels();
      void this.#readUnread();
      void this.#dueWaits.read();
    },
    'session.changed': (session) => {
      const { sessionId, state } = session;
      this.#accounts.set(sessionId, session);
      if (!readingStates.has(state.kind)) {
        for (const step of readingSteps) this.#progress.end(`${step} of ${sessionId}`);
      }
      this.#show();
    },
    'session.syncProgress': ({ sessionId, step, ...progress }) =>
      this.#progress.report(`${step} of ${sessionId}`, progress),
    'workspace.rotationProgress': (progress) => {
      if (progress.hasFailed) this.#progress.end('rotation');
      else this.#progress.report('rotation', progress);
    },
    'desktop.taskProgressed': ({ task, ...progress }) => this.#progress.report(task, progress),
    'settings.changed': () => this.#show(),
  };

  /** The person's own: what is assigned to them, and what nobody looks after on the accounts of this desktop. */
  #isMine({ assigneeId, sessionId }: ConversationSummary): boolean {
    return assigneeId === null ? this.#accounts.has(sessionId) : assigneeId === this.#userId;
  }

  /** Conversations name their labels, and the settings have ids: whoever renames one need not know who has muted it. */
  #hasMutedLabel({ labels }: ConversationSummary): boolean {
    const { mutedLabels } = this.#input.settings();
    return labels.some((word) => {
      const label = findLabel(this.#labels, word);
      return label !== undefined && mutedLabels.includes(label.labelId);
    });
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

  async #readLabels(): Promise<void> {
    try {
      this.#labels = await this.#input.readLabels();
    } catch (error) {
      // With a database away: those that were read last are better than none.
      this.#input.log.debug('The labels cannot be read yet', { error });
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
}

function hasText(request: OpenRequest): boolean {
  return 'text' in request && request.text !== null;
}
