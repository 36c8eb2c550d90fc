import { LRUCache } from 'lru-cache';
import { type AccessOutcome, SubjectId } from '../../src-preload/contract/access-log.ts';
import { commands, type CommandName } from '../../src-preload/contract/contract.ts';
import type { ConversationId, UserId } from '../../src-preload/contract/ids.ts';
import type { ErrorCode } from '../../src-preload/contract/result.ts';
import type { Clock } from '../common/clock.ts';
import type { AccessEntry } from './access-entry.ts';
import { type AccessRule, accessRules } from './access-rules.ts';

/** How a command ended. */
export interface CommandEnd {
  /** As it came over the bridge. */
  name: unknown;
  /** As it was parsed; without it, it was not understood. */
  input?: unknown;
  /** What it answered, or why not. */
  end: { output: unknown } | { failure: ErrorCode };
}

/** Takes what was noted; it must not throw, and nobody waits for it. */
export type AccessSink = (entries: AccessEntry[]) => void;

/** Somebody was told no. */
const refusals: ReadonlySet<ErrorCode> = new Set([
  'bad_input',
  'not_allowed',
  'passphrase_wrong',
  'workspace_locked',
  'signed_out',
  'password_wrong',
  'password_needed',
  'too_many_attempts',
  'invitation_needed',
  'invitation_invalid',
  'member_removed',
  'desktop_shut_out',
  'last_owner',
  'person_held',
  'person_erased',
]);
/** It came to nothing, and nobody saw anything. */
const nothing: ReadonlySet<ErrorCode> = new Set(['not_ready', 'cancelled']);
/** Rows of one command at most; of more subjects it is said how many they were. */
const SUBJECTS_AT_MOST = 200;
/** What is held until the workspace is open. */
const HELD_AT_MOST = 1_000;
/** A page that asks again and again for what it is refused, or what fails, is told of once in so many milliseconds. */
const TROUBLE_QUIET = 60_000;
/** Subjects of which it is remembered when they were logged. */
const REMEMBERED = 10_000;
const MEDIA_QUIET = 5 * 60_000;

/** The rule of a command across all of them, where only this is known of its input and output. */
type AnyRule = AccessRule<CommandName> & {
  action: unknown;
  of?(input: unknown, output: unknown): readonly (string | null)[];
  count?(output: unknown, input: unknown): number;
  cameTo?(output: unknown): boolean;
};

/**
 * Turns what came through the bridge into entries of the access log, by the table of `access-rules.ts`. Until the
 * workspace is open they are held in memory.
 */
export class AccessRecorder {
  readonly #who: () => UserId | null;
  readonly #clock: Clock;
  /** When something was logged that is not to be logged again soon. */
  readonly #loggedAt = new LRUCache<string, number>({ max: REMEMBERED });
  #held: AccessEntry[] = [];
  #sink: AccessSink | null = null;

  /** `who` works at this desktop; null for nobody yet. */
  constructor(input: { who: () => UserId | null; clock: Clock }) {
    this.#who = input.who;
    this.#clock = input.clock;
  }

  /** The workspace is open, or with null closed again. */
  connect(sink: AccessSink | null): void {
    this.#sink = sink;
    if (sink && this.#held.length > 0) sink(this.#held.splice(0));
  }

  /** Notes how a command ended. Never throws. */
  noteCommand({ name, input, end }: CommandEnd): void {
    const failure = 'failure' in end ? end.failure : null;
    if (failure !== null && nothing.has(failure)) return;
    const outcome = outcomeOf(failure);
    const known = typeof name === 'string' && Object.hasOwn(commands, name);
    const command = known ? name : 'unknown';
    const rule = known ? (accessRules[name as CommandName] as AnyRule | null) : null;
    if (!rule) {
      if (outcome !== 'refused') return;
      this.#note(
        [{ ...this.#about(command, outcome), action: 'asked', subjectKind: 'workspace' }],
        TROUBLE_QUIET,
      );
      return;
    }
    const output = 'output' in end ? end.output : null;
    if (outcome === 'done' && rule.cameTo?.(output) === false) return;
    const isUnderstood = input !== undefined;
    const action = actionOf(rule, input);
    const ids = isUnderstood ? (rule.of?.(input, output) ?? []).filter(isSubjectId) : [];
    // It is about something, and there was nothing.
    if (outcome === 'done' && rule.of && ids.length === 0) return;
    const base = { ...this.#about(command, outcome), action, subjectKind: rule.kind };
    const count = outcome === 'done' ? (rule.count?.(output, input) ?? 1) : 0;
    const entries =
      ids.length === 0
        ? [{ ...base, count }]
        : ids.length > SUBJECTS_AT_MOST
          ? [{ ...base, count: ids.length }]
          : ids.map((subjectId) => ({ ...base, subjectId, count }));
    this.#note(
      entries,
      outcome === 'done'
        ? (rule.quiet ?? 0)
        : failure === 'bad_input' || rule.quiet
          ? TROUBLE_QUIET
          : 0,
    );
  }

  /** A page shows or plays a file of this conversation. */
  noteMedia(conversationId: ConversationId): void {
    const about = this.#about('alexia-media', 'done');
    this.#note(
      [{ ...about, action: 'opened', subjectKind: 'media', subjectId: conversationId }],
      MEDIA_QUIET,
    );
  }

  /** The app itself begins or ends to work for somebody; in the first run nobody else knows yet who that is. */
  noteWork(action: 'signedIn' | 'signedOut', userId: UserId): void {
    const command = action === 'signedIn' ? 'app.start' : 'app.quit';
    this.#note([{ ...this.#about(command, 'done'), userId, action, subjectKind: 'workspace' }], 0);
  }

  #about(command: string, outcome: AccessOutcome): Omit<AccessEntry, 'action' | 'subjectKind'> {
    return {
      at: this.#clock.now(),
      userId: this.#who(),
      command,
      subjectId: null,
      outcome,
      count: outcome === 'done' ? 1 : 0,
      mark: null,
    };
  }

  #note(entries: AccessEntry[], quiet: number): void {
    const news = quiet === 0 ? entries : entries.filter((entry) => this.#isNews(entry, quiet));
    if (news.length === 0) return;
    if (this.#sink) {
      this.#sink(news);
      return;
    }
    this.#held.push(...news);
    if (this.#held.length > HELD_AT_MOST) this.#held.splice(0, this.#held.length - HELD_AT_MOST);
  }

  #isNews(
    { userId, action, subjectKind, subjectId, outcome, command, at }: AccessEntry,
    quiet: number,
  ): boolean {
    // Whatever shows a conversation is one visit; what was refused is told by what was asked for.
    const what = outcome === 'done' ? '' : command;
    const key = [userId, action, subjectKind, subjectId, outcome, what].join(' ');
    const last = this.#loggedAt.get(key);
    // A clock that was set back must not silence it.
    if (last !== undefined && at >= last && at - last < quiet) return false;
    this.#loggedAt.set(key, at);
    return true;
  }
}

function outcomeOf(failure: ErrorCode | null): AccessOutcome {
  if (failure === null) return 'done';
  return refusals.has(failure) ? 'refused' : 'failed';
}

function actionOf(rule: AnyRule, input: unknown): AccessEntry['action'] {
  if (typeof rule.action !== 'function') return rule.action;
  return (rule.action as (input: unknown) => AccessEntry['action'])(input ?? {});
}

function isSubjectId(id: string | null): id is string {
  return id !== null && SubjectId.safeParse(id).success;
}
