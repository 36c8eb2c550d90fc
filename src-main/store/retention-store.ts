import type {
  BusinessId,
  ContactId,
  ConversationId,
  UserId,
} from '../../src-preload/contract/ids.ts';
import type {
  LegalHold,
  RetentionCounts,
  RetentionKind,
  RetentionPolicy,
  RetentionRun,
} from '../../src-preload/contract/retention.ts';
import type { Cutoffs, ExpiredLead } from './expiry-store.ts';

/** How a run has ended. */
export type RunOutcome = Exclude<RetentionRun['outcome'], 'running'>;

export interface RunProgress {
  counts: RetentionCounts;
  held: number;
}

/** By what a hold keeps leads: of these conversations, and of these numbers (`+…`). */
export interface HeldLeads {
  readonly conversations: ReadonlySet<ConversationId>;
  readonly numbers: readonly string[];
}

/** When things go by themselves, what is kept from it, and what went (`retention_policies`, `legal_holds`, `retention_runs`). */
export interface RetentionStore {
  policies(): Promise<RetentionPolicy[]>;
  /** `days` null keeps it; undefined takes the policy away. */
  setPolicy(policy: {
    businessId: BusinessId | null;
    kind: RetentionKind;
    days: number | null | undefined;
    userId: UserId;
  }): Promise<void>;

  /** Those that stand, the newest first. */
  holds(): Promise<LegalHold[]>;
  /** Waits for what is being deleted at this moment. One that stands stays as it is. */
  placeHold(hold: { contactId: ContactId; reason: string; userId: UserId }): Promise<void>;
  /** Of all these contacts. */
  liftHolds(contactIds: readonly ContactId[], userId: UserId): Promise<void>;
  /**
   * Runs the work, which gets the contacts that are held. No hold is placed until it has ended: what it deletes is held
   * by nobody. It should be short.
   */
  whileHoldsStand<T>(work: (held: readonly ContactId[]) => Promise<T>): Promise<T>;

  /**
   * Begins a run, unless another desktop is at one, or one was done since `notSince` (milliseconds). What was begun and not
   * kept alive for `ttl` milliseconds counts as interrupted. Answers the run, or null.
   */
  beginRun(input: { deskId: string; notSince: number; ttl: number }): Promise<number | null>;
  /** Says how far it is, and keeps it alive; false when another desktop has taken it for dead. */
  noteProgress(runId: number, progress: RunProgress): Promise<boolean>;
  endRun(runId: number, outcome: RunOutcome, progress: RunProgress): Promise<void>;
  /** The newest first. */
  runs(limit: number): Promise<RetentionRun[]>;

  /** Lost leads that are past and not held; `oldest` in milliseconds. */
  countLostLeads(
    cutoffs: Cutoffs,
    held: HeldLeads,
  ): Promise<{ count: number; oldest: number | null }>;
  /**
   * Takes away some of them, the longest lost first, with their history and what stands behind them. `forget` is called
   * before they go, and while nobody can change them. Answers how many.
   */
  expireLostLeads(input: {
    cutoffs: Cutoffs;
    held: HeldLeads;
    limit: number;
    forget(leads: readonly ExpiredLead[]): Promise<void>;
  }): Promise<number>;

  /** Takes away session logs by their policy: whole months as such. Answers how many rows; 0 where there is no policy. */
  expireSessionLogs(): Promise<number>;
  /** Session logs before a moment, in milliseconds. */
  countSessionLogs(before: number): Promise<{ count: number; oldest: number | null }>;
}
