import { beforeAll, describe, expect, it } from 'vitest';
import { LEAD_THRESHOLD } from '../../../src-preload/contract/lead-reason.ts';
import type { LeadRuleDraft } from '../../../src-preload/contract/lead-rule.ts';
import { bridgeDesk, expectFailure, INCOMING_ID, SECRET_TEXT } from './bridge-desk.ts';

const bridge = bridgeDesk();

beforeAll(() => bridge.setUp());

const draft = (change: Partial<LeadRuleDraft> = {}): LeadRuleDraft => ({
  ...{ kind: 'phrase', content: 'Blue CHAIR', points: -100, businessId: null, isOn: true },
  ...change,
});
const tryIt = (rule: LeadRuleDraft) =>
  bridge.succeed('leadRule.try', { rule, ruleId: null, after: null });

describe('the team’s rules for leads', () => {
  it('are tried on what customers wrote last month, and say what would be another lead', async () => {
    const tried = await tryIt(draft());
    if (tried.outcome !== 'tried') throw new Error('A phrase is no pattern');
    expect(tried).toMatchObject({ messages: 1, next: null });
    expect(tried.matches).toEqual([
      expect.objectContaining({
        conversationId: bridge.conversationId,
        messageId: INCOMING_ID,
        excerpt: SECRET_TEXT,
        words: 'blue chair',
      }),
    ]);
    expect(tried.matches[0]?.before).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
    expect(tried.matches[0]?.after).toBeLessThan(LEAD_THRESHOLD);
    expect(await tryIt(draft({ content: 'red chair' }))).toMatchObject({ matches: [] });
  });

  it('are tried as if the one that they change were not there', async () => {
    const saved = await bridge.succeed('leadRule.create', draft());
    if (saved.outcome !== 'saved') throw new Error('There are not many');
    const { ruleId } = saved.rule;
    const rule = draft({ points: 5 });
    const beside = await tryIt(rule);
    if (beside.outcome !== 'tried') throw new Error('A phrase is no pattern');
    expect(beside.matches[0]?.before).toBeLessThan(LEAD_THRESHOLD);
    const instead = await bridge.succeed('leadRule.try', { rule, ruleId, after: null });
    if (instead.outcome !== 'tried') throw new Error('A phrase is no pattern');
    expect(instead.matches[0]?.before).toBeGreaterThanOrEqual(LEAD_THRESHOLD);
    await bridge.succeed('leadRule.delete', { ruleId });
  });

  it('are refused where a pattern is none, or goes on without an end inside of another', async () => {
    const pattern = draft({ kind: 'pattern', content: '(chair+)+' });
    const refused = { outcome: 'pattern_refused', problem: 'nested_repetition' };
    expect(await tryIt(pattern)).toEqual(refused);
    expect(await bridge.succeed('leadRule.create', pattern)).toEqual(refused);
    expect(await bridge.succeed('leadRule.update', { ...pattern, ruleId: '0'.repeat(24) })).toEqual(
      refused,
    );
    for (const wrong of [{ points: 0 }, { points: 101 }, { points: 0.5 }, { content: ' ' }]) {
      expectFailure(await bridge.call('leadRule.create', { ...draft(), ...wrong }), 'bad_input');
    }
    const elsewhere = { ...draft(), businessId: '0'.repeat(24) };
    expectFailure(await bridge.call('leadRule.create', elsewhere), 'not_found');
  });

  it('are told to whoever shows them', async () => {
    const saved = await bridge.succeed(
      'leadRule.create',
      draft({ kind: 'pattern', content: 'x+y' }),
    );
    if (saved.outcome !== 'saved') throw new Error('There are not many');
    await bridge.desk.published('leadRule.changed', () => true);
    expect(await bridge.succeed('leadRule.list', {})).toContainEqual(saved.rule);
    const { ruleId } = saved.rule;
    const changed = { ...draft({ kind: 'pattern', content: 'x+z' }), ruleId };
    expect(await bridge.succeed('leadRule.update', changed)).toMatchObject({
      rule: { ruleId, content: 'x+z' },
    });
    await bridge.succeed('leadRule.delete', { ruleId });
    expect(await bridge.succeed('leadRule.list', {})).toEqual([]);
  });
});

it('a lead tells the messages behind it, with their reasons and what they say', async () => {
  const [lead] = await bridge.succeed('lead.ofConversation', {
    conversationId: bridge.conversationId,
  });
  if (!lead) throw new Error('The customer wants to buy');
  const evidence = await bridge.succeed('leadEvidence.list', { leadId: lead.leadId });
  expect(evidence).toEqual([
    expect.objectContaining({
      conversationId: bridge.conversationId,
      messageId: INCOMING_ID,
      excerpt: SECRET_TEXT,
    }),
  ]);
  expect(evidence[0]?.reasons).toContainEqual({
    kind: 'phrase',
    words: 'i want to buy',
    points: 55,
  });
  expect(evidence[0]?.reasons).toContainEqual({
    ...{ kind: 'signal', signal: 'first_contact', words: null, points: 8 },
  });
  expect(lead.score).toBe(Math.min(99, evidence[0]?.score ?? 0));
});
