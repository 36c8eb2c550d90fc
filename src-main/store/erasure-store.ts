import type {
  Erasure,
  ErasureDesktop,
  ErasureId,
  ErasureReason,
  ErasureStep,
  ErasureVerification,
} from '../../src-preload/contract/erasure.ts';
import type { ContactId, ConversationId, LeadId, UserId } from '../../src-preload/contract/ids.ts';
import type { WhatsAppId } from '../domain/whatsapp-event.ts';
import type { ErasurePlan } from './erasure-plan.ts';
import type { Looked, OnCounted, SomeCounts } from './person-store.ts';

/** An erasure that this desktop has to go on with. */
export interface TakenErasure {
  erasureId: ErasureId;
  plan: ErasurePlan;
  step: ErasureStep;
  counts: Erasure['counts'];
}

export type ErasureOutcome = 'interrupted' | 'done' | 'failed';

/** Erasures (`erasures`, `erasure_desktops`), who is not to come back (`suppressions`), and what the rows have of a person. */
export interface ErasureStore {
  /** Begins one, unless one of this contact runs: that one. From here on nothing older of the person is taken in. */
  begin(input: {
    contactId: ContactId;
    plan: ErasurePlan;
    reason: ErasureReason;
    userId: UserId;
  }): Promise<ErasureId>;
  /** The newest first. */
  list(): Promise<Erasure[]>;
  find(erasureId: ErasureId): Promise<(Erasure & { subject: string }) | null>;
  /** Desktops that would have to take away what they keep, without this one. */
  otherDesktops(): Promise<ErasureDesktop[]>;

  /** The oldest that is not done and that nobody is at who was heard of within `ttl` milliseconds; it is this desktop's then. */
  take(ttl: number): Promise<TakenErasure | null>;
  /** Says how far it is, and keeps it; false when another desktop has taken this one for dead. */
  note(erasureId: ErasureId, step: ErasureStep, counts: SomeCounts): Promise<boolean>;
  end(
    erasureId: ErasureId,
    outcome: ErasureOutcome,
    verification: ErasureVerification | null,
  ): Promise<void>;

  /** What this desktop has to take away now: the databases are through with it. */
  owed(): Promise<{ erasureId: ErasureId; conversationIds: ConversationId[] }[]>;
  /** This desktop keeps nothing of the person any more. */
  settle(erasureId: ErasureId): Promise<void>;

  /** Since when (milliseconds) those of these ids or numbers are erased that are; what is newer is somebody new. */
  erasedAt(ids: readonly WhatsAppId[]): Promise<Map<WhatsAppId, number>>;

  /** The leads of the person: of the conversations, of the number, and those that the contacts know. */
  leadsOf(plan: ErasurePlan): Promise<LeadId[]>;
  countRows(plan: ErasurePlan): Promise<SomeCounts>;
  /** Leads lose the person and keep their numbers; what else is the person's goes. */
  eraseRows(plan: ErasurePlan, onCounted: OnCounted): Promise<void>;
  /** Goes through every table that this login may read. */
  lookAtRows(plan: ErasurePlan): Promise<Looked>;
}
