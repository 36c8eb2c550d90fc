import type { ConversationId, LeadId, MessageId, UserId } from '../../src-preload/contract/ids.ts';
import type { Lead } from '../../src-preload/contract/lead.ts';
import { MAXIMUM_EVIDENCE } from '../../src-preload/contract/lead-evidence.ts';
import { AppError } from '../common/app-error.ts';
import { excerpt } from '../domain/excerpt.ts';
import type { LeadJudgement } from '../store/lead-judgement-store.ts';
import type { LeadUpdate } from '../store/lead-store.ts';
import type { Stores } from '../store/stores.ts';
import { type LeadNotes, noteLead } from './note-leads.ts';

/** What a person says is as sure as a score can be. */
const SURE = 100;

interface Judging extends LeadNotes {
  stores: LeadNotes['stores'] & Pick<Stores, 'leadEvidence' | 'leadJudgements'>;
  /** Who says so. */
  by: UserId;
}

/** See `leadJudgement.confirm`. Done again after a failure it ends the same. */
export async function confirmLead(
  judging: Judging,
  asked: { conversationId: ConversationId; messageId: MessageId },
): Promise<Lead> {
  const { stores, publish, by } = judging;
  const { messageId } = asked;
  const [conversation, message] = await Promise.all([
    stores.conversations.find(asked.conversationId),
    stores.messages.find(asked.conversationId, messageId),
  ]);
  if (!conversation || !message) throw new AppError('not_found', 'There is no such message');
  const isText = message.direction === 'incoming' && message.content.trim() !== '';
  if (conversation.isGroup || !isText) {
    throw new AppError('bad_input', 'Only a text that a customer wrote can make a lead');
  }
  const conversationId = await homeOf(judging, asked);
  await stores.leadJudgements.judge([{ conversationId, messageId, isLead: true }], by);
  const said = { conversationId, messageId, saidAt: message.timestamp };
  const [known] = await stores.leadEvidence.look([{ ...said, leadId: conversation.leadId }]);
  let leadId = known?.open;
  if (!leadId) {
    const { lead } = await stores.leads.open({
      ...{ conversationId, messageId, userId: by, contactName: conversation.name },
      ...(conversation.businessId && { businessId: conversation.businessId }),
      ...{ reasons: [], excerpt: excerpt(message.content), createdAt: message.timestamp },
    });
    leadId = lead.leadId;
  }
  const reasons = [{ kind: 'judged' as const, words: null, points: SURE }];
  const changed = await stores.leadEvidence.confirm({ ...said, leadId, score: SURE, reasons });
  for (const other of changed.filter((each) => each !== leadId)) await tell(judging, other);
  const lead = await tell(judging, leadId);
  await noteLead(judging, { ...lead, conversationId }, [messageId]);
  publish('lead.changed', lead);
  return lead;
}

/**
 * See `leadJudgement.dismiss` and `leadJudgement.restore`. The messages behind the lead are judged with it; done again
 * after a failure it ends the same.
 */
export async function dismissLead(
  judging: Judging,
  asked: { leadId: LeadId; version: number; isDismissed: boolean },
): Promise<LeadUpdate> {
  const { stores, by, publish } = judging;
  const update = await stores.leads.dismiss({ ...asked, by });
  if (update.outcome !== 'saved' && update.outcome !== 'unchanged') return update;
  const { lead } = update;
  const { conversationId } = lead;
  if (conversationId !== null) {
    const behind: Omit<LeadJudgement, 'isLead'>[] = await stores.leadEvidence.of(
      lead.leadId,
      MAXIMUM_EVIDENCE,
    );
    const made = lead.messageId === null ? [] : [{ conversationId, messageId: lead.messageId }];
    const messages = behind.length > 0 ? behind : made;
    if (asked.isDismissed) {
      await stores.leadJudgements.judge(
        messages.map(({ messageId, ...each }) => ({
          ...{ conversationId: each.conversationId, messageId, isLead: false },
        })),
        by,
      );
    } else {
      await stores.leadJudgements.withdraw(messages);
    }
    const marked = made.map(({ messageId }) => messageId);
    await noteLead(judging, { ...lead, conversationId }, marked);
  }
  publish('lead.changed', lead);
  return update;
}

async function tell({ stores, publish }: Judging, leadId: LeadId): Promise<Lead> {
  const lead = await stores.leads.find(leadId);
  if (!lead) throw new AppError('not_found', 'The lead is gone');
  publish('lead.changed', lead);
  return lead;
}

/** Of the conversations that are shown as one, that in which the message is: as the pipeline knows it. */
async function homeOf(
  { stores }: Judging,
  { conversationId, messageId }: { conversationId: ConversationId; messageId: MessageId },
): Promise<ConversationId> {
  const members = await stores.conversations.members(conversationId);
  if (members.length > 1) {
    for (const member of members) {
      if ((await stores.messages.known(member, [messageId])).has(messageId)) return member;
    }
  }
  return members[0] ?? conversationId;
}
