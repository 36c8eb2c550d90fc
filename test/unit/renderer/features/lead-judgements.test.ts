import { describe, expect, it } from 'vitest';
import type { Lead } from '../../../../src-preload/contract/lead.ts';
import { isWanted } from '../../../../src-renderer/features/leads/lead-order.ts';
import { createLeadsStore } from '../../../../src-renderer/features/leads/leads-store.ts';
import { phoneOf } from '../../../../src-renderer/features/leads/phone-text.ts';
import { createInboxStore } from '../../../../src-renderer/features/inbox/inbox-store.ts';
import {
  createSettingsStore,
  startSettings,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { sampleLeads } from '../../../support/preview/sample-data.ts';
import { message, testDependencies } from '../samples.ts';

function sample(): Lead {
  const [lead] = sampleLeads(1, 1_800_000_000_000);
  if (!lead) throw new Error('One was asked for');
  return lead;
}

describe('a lead that is none', () => {
  it('is not wanted by any list, and is told as it is then', async () => {
    const { bridge, ...dependencies } = testDependencies();
    const lead = sample();
    const none = { ...lead, isDismissed: true, stage: 'lost' as const };
    expect(isWanted(lead, {})).toBe(true);
    expect(isWanted(none, {})).toBe(false);
    bridge.handle('leadJudgement.dismiss', () => succeed({ outcome: 'saved', lead: none }));
    const store = createLeadsStore({ bridge, ...dependencies });
    expect(await store.getState().judgeLead(lead, false)).toEqual(none);
    expect(store.getState().leadProblem).toBeNull();
  });

  it('that somebody changed meanwhile stays one, and that is said', async () => {
    const { bridge, reported, ...dependencies } = testDependencies();
    const lead = sample();
    const store = createLeadsStore({ bridge, reported, ...dependencies } as never);
    bridge.handle('leadJudgement.dismiss', () => succeed({ outcome: 'conflict', lead }));
    expect(await store.getState().judgeLead(lead, false)).toBeNull();
    expect(store.getState().leadProblem).toBe('changed');
    bridge.handle('leadJudgement.restore', () => succeed({ outcome: 'another_open' }));
    expect(await store.getState().judgeLead(lead, true)).toBeNull();
    expect(store.getState().leadProblem).toBe('another_open');
    bridge.handle('leadJudgement.restore', () => fail('database_unreachable'));
    expect(await store.getState().judgeLead(lead, true)).toBeNull();
    expect(reported).toHaveLength(1);
  });

  it('is the one that the message has made', async () => {
    const { bridge, ...dependencies } = testDependencies();
    const lead = sample();
    const made = { ...message('M1', 1), leadGenerated: true };
    const own = { ...lead, messageId: made.messageId };
    const asked: unknown[] = [];
    bridge
      .handle('lead.ofConversation', () => succeed([lead, own]))
      .handle('leadJudgement.dismiss', (input) => {
        asked.push(input);
        return succeed({ outcome: 'saved', lead: own });
      });
    const store = createInboxStore({ bridge, ...dependencies });
    expect(await store.getState().denyBuying(made)).toEqual({ outcome: 'saved', lead: own });
    expect(asked).toEqual([{ leadId: own.leadId, version: own.version }]);
    bridge.handle('lead.ofConversation', () => succeed([lead]));
    expect(await store.getState().denyBuying(made)).toEqual({ outcome: 'gone' });
  });
});

describe('a lead that is made by hand', () => {
  it('is opened when it is made, and the dialog stays where it could not be', async () => {
    const { bridge, ...dependencies } = testDependencies();
    const lead = sample();
    bridge
      .handle('user.list', () => succeed([]))
      .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
      .handle('lead.get', () => succeed({ lead, history: [] }))
      .handle('lead.create', () => fail('database_unreachable'));
    const store = createLeadsStore({ bridge, ...dependencies });
    const draft = { ...lead, conversationId: null };
    store.getState().beginMaking(null);
    expect(await store.getState().makeLead(draft)).toBe('failed');
    expect(store.getState().making).toEqual({ conversation: null });
    bridge.handle('lead.create', () => succeed({ outcome: 'another_open', lead }));
    expect(await store.getState().makeLead(draft)).toBe('another_open');
    expect(store.getState()).toMatchObject({ making: null, openId: lead.leadId });
  });

  it.each([
    ['+34 600 111 222', '+34600111222'],
    ['0034 (600) 111-222', '+34600111222'],
    ['600 111 222', null],
    ['+34 six', null],
    ['', null],
  ])('has the number “%s” as %s', (typed, number) => {
    expect(phoneOf(typed)).toBe(number);
  });
});

describe('what the judgements teach', () => {
  it('is read again when something was applied, on whichever desktop', async () => {
    const { bridge, ...dependencies } = testDependencies();
    const store = createSettingsStore({ bridge, ...dependencies });
    startSettings(store, { bridge, ...dependencies });
    await store.getState().loadLearning();
    const applied = {
      ...{ version: 1, appliedBy: 'Ana', appliedAt: 5, judgements: 12, isOutdated: false },
    };
    bridge.handle('leadLearning.state', () =>
      succeed({ judgements: { leads: 9, others: 3 }, applied }),
    );
    bridge.emit('leadRule.changed', {});
    await expect.poll(() => store.getState().learning).toMatchObject({ value: { applied } });
    bridge.handle('leadLearning.propose', () => fail('database_unreachable'));
    expect(await store.getState().proposeLearning('learn')).toBeNull();
    expect(dependencies.reported).toHaveLength(1);
  });
});
