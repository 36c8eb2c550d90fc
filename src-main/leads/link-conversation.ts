import type { CampaignId, ConversationId } from '../../src-preload/contract/ids.ts';
import { isClosed, MAXIMUM_LEADS_OF_CONVERSATION } from '../../src-preload/contract/lead.ts';
import type { Workplace } from '../app/workplace.ts';

/** How often it is tried when colleagues change the lead at the same moment. */
const ATTEMPTS = 5;

/**
 * A person says of which campaign a conversation came; what is open of its leads came of that one, too, which stands in
 * its history. Rejects with `not_found`.
 */
export async function linkConversation(
  { stores, user, publish, clock }: Pick<Workplace, 'stores' | 'user' | 'publish' | 'clock'>,
  conversationId: ConversationId,
  campaignId: CampaignId | null,
): Promise<void> {
  await stores.conversations.setCampaign(conversationId, campaignId, clock.now());
  const members = await stores.conversations.members(conversationId);
  const leads = await stores.leads.ofConversations(members, MAXIMUM_LEADS_OF_CONVERSATION);
  for (const { leadId, version, stage } of leads) {
    if (isClosed(stage)) continue;
    let seen = version;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const change = { leadId, version: seen, change: { campaignId }, by: user.userId };
      const update = await stores.leads.update(change);
      if (update.outcome === 'saved') publish('lead.changed', update.lead);
      if (update.outcome !== 'conflict') break;
      seen = update.lead.version;
    }
  }
}
