import { beforeEach, expect, it } from 'vitest';
import { LeadViewId } from '../../../../../src-preload/contract/ids.ts';
import { newestFirst } from '../../../../../src-preload/contract/lead.ts';
import type { LeadView } from '../../../../../src-preload/contract/lead-view.ts';
import {
  createLeadsStore,
  type LeadsStore,
  startLeads,
} from '../../../../../src-renderer/features/leads/leads-store.ts';
import { isShown } from '../../../../../src-renderer/features/leads/views/views-slice.ts';
import { fail, succeed } from '../../../../support/preview/fake-bridge.ts';
import { objectId } from '../../../../support/preview/sample-data.ts';
import { testDependencies } from '../../samples.ts';

let dependencies: ReturnType<typeof testDependencies>;
let store: LeadsStore;
/** As the database has them. */
let stored: LeadView[];
let questions: unknown[];

beforeEach(() => {
  dependencies = testDependencies();
  stored = [];
  questions = [];
  dependencies.bridge
    .handle('leadView.list', () => succeed(stored))
    .handle('leadView.create', (view) => {
      const made = { ...view, viewId: LeadViewId.parse(objectId(stored.length + 1)) } as LeadView;
      stored = [...stored, made];
      return succeed(made);
    })
    .handle('leadView.update', ({ viewId, view }) => {
      const next = { ...view, viewId } as LeadView;
      stored = stored.map((each) => (each.viewId === viewId ? next : each));
      return succeed(next);
    })
    .handle('leadView.remove', ({ viewId }) => {
      stored = stored.filter((each) => each.viewId !== viewId);
      return succeed(null);
    })
    .handle('lead.list', (question) => {
      questions.push(question);
      return succeed({ items: [], next: null });
    })
    .handle('lead.totals', () => succeed([]));
  store = createLeadsStore(dependencies);
});

async function saved(name: string): Promise<LeadView> {
  expect(await store.getState().saveLeadView(name, false)).toBe(true);
  const view = store.getState().leadViews.find((each) => each.name === name);
  if (!view) throw new Error('It was saved');
  return view;
}

it('what is shown is kept under a name, and shown again with one question for each list', async () => {
  store.getState().setView('table');
  store.getState().setSort({ by: 'value', isDescending: true });
  store.getState().choose({ ownerId: null, isOverdue: true });
  const view = await saved('Big ones');
  expect(view).toMatchObject({
    ...{ layout: 'table', sort: { by: 'value', isDescending: true }, isShared: false },
    choice: { ownerId: null, isOverdue: true },
  });
  expect(isShown(view, store.getState())).toBe(true);
  store.getState().choose({});
  store.getState().setSort(newestFirst);
  store.getState().setView('board');
  expect(isShown(view, store.getState())).toBe(false);
  questions = [];
  store.getState().takeView(view);
  expect(isShown(view, store.getState())).toBe(true);
  expect(questions).toMatchObject([
    { filter: { ownerId: null, overdueAt: expect.any(Number) as number } },
  ]);
});

it('what was changed since it was taken can be kept in its place', async () => {
  const view = await saved('Mine');
  store.getState().choose({ stages: ['won'] });
  expect(store.getState()).toMatchObject({ takenView: view.viewId });
  const { choice, sort } = store.getState();
  await store.getState().changeLeadView(view, { choice, sort, name: 'Won' });
  expect(stored).toMatchObject([{ ...view, name: 'Won', choice: { stages: ['won'] } }]);
  expect(store.getState().leadViews).toEqual(stored);
  await store.getState().removeLeadView(view.viewId);
  expect(store.getState().leadViews).toEqual([]);
});

it('what colleagues keep for the team is there as soon as they do', async () => {
  const stop = startLeads(store, dependencies);
  stored = [
    {
      ...{ viewId: LeadViewId.parse(objectId(9)), name: 'Ours', isShared: true },
      ...{ choice: {}, sort: newestFirst, layout: 'board' },
    },
  ];
  dependencies.bridge.emit('leadView.changed', {});
  await expect.poll(() => store.getState().leadViews).toEqual(stored);
  stop();
});

it('what could not be kept is told, and the views stay as they were', async () => {
  const view = await saved('Mine');
  dependencies.bridge.handle('leadView.create', () => fail('not_allowed'));
  expect(await store.getState().saveLeadView('More', false)).toBe(false);
  expect(store.getState().leadViews).toEqual([view]);
  expect(dependencies.reported).toHaveLength(1);
});
