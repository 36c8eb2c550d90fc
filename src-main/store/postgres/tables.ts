import type { ColumnType, Generated } from 'kysely';
import type { LeadStage } from '../../../src-preload/contract/lead.ts';
import type { Severity } from '../../domain/session-state.ts';

/** The tables as they stand in PostgreSQL. `object_id` is the id that MongoDB's documents refer to. */
export interface Tables {
  users: {
    id: Generated<number>;
    object_id: string;
    name: string;
    email: string;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  businesses: {
    id: Generated<number>;
    object_id: string;
    name: string;
    created_at: Generated<Date>;
    updated_at: Generated<Date>;
  };
  leads: {
    id: Generated<number>;
    object_id: string;
    business_id: number | null;
    /** `conversations.conversationId` */
    conversation_id: string;
    /** `messages.messageId` of the message that made it a lead */
    message_id: string;
    contact_name: string;
    stage: LeadStage;
    reasons: string[];
    excerpt: string;
    source: string;
    created_at: Date;
    updated_at: Generated<Date>;
  };
  whatsapp_session_logs: {
    id: Generated<number>;
    event_id: string;
    session_id: string;
    user_id: number | null;
    event_type: string;
    event_data: ColumnType<unknown, string, never>;
    severity: Severity;
    message: string;
    created_at: Date;
  };
}
