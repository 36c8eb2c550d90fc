import { z } from 'zod';

/** A 24-digit hexadecimal MongoDB ObjectId, as text: the only form in which one crosses the bridge. */
const objectId = z.string().regex(/^[0-9a-f]{24}$/, 'expected 24 hexadecimal digits');

/** `users.object_id`: the person who uses this desktop. */
export const UserId = objectId.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;

/** `businesses.object_id`. */
export const BusinessId = objectId.brand<'BusinessId'>();
export type BusinessId = z.infer<typeof BusinessId>;

/** `whatsapp_sessions.sessionId`: a UUID made when the account was first linked. */
export const SessionId = z.uuid().brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

/** `conversations.conversationId`: an opaque UUID, so that an id never gives away a number. */
export const ConversationId = z.uuid().brand<'ConversationId'>();
export type ConversationId = z.infer<typeof ConversationId>;

/** `messages.messageId`: WhatsApp's own id (the `id` of its message key), unique within a conversation. */
export const MessageId = z
  .string()
  .regex(/^[\w.:-]{1,128}$/, 'expected a WhatsApp message id')
  .brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** A `whatsapp_contacts` document. */
export const ContactId = objectId.brand<'ContactId'>();
export type ContactId = z.infer<typeof ContactId>;

/** `leads.object_id`. */
export const LeadId = objectId.brand<'LeadId'>();
export type LeadId = z.infer<typeof LeadId>;

/** `quick_replies.object_id`. */
export const QuickReplyId = objectId.brand<'QuickReplyId'>();
export type QuickReplyId = z.infer<typeof QuickReplyId>;

/** `labels.object_id`. */
export const LabelId = objectId.brand<'LabelId'>();
export type LabelId = z.infer<typeof LabelId>;

/** `lead_rules.object_id`. */
export const LeadRuleId = objectId.brand<'LeadRuleId'>();
export type LeadRuleId = z.infer<typeof LeadRuleId>;

/** `campaigns.object_id`. */
export const CampaignId = objectId.brand<'CampaignId'>();
export type CampaignId = z.infer<typeof CampaignId>;

/** `lead_views.object_id`. */
export const LeadViewId = objectId.brand<'LeadViewId'>();
export type LeadViewId = z.infer<typeof LeadViewId>;

/** Milliseconds since 1970-01-01T00:00Z. */
export const Timestamp = z.number().int().nonnegative();
export type Timestamp = z.infer<typeof Timestamp>;
