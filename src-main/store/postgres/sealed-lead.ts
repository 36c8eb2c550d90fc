import { z } from 'zod';
import { ConversationId, LeadId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import { type DataKey, openField, sealField } from '../../crypto/field-cipher.ts';
import type { NewLead } from '../lead-store.ts';

/** The columns that a lead is read from. */
export const leadColumns = [
  'object_id',
  'conversation_id',
  'message_id',
  'contact_name',
  'stage',
  'reasons',
  'excerpt',
  'created_at',
  'score',
] as const;

export interface LeadRow {
  object_id: string;
  conversation_id: string;
  message_id: string;
  contact_name: Buffer;
  stage: LeadStage;
  reasons: Buffer;
  excerpt: Buffer;
  created_at: Date;
  score: number | null;
}

const Reasons = z.array(z.string());

/** What a customer is called and wrote, as it may stand in the database. */
export function sealLead(
  key: DataKey,
  leadId: string,
  lead: Pick<NewLead, 'contactName' | 'reasons' | 'excerpt'>,
): Pick<LeadRow, 'contact_name' | 'reasons' | 'excerpt'> {
  return {
    contact_name: sealContactName(key, leadId, lead.contactName),
    reasons: sealField(key, contextOf(leadId, 'reasons'), JSON.stringify(lead.reasons)),
    excerpt: sealField(key, contextOf(leadId, 'excerpt'), lead.excerpt),
  };
}

export function sealContactName(key: DataKey, leadId: string, name: string): Buffer {
  return sealField(key, contextOf(leadId, 'contact_name'), name);
}

/**
 * The lead of a row. Without the conversation's key, which is gone when the customer was erased, it has no name, no
 * reasons and no excerpt. Throws `data_unreadable` when a column was altered or comes from another lead.
 */
export function openLead(row: LeadRow, key: DataKey | undefined): Lead {
  const open = (column: 'contact_name' | 'reasons' | 'excerpt'): string | null =>
    key ? openField(key, contextOf(row.object_id, column), row[column]) : null;
  return {
    leadId: LeadId.parse(row.object_id),
    conversationId: ConversationId.parse(row.conversation_id),
    messageId: MessageId.parse(row.message_id),
    contactName: open('contact_name') ?? '',
    stage: row.stage,
    reasons: Reasons.parse(JSON.parse(open('reasons') ?? '[]')),
    excerpt: open('excerpt') ?? '',
    createdAt: row.created_at.getTime(),
    ...(row.score !== null && { score: row.score }),
  };
}

function contextOf(leadId: string, column: string): string {
  return `leads/${leadId}/${column}`;
}
