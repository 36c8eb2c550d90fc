import { beforeAll, describe, expect, it } from 'vitest';
import type { Lead } from '../../../src-preload/contract/lead.ts';
import { bridgeDesk, expectFailure, SECRET_TEXT } from './bridge-desk.ts';

const bridge = bridgeDesk();

describe('a lead', () => {
  let lead: Lead;

  beforeAll(async () => {
    await bridge.setUp();
    const { items } = await bridge.succeed('lead.list', { limit: 1 });
    if (!items[0]) throw new Error('The customer wanted to buy');
    [lead] = items;
  });

  it('belongs to whoever has the account, and is counted in its stage', async () => {
    const [me] = await bridge.succeed('user.list', {});
    expect(lead).toMatchObject({ ownerId: me?.userId, stage: 'new', version: 1 });
    expect(await bridge.succeed('lead.totals', {})).toEqual([{ stage: 'new', count: 1, sums: [] }]);
  });

  it('is changed, every window hears of it, and the change is in its history', async () => {
    const { leadId, version } = lead;
    const change = { stage: 'qualified', value: { minor: 5, currency: 'EUR' } } as const;
    const saved = await bridge.succeed('lead.update', { leadId, version, change });
    expect(saved).toMatchObject({ outcome: 'saved', lead: { ...change, version: 2 } });
    await bridge.desk.published('lead.changed', (each) => each.version === 2);
    const page = await bridge.succeed('lead.get', { leadId });
    expect(page).toMatchObject({
      lead: change,
      history: [{ by: lead.ownerId, before: { stage: 'new', value: null }, after: change }],
    });
  });

  it('that somebody changed meanwhile is not changed: they are told what it is now', async () => {
    const { leadId, version } = lead;
    const late = { leadId, version, change: { stage: 'lost', lostReason: 'Too dear' } } as const;
    expect(await bridge.succeed('lead.update', late)).toMatchObject({
      ...{ outcome: 'conflict', lead: { stage: 'qualified', version: 2 } },
    });
    const many = { leads: [{ leadId, version }], change: { stage: 'won' as const } };
    expect(await bridge.succeed('lead.updateMany', many)).toEqual(['conflict']);
  });

  it('is refused what cannot be', async () => {
    const { leadId, version } = lead;
    for (const change of [
      {},
      { stage: 'lost' as const },
      { stage: 'lost' as const, lostReason: '  ' },
      { contactName: ' ' },
      { expectedClose: '2027-02-30' },
      { value: { minor: 1.5, currency: 'EUR' } },
      { value: { minor: 1, currency: 'euro' } },
      { nextStep: { text: '', at: null } },
    ]) {
      expectFailure(await bridge.call('lead.update', { leadId, version, change }), 'bad_input');
    }
    const stages = await bridge.succeed('lead.stages', {});
    for (const wanted of [stages.slice(1), stages.toReversed()]) {
      expectFailure(await bridge.call('lead.setStages', { stages: wanted }), 'bad_input');
    }
  });

  it('comes from a file, too', async () => {
    const from = { leadId: null, source: 'import', contactName: 'Eva', notes: SECRET_TEXT };
    expect(await bridge.succeed('lead.import', { leads: [from] })).toEqual({
      outcomes: ['created'],
    });
    const { items } = await bridge.succeed('lead.list', {
      filter: { source: 'import' },
      limit: 10,
    });
    expect(items).toMatchObject([{ contactName: 'Eva', conversationId: null, stage: 'new' }]);
    expectFailure(
      await bridge.call('lead.import', { leads: [{ leadId: null, source: 'import' }] }),
      'bad_input',
    );
  });
});
