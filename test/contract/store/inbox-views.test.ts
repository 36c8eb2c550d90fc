import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UserId } from '../../../src-preload/contract/ids.ts';
import { InboxViewId, MAXIMUM_VIEWS } from '../../../src-preload/contract/inbox-view.ts';
import { openDatabases, type OpenDatabases } from './open-databases.ts';

let open: OpenDatabases;
let other: UserId;

beforeAll(async () => {
  open = await openDatabases();
  ({ userId: other } = await open.stores.users.signIn({ name: 'Bo', email: 'bo@example.com' }));
});

afterAll(() => open.close());

const namesOf = async (userId: UserId): Promise<string[]> =>
  (await open.stores.inboxViews.list(userId)).map(({ name }) => name);

it('a view is kept as it was saved, after the others, for its person alone', async () => {
  const { inboxViews } = open.stores;
  const first = {
    name: 'Weddings',
    filter: { label: 'wedding', isArchived: false },
    sort: 'newest',
  } as const;
  const second = { name: 'Long waits', filter: {}, sort: 'longestWait' } as const;
  const made = [
    await inboxViews.create(open.userId, first),
    await inboxViews.create(open.userId, second),
  ];
  expect(made).toMatchObject([first, second]);
  expect(await inboxViews.list(open.userId)).toEqual(made);
  expect(await inboxViews.list(other)).toEqual([]);
});

it('views are renamed, moved and removed by their person, and by nobody else', async () => {
  const { inboxViews } = open.stores;
  const view = (name: string) =>
    inboxViews.create(other, { name, filter: { assignee: 'me' }, sort: 'newest' });
  const [one] = [await view('1'), await view('2'), await view('3')];
  expect(await inboxViews.rename(open.userId, one.viewId, 'taken')).toBeNull();
  expect(await inboxViews.move(open.userId, one.viewId, 2)).toBe('notFound');
  expect(await inboxViews.remove(open.userId, one.viewId)).toBe('notFound');
  expect(await namesOf(other)).toEqual(['1', '2', '3']);

  expect(await inboxViews.rename(other, one.viewId, 'one')).toMatchObject({ name: 'one' });
  const moved = await inboxViews.move(other, one.viewId, 1);
  expect(moved).toMatchObject([{ name: '2' }, { name: 'one' }, { name: '3' }]);
  expect(await inboxViews.list(other)).toEqual(moved);
  await inboxViews.move(other, one.viewId, 99);
  expect(await namesOf(other)).toEqual(['2', '3', 'one']);
  await view('4');
  expect(await namesOf(other)).toEqual(['2', '3', 'one', '4']);
  expect(await inboxViews.remove(other, one.viewId)).toBe('removed');
  expect(await inboxViews.remove(other, one.viewId)).toBe('notFound');
  expect(await namesOf(other)).toEqual(['2', '3', '4']);
});

it('nobody keeps more than may be, nor one who is not there', async () => {
  const { inboxViews, users } = open.stores;
  const { userId } = await users.signIn({ name: 'Cy', email: 'cy@example.com' });
  const view = { name: 'x', filter: {}, sort: 'newest' } as const;
  for (let count = 0; count < MAXIMUM_VIEWS; count += 1) await inboxViews.create(userId, view);
  await expect(inboxViews.create(userId, view)).rejects.toMatchObject({ code: 'not_allowed' });
  const nobody = InboxViewId.parse('0'.repeat(24)) as string as UserId;
  await expect(inboxViews.create(nobody, view)).rejects.toMatchObject({ code: 'not_allowed' });
});
