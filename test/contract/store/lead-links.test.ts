import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemClock } from '../../../src-main/common/clock.ts';
import { LeadLinks } from '../../../src-main/leads/lead-links.ts';
import type { NewLeadDraft } from '../../../src-preload/contract/lead-change.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

const LID = '90012345678901@lid';
const NUMBER = '+34600123987';

let open: OpenDatabases;

beforeAll(async () => {
  open = await openDatabases();
});

afterAll(() => open.close());

it('a lead is linked as soon as the number of somebody who wrote under another id is known', async () => {
  const { stores, sessionId, userId } = open;
  const told: string[] = [];
  const links = new LeadLinks(
    {
      stores,
      publish: (name) => {
        told.push(name);
      },
      withOutbox: (message) => message,
    },
    { clock: systemClock, log: recordedLog() },
  );
  const { conversationId } = await open.newConversation(LID);
  const person = { whatsappId: LID, isBusiness: false, isVerified: false, isBlocked: false };
  await stores.contacts.sync(sessionId, [{ ...person, name: 'Eva' }]);
  const draft: NewLeadDraft = {
    ...{ conversationId: null, contactName: 'Eva', phoneNumber: NUMBER, stage: 'new' },
    ...{ lostReason: '', ownerId: userId, businessId: null, value: null, expectedClose: null },
    ...{ nextStep: null, notes: '', campaignId: null },
  };
  const { lead } = await stores.leads.create(draft, userId, 5_000);
  expect(await links.ofLead(lead)).toBeNull();
  const talks = [{ sessionId, whatsappId: LID, conversationId }];
  await links.ofTalks(talks);
  expect((await stores.leads.find(lead.leadId))?.conversationId).toBeNull();
  expect(told).toEqual([]);

  await stores.contacts.sync(sessionId, [{ ...person, phoneNumber: NUMBER.slice(1) }]);
  await links.ofTalks(talks);
  expect((await stores.leads.find(lead.leadId))?.conversationId).toBe(conversationId);
  expect((await stores.conversations.find(conversationId))?.leadId).toBe(lead.leadId);
  expect(told).toEqual(['lead.changed', 'conversation.changed']);
  await links.ofTalks(talks);
  expect(told).toHaveLength(2);
});
