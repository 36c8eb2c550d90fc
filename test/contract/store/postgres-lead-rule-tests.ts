import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { LeadRuleStore } from '../../../src-main/store/lead-rule-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { LeadRuleId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { LeadRule, LeadRuleDraft } from '../../../src-preload/contract/lead-rule.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresLeadRuleTests(open: () => OpenPostgres): void {
  let leadRules: LeadRuleStore;
  let userId: UserId;

  beforeEach(async () => {
    ({ leadRules } = open().stores);
    await open().raw.query('DELETE FROM lead_rules');
    const email = `${randomUUID()}@example.com`;
    ({ userId } = await open().stores.users.signIn({ name: 'Ana', email }));
  });

  const draft = (change: Partial<LeadRuleDraft> = {}): LeadRuleDraft & { userId: UserId } => ({
    kind: 'phrase',
    content: 'wholesale',
    points: 40,
    businessId: null,
    isOn: true,
    ...change,
    userId,
  });
  const made = async (change?: Partial<LeadRuleDraft>): Promise<LeadRule> => {
    const saved = await leadRules.create(draft(change), 100);
    if (saved.outcome !== 'saved') throw new Error('There are not many');
    return saved.rule;
  };

  it('are listed in the order in which they were made, as they were written', async () => {
    const { business } = await open().stores.businesses.create({ name: randomUUID() });
    const { businessId } = business;
    const one = await made();
    await made({
      kind: 'pattern',
      content: '[0-9]+ sillas\0',
      points: -30,
      businessId,
      isOn: false,
    });
    expect(await leadRules.list()).toEqual([
      one,
      expect.objectContaining({
        kind: 'pattern',
        content: '[0-9]+ sillas\u{FFFD}',
        points: -30,
        businessId,
        isOn: false,
        updatedBy: 'Ana',
      }),
    ]);
    expect(one).toMatchObject({ content: 'wholesale', points: 40, businessId: null, isOn: true });
  });

  it('are changed and removed; what is gone is not found', async () => {
    const { ruleId } = await made();
    const changed = await leadRules.update(ruleId, draft({ content: 'retail', points: -5 }));
    expect(changed).toMatchObject({ outcome: 'saved', rule: { ruleId, content: 'retail' } });
    expect(await leadRules.list()).toMatchObject([{ content: 'retail', points: -5 }]);
    expect(await leadRules.remove(ruleId)).toBe('removed');
    expect(await leadRules.remove(ruleId)).toBe('notFound');
    expect(await leadRules.update(ruleId, draft())).toEqual({ outcome: 'notFound' });
    const unknown = LeadRuleId.parse('f'.repeat(24));
    expect(await leadRules.update(unknown, draft())).toEqual({ outcome: 'notFound' });
  });

  it('are not more than there may be', async () => {
    await made();
    await made({ content: 'second' });
    expect(await leadRules.create(draft(), 2)).toEqual({ outcome: 'tooMany' });
    expect(await leadRules.list()).toHaveLength(2);
  });

  it('are made once by a desktop that lost the first answer', async () => {
    const connection = { ...open().connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(open().keyStore), deskId: open().deskId, newObjectId };
    const { leadRules: hasty } = postgresStores(connection, context);
    expect(await hasty.create(draft(), 1)).toMatchObject({ outcome: 'saved' });
    expect(await hasty.list()).toHaveLength(1);
  });
}
