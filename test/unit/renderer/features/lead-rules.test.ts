import { describe, expect, it } from 'vitest';
import { LeadRuleId } from '../../../../src-preload/contract/ids.ts';
import {
  type LeadRule,
  type LeadRuleDraft,
  type RuleMatch,
  TRIED_MESSAGES,
} from '../../../../src-preload/contract/lead-rule.ts';
import {
  createLeadsStore,
  type LeadsStore,
} from '../../../../src-renderer/features/leads/leads-store.ts';
import type { RuleTrial } from '../../../../src-renderer/features/settings/lead-rules-slice.ts';
import {
  createSettingsStore,
  startSettings,
} from '../../../../src-renderer/features/settings/settings-store.ts';
import { fail, succeed } from '../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../support/preview/sample-data.ts';
import { LeadId } from '../../../../src-preload/contract/ids.ts';
import { conversation, deferred, testDependencies } from '../samples.ts';

const draft: LeadRuleDraft = {
  ...{ kind: 'phrase', content: 'wholesale', points: 40, businessId: null, isOn: true },
};
const ruleId = LeadRuleId.parse(objectId(1));
const rule: LeadRule = { ...draft, ruleId, updatedBy: 'Ana', updatedAt: 0 };
const { conversationId } = conversation(1, 100);
const cursor = { lastMessageAt: 5, conversationId };
const match: RuleMatch = {
  conversationId,
  conversationName: 'Ana',
  messageId: 'M1' as RuleMatch['messageId'],
  timestamp: 1,
  excerpt: 'wholesale?',
  words: 'wholesale',
  before: 20,
  after: 60,
};

function open() {
  const dependencies = testDependencies();
  dependencies.bridge
    .handle('leadRule.list', () => succeed([rule]))
    .handle('business.list', () => succeed({ businesses: [] }));
  const store = createSettingsStore(dependencies);
  return { ...dependencies, store };
}

describe('the rules for leads', () => {
  it('are read, and read again when somebody has changed them', async () => {
    const { store, bridge, ...dependencies } = open();
    startSettings(store, { bridge, ...dependencies });
    bridge.emit('leadRule.changed', {});
    expect(store.getState().leadRules.status).toBe('idle');
    await store.getState().loadLeadRules();
    expect(store.getState().leadRules).toMatchObject({ value: { rules: [rule] } });
    bridge.handle('leadRule.list', () => succeed([]));
    bridge.emit('leadRule.changed', {});
    await expect.poll(() => store.getState().leadRules).toMatchObject({ value: { rules: [] } });
  });

  it('are refused with what is wrong, and what failed is reported', async () => {
    const { store, bridge, reported } = open();
    bridge.handle('leadRule.create', () =>
      succeed({ outcome: 'pattern_refused', problem: 'nested_repetition' }),
    );
    expect(await store.getState().saveLeadRule(null, draft)).toEqual({
      problem: 'nested_repetition',
    });
    bridge.handle('leadRule.update', () => succeed({ outcome: 'saved', rule }));
    expect(await store.getState().saveLeadRule(ruleId, draft)).toBe('saved');
    expect(store.getState().leadRules).toMatchObject({ value: { rules: [rule] } });
    bridge.handle('leadRule.update', () => fail('database_unreachable'));
    expect(await store.getState().saveLeadRule(ruleId, draft)).toBe('failed');
    expect(reported).toHaveLength(1);
  });
});

describe('trying a rule', () => {
  const tried = (messages: number, isLast: boolean) =>
    succeed({
      ...{ outcome: 'tried' as const, messages, matches: [match] },
      next: isLast ? null : cursor,
    });

  it('goes on until there is no more, and tells what is found on the way', async () => {
    const { store, bridge } = open();
    const asked: unknown[] = [];
    bridge.handle('leadRule.try', ({ after }) => {
      asked.push(after);
      return tried(10, asked.length === 3);
    });
    const found: RuleTrial[] = [];
    const { signal } = new AbortController();
    const onFound = (trial: RuleTrial): unknown => found.push(trial);
    expect(await store.getState().tryLeadRule(draft, null, { signal, onFound })).toBeNull();
    expect(asked).toEqual([null, cursor, cursor]);
    expect(
      found.map(({ messages, matches, isDone }) => [messages, matches.length, isDone]),
    ).toEqual([
      [10, 1, false],
      [20, 2, false],
      [30, 3, true],
    ]);
  });

  it('ends at its limit, and says so', async () => {
    const { store, bridge } = open();
    bridge.handle('leadRule.try', () => tried(TRIED_MESSAGES / 2, false));
    const found: RuleTrial[] = [];
    const { signal } = new AbortController();
    await store
      .getState()
      .tryLeadRule(draft, null, { signal, onFound: (trial) => found.push(trial) });
    expect(found.at(-1)).toMatchObject({ messages: TRIED_MESSAGES, isDone: true, isLimited: true });
    expect(found).toHaveLength(2);
  });

  it('tells nothing more once it is stopped', async () => {
    const { store, bridge } = open();
    const answer = deferred<ReturnType<typeof tried>>();
    bridge.handle('leadRule.try', () => answer.promise);
    const found: RuleTrial[] = [];
    const controller = new AbortController();
    const running = store.getState().tryLeadRule(draft, null, {
      signal: controller.signal,
      onFound: (trial) => found.push(trial),
    });
    controller.abort();
    answer.resolve(tried(10, false));
    expect(await running).toBeNull();
    expect(found).toEqual([]);
  });

  it('says what is wrong with a pattern', async () => {
    const { store, bridge } = open();
    bridge.handle('leadRule.try', () => succeed({ outcome: 'pattern_refused', problem: 'syntax' }));
    const { signal } = new AbortController();
    const options = { signal, onFound: () => {} };
    expect(await store.getState().tryLeadRule(draft, null, options)).toBe('syntax');
  });
});

describe('what stands behind a lead', () => {
  const [first, second] = [LeadId.parse(objectId(21)), LeadId.parse(objectId(22))];
  const evidenceOf = (store: LeadsStore) => store.getState().evidence;

  it('is of the lead that was looked at last', async () => {
    const dependencies = testDependencies();
    const slow = deferred<ReturnType<typeof succeed<[]>>>();
    dependencies.bridge.handle('leadEvidence.list', ({ leadId }) =>
      leadId === first ? slow.promise : succeed([]),
    );
    const store = createLeadsStore(dependencies);
    const one = store.getState().loadEvidence(first);
    await store.getState().loadEvidence(second);
    slow.resolve(succeed([]));
    await one;
    expect(evidenceOf(store)).toMatchObject({ leadId: second, data: { status: 'ready' } });
  });

  it('says that it could not be read', async () => {
    const dependencies = testDependencies();
    dependencies.bridge.handle('leadEvidence.list', () => fail('database_unreachable'));
    const store = createLeadsStore(dependencies);
    await store.getState().loadEvidence(first);
    expect(evidenceOf(store).data.status).toBe('failed');
  });
});
