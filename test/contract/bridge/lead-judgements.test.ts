import { beforeAll, describe, expect, it } from 'vitest';
import { FEWEST_JUDGEMENTS, type Proposal } from '../../../src-preload/contract/lead-learning.ts';
import type { ConversationId, MessageId } from '../../../src-preload/contract/ids.ts';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import type { NewLeadDraft } from '../../../src-preload/contract/lead-change.ts';
import { LEAD_THRESHOLD } from '../../../src-preload/contract/lead-reason.ts';
import { bridgeDesk, expectFailure, INCOMING_ID } from './bridge-desk.ts';

const bridge = bridgeDesk();
const ME = '34600000001@c.us';
let count = 0;

beforeAll(() => bridge.setUp());

/** A customer writes; answers where it stands once it is stored. */
async function says(
  from: string,
  body: string,
): Promise<{ conversationId: ConversationId; messageId: MessageId }> {
  const id = `3EB0BB${String(++count).padStart(16, '0')}`;
  const remote = `${from}@c.us`;
  const raw = {
    id: { fromMe: false, remote, id, _serialized: `false_${remote}_${id}` },
    ...{ from: remote, to: ME, type: 'chat', body, ack: 1, notifyName: 'Nora' },
    t: Math.floor(Date.now() / 1000) + 10 + count,
  };
  bridge.desk.account().say({ kind: 'raw', event: { type: 'message', raw } });
  const message = await bridge.desk.published('message.changed', (each) => each.messageId === id);
  return { conversationId: message.conversationId, messageId: message.messageId };
}

const leadsOf = (conversationId: ConversationId): Promise<Lead[]> =>
  bridge.succeed('lead.ofConversation', { conversationId });
const ids = ({ leadId, version }: Lead) => ({ leadId, version });

describe('what a person says of a lead', () => {
  it('takes it off the board and out of its conversation, and its message opens none again', async () => {
    const { conversationId } = bridge;
    const [lead] = await leadsOf(conversationId);
    if (!lead) throw new Error('The customer wants to buy');
    const dismissed = await bridge.succeed('leadJudgement.dismiss', ids(lead));
    expect(dismissed).toMatchObject({ outcome: 'saved', lead: { isDismissed: true } });
    expect((await bridge.succeed('lead.list', { limit: 10 })).items).toEqual([]);
    const summary = await bridge.succeed('conversation.get', { conversationId });
    expect(summary.leadId).toBeNull();
    const { items } = await bridge.succeed('message.list', { conversationId, limit: 10 });
    expect(items.find(({ messageId }) => messageId === INCOMING_ID)?.leadGenerated).toBe(false);
    expect(await bridge.succeed('leadLearning.state', {})).toMatchObject({
      judgements: { leads: 0, others: 1 },
    });
    expect(await bridge.succeed('leadJudgement.dismiss', ids(lead))).toMatchObject({
      outcome: 'conflict',
    });
  });

  it('is undone, and then nothing was said', async () => {
    const { conversationId } = bridge;
    const [lead] = await leadsOf(conversationId);
    if (!lead) throw new Error('It is there still');
    const restored = await bridge.succeed('leadJudgement.restore', ids(lead));
    expect(restored).toMatchObject({
      outcome: 'saved',
      lead: { stage: 'new', isDismissed: false },
    });
    const summary = await bridge.succeed('conversation.get', { conversationId });
    expect(summary.leadId).toBe(lead.leadId);
    const { items } = await bridge.succeed('message.list', { conversationId, limit: 10 });
    expect(items.find(({ messageId }) => messageId === INCOMING_ID)?.leadGenerated).toBe(true);
    expect(await bridge.succeed('leadLearning.state', {})).toEqual({
      judgements: { leads: 0, others: 0 },
      applied: null,
    });
  });

  it('makes a lead of a message that the app did not find, which says that a person said so', async () => {
    const message = await says('34600222333', 'Haben Sie Großhandel?');
    expect(await leadsOf(message.conversationId)).toEqual([]);
    const lead = await bridge.succeed('leadJudgement.confirm', message);
    expect(lead).toMatchObject({ ...message, stage: 'new', score: 99, source: 'whatsapp' });
    expect(await bridge.succeed('leadEvidence.list', { leadId: lead.leadId })).toMatchObject([
      { ...message, score: 100, reasons: [{ kind: 'judged' }] },
    ]);
    await bridge.desk.published(
      'message.changed',
      (each) => each.messageId === message.messageId && each.leadGenerated,
    );
    const summary = await bridge.succeed('conversation.get', {
      conversationId: message.conversationId,
    });
    expect(summary.leadId).toBe(lead.leadId);
    // Said again, it is the same lead.
    expect(await bridge.succeed('leadJudgement.confirm', message)).toEqual(lead);
    const more = await says('34600222333', 'Und liefern Sie?');
    expect((await bridge.succeed('leadJudgement.confirm', more)).leadId).toBe(lead.leadId);
  });

  it('is refused where no customer wrote a text', async () => {
    const { conversationId, messageId } = await bridge.messageWithFile();
    expectFailure(
      await bridge.call('leadJudgement.confirm', { conversationId, messageId }),
      'bad_input',
    );
  });
});

describe('a lead that is made by hand', () => {
  const draft = (change: Partial<NewLeadDraft> = {}): NewLeadDraft => ({
    ...{ conversationId: null, contactName: 'Eva', phoneNumber: null, stage: 'new' },
    ...{ lostReason: '', ownerId: null, businessId: null, value: null, expectedClose: null },
    ...{ nextStep: null, notes: '', campaignId: null },
    ...change,
  });

  it('is linked to the conversation of its number that there is', async () => {
    const { conversationId } = await says('34600333444', 'Guten Tag');
    const made = await bridge.succeed('lead.create', draft({ phoneNumber: '+34600333444' }));
    expect(made).toMatchObject({ outcome: 'created', lead: { conversationId, source: 'manual' } });
    const summary = await bridge.succeed('conversation.get', { conversationId });
    expect(summary.leadId).toBe(made.lead.leadId);
    expect(await bridge.succeed('lead.create', draft({ conversationId }))).toMatchObject({
      ...{ outcome: 'another_open', lead: { leadId: made.lead.leadId } },
    });
  });

  it('is linked when somebody of its number writes, and what they write makes it stronger', async () => {
    const { lead } = await bridge.succeed('lead.create', draft({ phoneNumber: '+34600444555' }));
    expect(lead.conversationId).toBeNull();
    await bridge.succeed('lead.import', {
      leads: [{ leadId: null, source: 'import', contactName: 'Luis', phoneNumber: '+34600555666' }],
    });
    const first = await says('34600444555', 'I want to buy two blue chairs');
    await bridge.desk.published(
      'lead.changed',
      (each) => each.leadId === lead.leadId && each.score !== undefined,
    );
    const leads = await leadsOf(first.conversationId);
    expect(leads).toMatchObject([{ leadId: lead.leadId, stage: 'new', source: 'manual' }]);
    const second = await says('34600555666', 'Guten Tag');
    expect(await leadsOf(second.conversationId)).toMatchObject([{ source: 'import' }]);
  });

  it('is refused without a name, with a number that is none, or of a conversation that there is not', async () => {
    for (const wrong of [{ contactName: ' ' }, { phoneNumber: '600111222' }, { stage: 'lost' }]) {
      expectFailure(await bridge.call('lead.create', { ...draft(), ...wrong }), 'bad_input');
    }
    const elsewhere = draft({ conversationId: '3f0c1c57-9a55-4e5f-8c6c-0b1f4f6a7d11' as never });
    expectFailure(await bridge.call('lead.create', elsewhere), 'not_found');
  });
});

describe('what the judgements teach', () => {
  const texts = [
    'Machen Sie Großhandel für Bäckereien?',
    'Wir suchen Großhandel für zwei Bäckereien',
    'Großhandel für unsere Bäckerei, geht das?',
    'Gibt es Großhandel bei Ihnen?',
    'Ein Angebot für Großhandel, bitte',
    'Großhandel? Wir haben drei Bäckereien',
    'Beliefern Sie Bäckereien im Großhandel?',
    'Ich frage wegen Großhandel für Bäckereien',
  ];
  const like = 'Gibt es Großhandel für Bäckereien?';
  const propose = async (wants: 'learn' | 'model'): Promise<Proposal> => {
    const proposed = await bridge.succeed('leadLearning.propose', { wants });
    if (proposed.outcome !== 'proposed') throw new Error('There are enough');
    return proposed.proposal;
  };

  it('is nothing while there are few', async () => {
    expect(await bridge.succeed('leadLearning.propose', { wants: 'learn' })).toEqual({
      outcome: 'too_few',
      judgements: 2,
    });
    expect(FEWEST_JUDGEMENTS).toBeGreaterThan(2);
  });

  it('is told with the messages that it would change, and changes nothing until it is applied', async () => {
    for (const [index, text] of texts.entries()) {
      await bridge.succeed('leadJudgement.confirm', await says(`3460066600${index}`, text));
    }
    const unjudged = await says('34600666777', like);
    expect(await leadsOf(unjudged.conversationId)).toEqual([]);
    const proposal = await propose('learn');
    expect(proposal.judgements).toMatchObject({ count: 10, rightBefore: 0 });
    expect(proposal.judgements.rightAfter).toBeGreaterThan(5);
    expect(proposal).toMatchObject({ lost: 0, isLimited: false });
    expect(proposal.gained).toBe(proposal.changes.length);
    const [changed] = proposal.changes.filter(({ messageId }) => messageId === unjudged.messageId);
    expect(changed).toMatchObject({ ...unjudged, excerpt: like });
    expect(changed?.before).toBeLessThan(LEAD_THRESHOLD);
    expect(changed?.after).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
    expect((await bridge.succeed('leadLearning.state', {})).applied).toBeNull();
    // Told twice, it is the same but for its id. A message that came in between would be learned from as well.
    const again = await propose('learn');
    expect(again).toEqual({ ...proposal, proposalId: again.proposalId });
    const next = await says('34600666888', like);
    expect(await leadsOf(next.conversationId)).toEqual([]);
    const { proposalId } = proposal;
    expect(await bridge.succeed('leadLearning.apply', { proposalId })).toEqual({
      outcome: 'outdated',
    });
    await bridge.succeed('leadLearning.discard', { proposalId: again.proposalId });
    expect(await bridge.succeed('leadLearning.apply', { proposalId: again.proposalId })).toEqual({
      outcome: 'outdated',
    });
  });

  it('counts from the next message on once it is applied, says so, and goes back to the model', async () => {
    const { proposalId } = await propose('learn');
    expect(await bridge.succeed('leadLearning.apply', { proposalId })).toEqual({
      outcome: 'applied',
    });
    await bridge.desk.published('leadRule.changed', () => true);
    expect((await bridge.succeed('leadLearning.state', {})).applied).toMatchObject({
      ...{ version: 1, appliedBy: 'Ana Salas', judgements: 10, isOutdated: false },
    });
    const found = await says('34600777000', like);
    const [lead] = await leadsOf(found.conversationId);
    if (!lead) throw new Error('It was learned');
    const [evidence] = await bridge.succeed('leadEvidence.list', { leadId: lead.leadId });
    const learned = evidence?.reasons.find(({ kind }) => kind === 'learned');
    expect(learned?.words).toContain('großhandel');
    const back = await propose('model');
    expect(back).toMatchObject({ gained: 0, judgements: { rightAfter: 0, rightUnseen: null } });
    expect(back.lost).toBeGreaterThan(0);
    await bridge.succeed('leadLearning.apply', { proposalId: back.proposalId });
    expect((await bridge.succeed('leadLearning.state', {})).applied).toMatchObject({
      ...{ version: 2, judgements: 0 },
    });
    const later = await says('34600777111', like);
    expect(await leadsOf(later.conversationId)).toEqual([]);
  });
});
