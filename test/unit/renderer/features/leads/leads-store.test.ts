import { beforeEach, describe, expect, it } from 'vitest';
import { LeadId } from '../../../../../src-preload/contract/ids.ts';
import { type Lead, LeadStage, newestFirst } from '../../../../../src-preload/contract/lead.ts';
import type { LeadChange } from '../../../../../src-preload/contract/lead-change.ts';
import { shownValue } from '../../../../../src-renderer/bridge/remote-data.ts';
import {
  compareLeads,
  isWanted,
  placeLead,
} from '../../../../../src-renderer/features/leads/lead-order.ts';
import {
  createLeadsStore,
  type LeadsStore,
  startLeads,
} from '../../../../../src-renderer/features/leads/leads-store.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import {
  objectId,
  sampleColleagues,
  sampleLeads,
} from '../../../../support/preview/sample-data.ts';
import { testDependencies } from '../../samples.ts';

const [sample] = sampleLeads(1, 1_800_000_000_000);
function lead(number: number, change: Partial<Lead> = {}): Lead {
  if (!sample) throw new Error('One was asked for');
  return {
    ...{ ...sample, leadId: LeadId.parse(objectId(number)), createdAt: number, stageSince: number },
    ...{ stage: 'new', value: null, nextStep: null, expectedClose: null, notes: '', version: 1 },
    ...change,
  };
}

let dependencies: ReturnType<typeof testDependencies>;
let store: LeadsStore;
/** The leads as the databases have them. */
let stored: Map<LeadId, Lead>;

beforeEach(() => {
  dependencies = testDependencies();
  stored = new Map();
  dependencies.bridge
    .handle('lead.list', ({ filter }) =>
      succeed({
        items: [...stored.values()].filter(({ stage }) => filter?.stages?.includes(stage) ?? true),
        next: null,
      }),
    )
    .handle('lead.totals', () => succeed([{ stage: 'new' as const, count: stored.size, sums: [] }]))
    .handle('lead.stages', () => succeed(LeadStage.options.map((stage) => ({ stage, name: null }))))
    .handle('user.list', () => succeed(sampleColleagues()))
    .handle('business.list', () => succeed({ businesses: [], accounts: [] }))
    .handle('lead.get', ({ leadId }) => {
      const found = stored.get(LeadId.parse(leadId));
      return found ? succeed({ lead: found, history: [] }) : fail('not_found');
    })
    .handle('lead.update', ({ leadId, version, change }) => {
      const found = stored.get(LeadId.parse(leadId));
      if (!found) return fail('not_found');
      if (found.version !== version) return succeed({ outcome: 'conflict' as const, lead: found });
      const next = { ...found, ...(change as Partial<Lead>), version: version + 1 };
      stored.set(next.leadId, next);
      return succeed({ outcome: 'saved' as const, lead: next });
    });
  store = createLeadsStore(dependencies);
});

function keep(...leads: Lead[]): void {
  for (const each of leads) stored.set(each.leadId, each);
}

/** As a colleague on another desktop. */
function colleagueSets(one: Lead, change: LeadChange): Lead {
  const next = { ...one, ...(change as Partial<Lead>), version: one.version + 1 };
  stored.set(next.leadId, next);
  return next;
}

const column = (stage: LeadStage): LeadId[] =>
  (shownValue(store.getState().columns[stage])?.items ?? []).map(({ leadId }) => leadId);

describe('the order of leads', () => {
  const list = { items: [lead(30), lead(10)], next: null, more: 'idle' as const };
  const all = { filter: {}, sort: newestFirst };

  it('has a new one at its place, and each once', () => {
    expect(placeLead(list, lead(20), all).items).toEqual([lead(30), lead(20), lead(10)]);
    const won = lead(10, { stage: 'won' });
    expect(placeLead(list, won, all).items).toEqual([lead(30), won]);
  });

  it('leaves one that lies on a page to come to that page', () => {
    const more = { ...list, next: { key: 10, leadId: lead(10).leadId } };
    expect(placeLead(more, lead(5), all).items).toEqual(list.items);
  });

  it('loses what the filter does not leave', () => {
    const filter = { stages: ['new' as const] };
    const lost = lead(10, { stage: 'lost' });
    expect(placeLead(list, lost, { ...all, filter }).items).toEqual([lead(30)]);
  });

  it('has those without a value last, both ways', () => {
    const [none, little, much] = [
      lead(1),
      lead(2, { value: { minor: 1, currency: 'EUR' } }),
      lead(3, { value: { minor: 9, currency: 'EUR' } }),
    ];
    const sorted = (isDescending: boolean): Lead[] =>
      [none, little, much].sort((a, b) => compareLeads(a, b, { by: 'value', isDescending }));
    expect(sorted(true)).toEqual([much, little, none]);
    expect(sorted(false)).toEqual([little, much, none]);
  });

  it.each([
    [{ ownerId: null }, { ownerId: null }, true],
    [{ source: 'import' }, {}, false],
    [{ worth: { minor: 5, currency: 'EUR' } }, { value: { minor: 5, currency: 'EUR' } }, true],
    [{ worth: { minor: 5, currency: 'EUR' } }, { value: { minor: 9, currency: 'USD' } }, false],
    [{ overdueAt: 10 }, { nextStep: { text: 'x', at: 9 } }, true],
    [{ overdueAt: 10 }, { nextStep: { text: 'x', at: 10 } }, false],
    [{ overdueAt: 10 }, { nextStep: { text: 'x', at: null } }, false],
    [{ overdueAt: 10 }, { nextStep: { text: 'x', at: 9 }, stage: 'won' as const }, false],
  ])('a filter %o and a lead with %o', (filter, change, isLeft) => {
    expect(isWanted(lead(1, change), filter)).toBe(isLeft);
  });
});

describe('the board', () => {
  it('shows each lead in its column, and where a colleague has put it', async () => {
    keep(lead(1), lead(2, { stage: 'won' }));
    const stop = startLeads(store, dependencies);
    await store.getState().load();
    expect([column('new'), column('won')]).toEqual([[lead(1).leadId], [lead(2).leadId]]);
    dependencies.bridge.emit('lead.changed', lead(1, { stage: 'proposal', version: 2 }));
    expect([column('new'), column('proposal')]).toEqual([[], [lead(1).leadId]]);
    await settled();
    expect(dependencies.bridge.inputsOf('lead.totals').length).toBeGreaterThan(1);
    stop();
  });

  it('asks for the columns that are chosen alone', async () => {
    store.getState().choose({ stages: ['won'], isOverdue: true });
    await settled();
    expect(dependencies.bridge.inputsOf('lead.list')).toEqual([
      expect.objectContaining({
        filter: { stages: ['won'], overdueAt: expect.any(Number) as number },
      }),
    ]);
  });

  it('counts once more after a flock of changes, not once for each', async () => {
    keep(lead(1));
    await store.getState().load();
    for (let version = 2; version < 12; version++)
      store.getState().receiveLead(lead(1, { version }));
    await settled();
    expect(dependencies.bridge.inputsOf('lead.totals')).toHaveLength(3);
  });
});

describe('a change', () => {
  it('is seen at once, and stands when it was written', async () => {
    keep(lead(1));
    await store.getState().load();
    const moving = store.getState().moveLead(lead(1), 'qualified');
    expect(column('qualified')).toEqual([lead(1).leadId]);
    await moving;
    expect(stored.get(lead(1).leadId)).toMatchObject({ stage: 'qualified', version: 2 });
    expect(column('qualified')).toEqual([lead(1).leadId]);
  });

  it('that fails is taken back, and told', async () => {
    keep(lead(1));
    await store.getState().load();
    dependencies.bridge.handle('lead.update', () => fail('database_unreachable'));
    await store.getState().moveLead(lead(1), 'qualified');
    expect([column('new'), column('qualified')]).toEqual([[lead(1).leadId], []]);
    expect(dependencies.reported).toHaveLength(1);
  });

  it('of what a colleague has changed asks which is to stand', async () => {
    keep(lead(1));
    const theirs = colleagueSets(lead(1), { stage: 'contacted' });
    await store.getState().moveLead(lead(1), 'qualified');
    expect(store.getState().conflict).toMatchObject({ theirs, change: { stage: 'qualified' } });
    expect(stored.get(theirs.leadId)).toEqual(theirs);
    await store.getState().settleConflict('mine');
    expect(stored.get(theirs.leadId)).toMatchObject({ stage: 'qualified', version: 3 });
    expect(store.getState().conflict).toBeNull();
  });

  it('is given up for what a colleague has set', async () => {
    keep(lead(1));
    await store.getState().load();
    const theirs = colleagueSets(lead(1), { stage: 'contacted' });
    await store.getState().moveLead(lead(1), 'qualified');
    await store.getState().settleConflict('theirs');
    expect(stored.get(theirs.leadId)).toEqual(theirs);
    expect(column('contacted')).toEqual([theirs.leadId]);
  });

  it('stands beside what a colleague has changed elsewhere in it', async () => {
    keep(lead(1));
    colleagueSets(lead(1), { notes: 'Theirs' });
    await store.getState().moveLead(lead(1), 'qualified');
    expect(store.getState().conflict).toBeNull();
    expect(stored.get(lead(1).leadId)).toMatchObject({ notes: 'Theirs', stage: 'qualified' });
  });

  it('to lost is made with its reason, and not without', async () => {
    keep(lead(1));
    await store.getState().moveLead(lead(1), 'lost');
    await store.getState().loseLead(null);
    expect(dependencies.bridge.inputsOf('lead.update')).toEqual([]);
    await store.getState().moveLead(lead(1), 'lost');
    await store.getState().loseLead('Too dear');
    expect(stored.get(lead(1).leadId)).toMatchObject({ stage: 'lost', lostReason: 'Too dear' });
  });

  it('says why a lead stays closed', async () => {
    dependencies.bridge.handle('lead.update', () => succeed({ outcome: 'another_open' as const }));
    await store.getState().moveLead(lead(1, { stage: 'won' }), 'new');
    expect(store.getState().leadProblem).toBe('another_open');
  });

  it('of many is made with the versions that were picked, and counted', async () => {
    keep(lead(1), lead(2));
    dependencies.bridge.handle('lead.updateMany', () =>
      succeed(['saved' as const, 'conflict' as const]),
    );
    store.getState().pick([lead(1), lead(2)], true);
    await store.getState().changePicked({ stage: 'contacted' });
    expect(dependencies.bridge.inputsOf('lead.updateMany')).toEqual([
      {
        leads: [lead(1), lead(2)].map(({ leadId, version }) => ({ leadId, version })),
        change: { stage: 'contacted' },
      },
    ]);
    expect(store.getState().bulkCounts).toMatchObject({ saved: 1, conflict: 1 });
    expect(store.getState().picks.size).toBe(0);
  });
});

describe('the page of a lead', () => {
  it('follows what becomes of it, with its history', async () => {
    keep(lead(1));
    await store.getState().openLead(lead(1).leadId);
    const theirs = colleagueSets(lead(1), { notes: 'Theirs' });
    store.getState().receiveLead(theirs);
    expect(shownValue(store.getState().page)?.lead).toEqual(theirs);
    await settled();
    expect(dependencies.bridge.inputsOf('lead.get')).toHaveLength(2);
    store.getState().receiveLead(lead(2));
    expect(shownValue(store.getState().page)?.lead).toEqual(theirs);
  });
});

/** Every answer that is on its way has come. */
function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
