import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { LeadViewId, type UserId } from '../../../src-preload/contract/ids.ts';
import {
  LeadChoice,
  type LeadViewDraft,
  MAXIMUM_LEAD_VIEWS,
} from '../../../src-preload/contract/lead-view.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;
let other: UserId;

beforeAll(async () => {
  open = await openDatabases();
  ({ userId: other } = await open.stores.users.signIn({ name: 'Bo', email: 'bo@example.com' }));
});

afterAll(() => open.close());

beforeEach(async () => {
  for (const userId of [open.userId, other]) {
    for (const { viewId } of await open.stores.leadViews.list(userId)) {
      await open.stores.leadViews.remove(userId, viewId);
    }
  }
});

const draft = (name: string, change: Partial<LeadViewDraft> = {}): LeadViewDraft => ({
  name,
  choice: { stages: ['new'], ownerId: null, worth: { minor: 5, currency: 'EUR' }, isOverdue: true },
  sort: { by: 'value', isDescending: true },
  layout: 'table',
  isShared: false,
  ...change,
});
const namesOf = async (userId: UserId): Promise<string[]> =>
  (await open.stores.leadViews.list(userId)).map(({ name }) => name);

it('a view is kept as it was saved, for its person alone, or for everybody', async () => {
  const { leadViews } = open.stores;
  const mine = await leadViews.create(open.userId, draft('weddings'));
  const shared = await leadViews.create(
    open.userId,
    draft('All that is open', { isShared: true, layout: 'board', choice: {} }),
  );
  const theirs = await leadViews.create(other, draft('Mine'));
  expect(mine).toEqual({ ...draft('weddings'), viewId: mine.viewId });
  expect(await leadViews.list(open.userId)).toEqual([shared, mine]);
  expect(await leadViews.list(other)).toEqual([shared, theirs]);
});

it('everybody changes and removes the team’s views, and nobody those of others', async () => {
  const { leadViews } = open.stores;
  const { viewId } = await leadViews.create(open.userId, draft('One'));
  expect(await leadViews.update(other, viewId, draft('Taken'))).toBeNull();
  expect(await leadViews.remove(other, viewId)).toBe('notFound');
  const given = await leadViews.update(open.userId, viewId, draft('One', { isShared: true }));
  expect(given).toMatchObject({ viewId, isShared: true });
  const next = draft('Two', {
    isShared: true,
    choice: {},
    sort: { by: 'created', isDescending: false },
  });
  expect(await leadViews.update(other, viewId, next)).toEqual({ ...next, viewId });
  expect(await namesOf(open.userId)).toEqual(['Two']);
  expect(await leadViews.remove(other, viewId)).toBe('removed');
  expect(await leadViews.remove(open.userId, viewId)).toBe('notFound');
  const unknown = LeadViewId.parse('f'.repeat(24));
  expect(await leadViews.update(open.userId, unknown, draft('x'))).toBeNull();
});

it('a person keeps so many views and no more', async () => {
  const { leadViews } = open.stores;
  for (let index = 0; index < MAXIMUM_LEAD_VIEWS; index++) {
    await leadViews.create(open.userId, draft(`View ${index}`, { isShared: index % 2 === 0 }));
  }
  await expect(leadViews.create(open.userId, draft('More'))).rejects.toMatchObject({
    code: 'not_allowed',
  });
  await leadViews.create(other, draft('Other'));
  expect(await namesOf(open.userId)).toHaveLength(MAXIMUM_LEAD_VIEWS);
});

it('a choice has no moment in it, and nothing that nobody knows', () => {
  expect(LeadChoice.safeParse({ overdueAt: 1 }).success).toBe(false);
  expect(LeadChoice.safeParse({ forgotten: 1 }).success).toBe(false);
  expect(LeadChoice.safeParse({ isOverdue: false }).success).toBe(false);
});
