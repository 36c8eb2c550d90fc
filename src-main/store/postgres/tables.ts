import type {
  AccessAction,
  AccessOutcome,
  SubjectKind,
} from '../../../src-preload/contract/access-log.ts';
import type { ColumnType, Generated, GeneratedAlways } from 'kysely';
import type {
  ConsentMethod,
  ConsentPurpose,
  ConsentState,
} from '../../../src-preload/contract/consent.ts';
import type { Erasure, ErasureReason, ErasureStep } from '../../../src-preload/contract/erasure.ts';
import type { Role } from '../../../src-preload/contract/access.ts';
import type { LeadRuleKind } from '../../../src-preload/contract/lead-rule.ts';
import type { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { RetentionRun } from '../../../src-preload/contract/retention.ts';
import type { Severity } from '../../domain/session-state.ts';
import type { RateLimitKey } from '../rate-limit-store.ts';

/** Set by a trigger at every change, by the server's clock. */
type UpdatedAt = GeneratedAlways<Date>;

/**
 * The tables as they stand in PostgreSQL. `object_id` is the id that MongoDB's documents refer to, `updated_by` the
 * desk that wrote the row.
 */
export interface Tables {
  users: {
    id: Generated<number>;
    object_id: string;
    name: string;
    email: string;
    is_away: Generated<boolean>;
    role: Generated<Role>;
    /** Null while they work here. */
    removed_at: Generated<Date | null>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  /** Owners alone read it. */
  invitations: {
    id: Generated<number>;
    object_id: string;
    email: string;
    role: Role;
    code_hash: Buffer;
    invited_by: number | null;
    created_at: Generated<Date>;
    expires_at: Date;
  };
  /** Written by functions alone, but for who is shut out. */
  desktops: {
    id: Generated<number>;
    desk_id: string;
    user_id: number;
    name: string;
    login: GeneratedAlways<string>;
    token_hash: Generated<Buffer | null>;
    last_seen_at: GeneratedAlways<Date>;
    shut_out_at: Generated<Date | null>;
    shut_out_by: Generated<number | null>;
  };
  businesses: {
    id: Generated<number>;
    object_id: string;
    name: string;
    is_high_volume: Generated<boolean>;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  rotas: {
    id: Generated<number>;
    /** Null for the conversations of no business. */
    business_id: number | null;
    is_on: boolean;
    turns: Generated<string>;
    updated_at: Generated<Date>;
  };
  rota_members: {
    rota_id: number;
    user_id: number;
    last_turn: Generated<string>;
  };
  rota_turns: {
    conversation_id: string;
    message_id: string;
    rota_id: number;
    user_id: number;
    turn: string;
    turn_before: string;
    taken_at: Generated<Date>;
  };
  business_hours: {
    id: Generated<number>;
    /** Null for the conversations of no business. */
    business_id: number | null;
    /** `BusinessHours` of the contract; null where it is always open. */
    hours: ColumnType<unknown, string | null>;
    target_minutes: number | null;
    /** A person. */
    updated_by: number | null;
    updated_at: Generated<Date>;
  };
  quick_replies: {
    id: Generated<number>;
    object_id: string;
    /** Null for all businesses. */
    business_id: number | null;
    shortcut: string;
    content: string;
    is_marketing: Generated<boolean>;
    /** People. */
    created_by: number | null;
    updated_by: number | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  labels: {
    id: Generated<number>;
    object_id: string;
    name: string;
    colour: string;
    position: number;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  campaigns: {
    id: Generated<number>;
    object_id: string;
    /** Null for all businesses. */
    business_id: number | null;
    name: string;
    channel: string;
    code: string;
    starts_at: Date | null;
    ends_at: Date | null;
    /** When a person ended it. */
    ended_at: Date | null;
    budget_minor: string | null;
    currency: string | null;
    status: string;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  leads: {
    id: Generated<number>;
    object_id: string;
    user_id: number | null;
    business_id: number | null;
    campaign_id: number | null;
    /** `conversations.conversationId`; null for a lead that was made without one. */
    conversation_id: string | null;
    /** `messages.messageId` of the message that made it a lead; null where a person did. */
    message_id: string | null;
    /** Sealed with the data key of the conversation, or of the lead where it has none; as all buffers here. */
    contact_name: Buffer;
    /** A JSON list of texts. */
    reasons: Buffer;
    excerpt: Buffer;
    stage: Generated<LeadStage>;
    source: string;
    value_minor: string | null;
    currency: string | null;
    expected_close: string | null;
    next_step: Buffer | null;
    next_step_at: Date | null;
    /** The `next_step_at` of which the owner was reminded. */
    reminded_of: Date | null;
    notes: Buffer | null;
    lost_reason: Buffer | null;
    /** Null: since it was made. */
    stage_since: Date | null;
    version: Generated<number>;
    /** In thousandths (`domain/leads/lead-strength.ts`). */
    evidence: number | null;
    /** 0–100, of the evidence. */
    score: GeneratedAlways<number | null>;
    /** Set by a trigger when it is won or lost. */
    closed_at: GeneratedAlways<Date | null>;
    is_dismissed: Generated<boolean>;
    /** Its key is its own, although it has a conversation. */
    sealed_alone: Generated<boolean>;
    phone_number: Buffer | null;
    /** A keyed hash. */
    phone_key: string | null;
    created_at: Date;
    updated_at: UpdatedAt;
    updated_by: string;
  };
  lead_changes: {
    id: Generated<string>;
    object_id: string;
    lead_id: number;
    version: number;
    changed_at: Generated<Date>;
    changed_by: number | null;
    from_stage: LeadStage | null;
    to_stage: LeadStage | null;
    /** Sealed as its lead is. */
    changes: Buffer;
  };
  lead_stages: {
    stage: LeadStage;
    name: string | null;
    position: number;
  };
  lead_messages: {
    conversation_id: string;
    message_id: string;
    lead_id: number;
    /** 0–100 */
    score: number;
    /** A JSON list (`LeadReason` of the contract), sealed with the conversation's data key. */
    reasons: Buffer;
    said_at: Date;
  };
  lead_judgements: {
    conversation_id: string;
    message_id: string;
    is_lead: boolean;
    judged_by: number | null;
    judged_at: Generated<Date>;
  };
  lead_corrections: {
    version: number;
    object_id: string;
    model_version: number;
    /** Null: the text model alone. */
    weights: Buffer | null;
    judgements: number;
    applied_by: number | null;
    applied_at: Generated<Date>;
  };
  lead_rules: {
    id: Generated<number>;
    object_id: string;
    /** Null for all businesses. */
    business_id: number | null;
    kind: LeadRuleKind;
    content: string;
    points: number;
    is_on: boolean;
    updated_by: number | null;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  whatsapp_session_logs: {
    id: Generated<string>;
    event_id: string;
    session_id: string;
    user_id: number | null;
    event_type: string;
    event_data: ColumnType<unknown, string, never>;
    severity: Severity;
    message: string;
    created_at: Date;
  };
  inbox_views: {
    id: Generated<number>;
    object_id: string;
    user_id: number;
    name: string;
    /** `ConversationFilter` of the contract. */
    filter: ColumnType<unknown, string, never>;
    sort: string;
    position: number;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  lead_views: {
    id: Generated<number>;
    object_id: string;
    user_id: number;
    name: string;
    /** `LeadChoice` and `LeadSort` of the contract. */
    choice: ColumnType<unknown, string>;
    sort: ColumnType<unknown, string>;
    layout: string;
    is_shared: boolean;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  contact_consents: {
    id: Generated<string>;
    object_id: string;
    /** `whatsapp_contacts._id` */
    contact_id: string;
    purpose: ConsentPurpose;
    state: ConsentState;
    method: ConsentMethod;
    said_at: Date;
    /** The message in which the person said so: both or none. */
    conversation_id: string | null;
    message_id: string | null;
    recorded_by: number | null;
    recorded_at: Generated<Date>;
  };
  retention_policies: {
    id: Generated<number>;
    /** Null for what has no policy of its own. */
    business_id: number | null;
    kind: string;
    /** Null: it is kept. */
    days: number | null;
    /** A person. */
    updated_by: number | null;
    updated_at: Generated<Date>;
  };
  legal_holds: {
    id: Generated<number>;
    /** `whatsapp_contacts._id` */
    contact_id: string;
    reason: string;
    placed_by: number | null;
    placed_at: Generated<Date>;
    lifted_by: number | null;
    lifted_at: Date | null;
  };
  retention_runs: {
    id: Generated<number>;
    desk_id: string;
    started_at: Generated<Date>;
    alive_at: Generated<Date>;
    ended_at: Date | null;
    outcome: Generated<RetentionRun['outcome']>;
    /** `RetentionCounts` of the contract. */
    counts: ColumnType<unknown, string | undefined, string>;
    held: Generated<number>;
  };
  erasures: {
    id: Generated<number>;
    erasure_id: string;
    /** `whatsapp_contacts._id`, which is gone. */
    contact_id: string;
    /** A keyed hash. */
    subject: string;
    reason: ErasureReason;
    started_by: number | null;
    started_at: Generated<Date>;
    desk_id: Generated<string | null>;
    alive_at: Generated<Date | null>;
    ended_at: Generated<Date | null>;
    state: Generated<Erasure['state']>;
    step: Generated<ErasureStep>;
    /** `ErasureCounts` of the contract. */
    counts: ColumnType<unknown, string | undefined, string>;
    /** `ErasureVerification` of the contract. */
    verification: ColumnType<unknown, string | null | undefined, string | null>;
    /** `ErasurePlan`; null once it is done. */
    plan: ColumnType<unknown, string | null, string | null>;
    conversation_ids: string[];
  };
  erasure_desktops: {
    erasure_id: number;
    desk_id: string;
    done_at: Date | null;
  };
  suppressions: {
    /** A keyed hash. */
    id_hash: string;
    erased_at: Date;
  };
  /** Read by desktops; written by `append_access_log` alone. */
  access_log_chains: {
    chain_id: string;
    device_id: string;
    seq: string;
    seal: Buffer | null;
    recorded_at: Date;
  };
  access_log: {
    chain_id: string;
    seq: string;
    recorded_at: Date;
    at: Date;
    device_id: string;
    user_id: string | null;
    action: AccessAction;
    command: string;
    subject_kind: SubjectKind;
    subject_id: string | null;
    outcome: AccessOutcome;
    count: string;
    mark: Buffer | null;
    seal: Buffer;
  };
  rate_limiting: {
    id: Generated<number>;
    identifier: string;
    identifier_type: RateLimitKey['identifierType'];
    endpoint: string;
    method: string;
    request_count: number;
    window_start: Date;
    window_end: Date;
    created_at: Generated<Date>;
  };
}
