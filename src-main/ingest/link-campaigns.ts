import type { CampaignId } from '../../src-preload/contract/ids.ts';
import { type FindCampaign, IDLE_MS } from '../domain/leads/campaign-code.ts';
import type { StoredConversation } from '../store/conversation-store.ts';
import type { NewMessage } from '../store/message-store.ts';
import type { Stores } from '../store/stores.ts';
import { type LeadChat, writtenTexts } from './check-leads.ts';
import type { Publish } from './store-chat-batches.ts';

/** How many messages before one are looked at for whether the customer wrote lately. */
const LOOKED_AT = 20;

type CampaignChat = Pick<LeadChat, 'batch' | 'conversation' | 'messages'>;

interface CampaignStep {
  stores: Pick<Stores, 'messages' | 'conversations' | 'leads'>;
  publish: Publish;
  /** By what the code in a message is known. */
  campaigns(): Promise<FindCampaign>;
}

/**
 * A conversation whose customer begins it with the code of a campaign came of that one, and so did its open lead; of
 * several such messages the latest counts, in whatever order and however often they are told. Messages without a code
 * cost nothing but the look for one. Answers each conversation as it is from now on.
 */
export async function linkCampaigns(
  chats: readonly CampaignChat[],
  { stores, publish, campaigns }: CampaignStep,
): Promise<StoredConversation[]> {
  const texts = chats.map((chat) => (chat.conversation.isGroup ? [] : writtenTexts(chat)));
  if (texts.every((each) => each.length === 0))
    return chats.map(({ conversation }) => conversation);
  const find = await campaigns();
  const found = await Promise.all(
    chats.map(({ conversation }, index) =>
      namedCampaign(conversation, texts[index] ?? [], find, stores.messages),
    ),
  );
  const links = chats.flatMap(({ conversation: { conversationId } }, index) => {
    const link = found[index];
    return link ? [{ conversationId, ...link }] : [];
  });
  if (links.length > 0) {
    const leads = await stores.leads.noteCampaigns(links);
    // Last, for it is what tells a later run that all of this was done.
    await stores.conversations.linkCampaigns(links);
    for (const leadId of leads) {
      const lead = await stores.leads.find(leadId);
      if (lead) publish('lead.changed', lead);
    }
  }
  return chats.map(({ conversation }, index) => {
    const link = found[index];
    return link
      ? { ...conversation, campaignId: link.campaignId, campaignSince: link.at }
      : conversation;
  });
}

/** What the latest message that begins with a code says, unless something later is known. */
async function namedCampaign(
  { conversationId, businessId, campaignSince }: StoredConversation,
  texts: readonly NewMessage[],
  find: FindCampaign,
  messages: Stores['messages'],
): Promise<{ campaignId: CampaignId; at: number } | null> {
  const latestFirst = [...texts].sort((one, other) => other.timestamp - one.timestamp);
  for (const { content, timestamp: at } of latestFirst) {
    if (campaignSince !== null && at <= campaignSince) return null;
    const campaign = find(content, { businessId, at });
    if (!campaign) continue;
    const { items } = await messages.page({
      conversationId,
      before: { timestamp: at, sequence: 0 },
      limit: LOOKED_AT,
    });
    const wroteLately = items.some(
      ({ direction, timestamp }) => direction === 'incoming' && timestamp > at - IDLE_MS,
    );
    if (!wroteLately) return { campaignId: campaign.campaignId, at };
  }
  return null;
}
