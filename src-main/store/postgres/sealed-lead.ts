import { sql } from 'kysely';
import { z } from 'zod';
import {
  BusinessId,
  CampaignId,
  ConversationId,
  LeadId,
  MessageId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import type { Lead, LeadStage } from '../../../src-preload/contract/lead.ts';
import { type DataKey, openField, sealField } from '../../crypto/field-cipher.ts';
import { conversationSubject, leadSubject } from '../../crypto/key-subjects.ts';
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
  'source',
  'value_minor',
  'currency',
  'next_step',
  'next_step_at',
  'notes',
  'lost_reason',
  'version',
  sql<string | null>`expected_close::text`.as('closes_on'),
  sql<Date>`coalesce(stage_since, created_at)`.as('in_stage_since'),
  sql<string | null>`(SELECT object_id FROM users WHERE users.id = leads.user_id)`.as('owner'),
  sql<string | null>`(SELECT object_id FROM businesses WHERE businesses.id = leads.business_id)`.as(
    'business',
  ),
  sql<string | null>`(SELECT object_id FROM campaigns WHERE campaigns.id = leads.campaign_id)`.as(
    'campaign',
  ),
  'score',
  'phone_number',
  'is_dismissed',
  'sealed_alone',
] as const;

/** Those that hold what is personal; the last four are null where there is nothing. */
export interface SealedColumns {
  contact_name: Buffer;
  reasons: Buffer;
  excerpt: Buffer;
  next_step: Buffer | null;
  notes: Buffer | null;
  lost_reason: Buffer | null;
  phone_number: Buffer | null;
}

export interface LeadRow extends SealedColumns {
  object_id: string;
  conversation_id: string | null;
  message_id: string | null;
  stage: LeadStage;
  created_at: Date;
  source: string;
  /** A bigint, as the driver gives it. */
  value_minor: string | null;
  currency: string | null;
  next_step_at: Date | null;
  version: number;
  closes_on: string | null;
  in_stage_since: Date;
  owner: string | null;
  business: string | null;
  campaign: string | null;
  score: number | null;
  is_dismissed: boolean;
  sealed_alone: boolean;
}

const Reasons = z.array(z.string());

/** Whose key seals a lead: the conversation's, so that it is erased with it, or its own where it was made without one. */
export function subjectOf(
  row: Pick<LeadRow, 'object_id' | 'conversation_id' | 'sealed_alone'>,
): string {
  return row.conversation_id === null || row.sealed_alone
    ? leadSubject(LeadId.parse(row.object_id))
    : conversationSubject(ConversationId.parse(row.conversation_id));
}

/** What a customer is called and wrote, as it may stand in the database. */
export function sealLead(
  key: DataKey,
  leadId: string,
  lead: Pick<NewLead, 'contactName' | 'reasons' | 'excerpt'>,
): Pick<SealedColumns, 'contact_name' | 'reasons' | 'excerpt'> {
  return {
    contact_name: sealColumn(key, leadId, 'contact_name', lead.contactName),
    reasons: sealColumn(key, leadId, 'reasons', JSON.stringify(lead.reasons)),
    excerpt: sealColumn(key, leadId, 'excerpt', lead.excerpt),
  };
}

/** One text, for its place alone: moved elsewhere, it does not open. */
export function sealColumn(
  key: DataKey,
  leadId: string,
  column: keyof SealedColumns,
  text: string,
): Buffer {
  return sealField(key, leadContext(leadId, column), text);
}

/**
 * The lead of a row. When the customer was erased, the columns are empty and the conversation's key is gone: it has no
 * conversation, no name, no reasons, no excerpt, and nothing that people wrote. Throws `data_unreadable` when a column was altered or comes from
 * another lead.
 */
export function openLead(row: LeadRow, key: DataKey | undefined): Lead {
  const open = (column: keyof SealedColumns): string | null => {
    const sealed = row[column];
    return key && sealed && sealed.length > 0
      ? openField(key, leadContext(row.object_id, column), sealed)
      : null;
  };
  // Its conversation went with the customer; the figures know by it where the lead belongs.
  const isErased = row.contact_name.length === 0;
  const nextStep = open('next_step');
  return {
    leadId: LeadId.parse(row.object_id),
    conversationId:
      row.conversation_id === null || isErased ? null : ConversationId.parse(row.conversation_id),
    messageId: row.message_id === null ? null : MessageId.parse(row.message_id),
    contactName: open('contact_name') ?? '',
    stage: row.stage,
    reasons: Reasons.parse(JSON.parse(open('reasons') ?? '[]')),
    excerpt: open('excerpt') ?? '',
    createdAt: row.created_at.getTime(),
    source: row.source,
    ownerId: row.owner === null ? null : UserId.parse(row.owner),
    businessId: row.business === null ? null : BusinessId.parse(row.business),
    campaignId: row.campaign === null ? null : CampaignId.parse(row.campaign),
    value:
      row.value_minor === null || row.currency === null
        ? null
        : { minor: Number(row.value_minor), currency: row.currency },
    expectedClose: row.closes_on,
    nextStep:
      nextStep === null ? null : { text: nextStep, at: row.next_step_at?.getTime() ?? null },
    notes: open('notes') ?? '',
    lostReason: open('lost_reason') ?? '',
    phoneNumber: open('phone_number'),
    isDismissed: row.is_dismissed,
    stageSince: row.in_stage_since.getTime(),
    version: row.version,
    ...(row.score !== null && { score: row.score }),
  };
}

/** Why a lead was lost; empty where nobody said so, and where the customer was erased. */
export function openLostReason(
  row: Pick<LeadRow, 'object_id' | 'lost_reason'>,
  key: DataKey | undefined,
): string {
  if (!key || !row.lost_reason) return '';
  return openField(key, leadContext(row.object_id, 'lost_reason'), row.lost_reason);
}

export function leadContext(leadId: string, column: keyof SealedColumns): string {
  return `leads/${leadId}/${column}`;
}
