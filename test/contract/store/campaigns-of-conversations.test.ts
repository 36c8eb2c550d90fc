import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CampaignId, ConversationId } from '../../../src-preload/contract/ids.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
});

afterAll(() => open.close());

function newCampaign(): CampaignId {
  return CampaignId.parse(randomUUID().replaceAll('-', '').slice(0, 24));
}

async function campaignOf(conversationId: ConversationId): Promise<CampaignId | null | undefined> {
  const { conversations } = open.stores;
  const [stored, summary] = [
    await conversations.find(conversationId),
    await conversations.summary(conversationId),
  ];
  // The pipeline and the windows are told the same.
  expect(summary?.campaignId ?? null).toBe(stored?.campaignId);
  return stored?.campaignId;
}

it('a conversation came of the campaign that its customer named last, in whatever order that is told', async () => {
  const { conversations } = open.stores;
  const { conversationId } = await open.newConversation();
  const [one, two] = [newCampaign(), newCampaign()];
  expect(await campaignOf(conversationId)).toBeNull();
  await conversations.linkCampaigns([{ conversationId, campaignId: two, at: 2_000 }]);
  await conversations.linkCampaigns([{ conversationId, campaignId: one, at: 1_000 }]);
  expect(await campaignOf(conversationId)).toBe(two);
  await conversations.linkCampaigns([{ conversationId, campaignId: one, at: 3_000 }]);
  expect(await campaignOf(conversationId)).toBe(one);
  expect(await conversations.find(conversationId)).toMatchObject({ campaignSince: 3_000 });
});

it('what a person says stands until the customer names another campaign after that', async () => {
  const { conversations } = open.stores;
  const { conversationId } = await open.newConversation();
  const [one, two] = [newCampaign(), newCampaign()];
  expect(await conversations.setCampaign(conversationId, one, 2_000)).toBe('changed');
  expect(await conversations.setCampaign(conversationId, one, 2_500)).toBe('unchanged');
  await conversations.linkCampaigns([{ conversationId, campaignId: two, at: 1_000 }]);
  expect(await campaignOf(conversationId)).toBe(one);
  expect(await conversations.setCampaign(conversationId, null, 4_000)).toBe('changed');
  expect(await conversations.setCampaign(conversationId, null, 4_000)).toBe('unchanged');
  await conversations.linkCampaigns([{ conversationId, campaignId: two, at: 3_000 }]);
  expect(await campaignOf(conversationId)).toBeNull();
  await conversations.linkCampaigns([{ conversationId, campaignId: two, at: 5_000 }]);
  expect(await campaignOf(conversationId)).toBe(two);
  const nowhere = ConversationId.parse(randomUUID());
  await expect(conversations.setCampaign(nowhere, one, 1)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('conversations are counted by campaign, those that are shown as one once', async () => {
  const { conversations } = open.stores;
  const [one, two, empty] = [newCampaign(), newCampaign(), newCampaign()];
  const talks = [];
  for (let index = 0; index < 4; index++) talks.push(await open.newConversation());
  const [first, second, third, fourth] = talks;
  if (!first || !second || !third || !fourth) throw new Error('Four were made');
  await conversations.linkCampaigns(
    [first, second, third].map(({ conversationId }) => ({
      ...{ conversationId, campaignId: one, at: 1 },
    })),
  );
  await conversations.setCampaign(fourth.conversationId, two, 1);
  expect((await conversations.countByCampaign()).get(one)).toBe(3);
  const pair = [first.chatId, second.chatId] as const;
  expect(await conversations.join(first.accountId, [pair])).toBe(1);
  const counts = await conversations.countByCampaign();
  expect([counts.get(one), counts.get(two), counts.get(empty)]).toEqual([2, 1, undefined]);
});

it('a person who is known under two ids came of the campaign that one of them named', async () => {
  const { conversations } = open.stores;
  const [first, second] = [await open.newConversation(), await open.newConversation()];
  await conversations.join(first.accountId, [[first.chatId, second.chatId]]);
  const campaignId = newCampaign();
  await conversations.linkCampaigns([
    { conversationId: second.conversationId, campaignId, at: 1_000 },
  ]);
  expect(await campaignOf(first.conversationId)).toBe(campaignId);
  expect(await conversations.setCampaign(first.conversationId, null, 2_000)).toBe('changed');
  expect(await campaignOf(second.conversationId)).toBeNull();
});
