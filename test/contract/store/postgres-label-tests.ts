import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { LabelStore } from '../../../src-main/store/label-store.ts';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import { LabelId } from '../../../src-preload/contract/ids.ts';
import type { Label, LabelColour } from '../../../src-preload/contract/label.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresLabelTests(open: () => OpenPostgres): void {
  let labels: LabelStore;

  beforeEach(async () => {
    ({ labels } = open().stores);
    await open().raw.query('DELETE FROM labels');
  });

  const made = async (name: string, colour: LabelColour = 'teal'): Promise<Label> => {
    const saved = await labels.create({ name, colour });
    if (saved.outcome !== 'saved') throw new Error('The name is taken');
    return saved.label;
  };
  const names = async (): Promise<string[]> => (await labels.list()).map(({ name }) => name);

  it('stand in the order in which they were made, until one is moved', async () => {
    const wedding = await made('wedding', 'pink');
    await made('urgent');
    await made('عاجل 🕘\u0000');
    expect(await names()).toEqual(['wedding', 'urgent', 'عاجل 🕘\u{FFFD}']);
    expect(await labels.move(wedding.labelId, 1)).toMatchObject([
      { name: 'urgent' },
      { name: 'wedding', colour: 'pink' },
      {},
    ]);
    expect((await names()).slice(0, 2)).toEqual(['urgent', 'wedding']);
    await labels.move(wedding.labelId, 100);
    expect((await names())[2]).toBe('wedding');
    await made('new');
    expect((await names())[3]).toBe('new');
    expect(await labels.move(LabelId.parse('f'.repeat(24)), 0)).toBe('notFound');
  });

  it('have names of their own, whatever the capitals', async () => {
    const { labelId } = await made('Urgent');
    const other = await made('wedding');
    expect(await labels.create({ name: 'URGENT', colour: 'pink' })).toEqual({
      outcome: 'nameTaken',
    });
    expect(await labels.update(other.labelId, { name: 'urgent', colour: 'pink' })).toEqual({
      outcome: 'nameTaken',
    });
    expect(await labels.update(labelId, { name: 'urgent', colour: 'pink' })).toEqual({
      outcome: 'saved',
      label: { labelId, name: 'urgent', colour: 'pink' },
    });
    expect(await names()).toEqual(['urgent', 'wedding']);
  });

  it('are asked for by their new name in the views that named the old one', async () => {
    const { userId } = await open().stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const { inboxViews } = open().stores;
    const view = { name: 'Mine', sort: 'newest' } as const;
    const [one, other] = [
      await inboxViews.create(userId, { ...view, filter: { label: 'URGENT', priority: 'high' } }),
      await inboxViews.create(userId, { ...view, filter: { label: 'wedding' } }),
    ];
    const { labelId } = await made('urgent');
    await labels.update(labelId, { name: 'now', colour: 'teal' });
    const found = await inboxViews.list(userId);
    const filterOf = (viewId: string) => found.find((each) => each.viewId === viewId)?.filter;
    expect(filterOf(one.viewId)).toEqual({ label: 'now', priority: 'high' });
    expect(filterOf(other.viewId)).toEqual({ label: 'wedding' });
  });

  it('take with them the views that asked for them, and no others, when they are deleted', async () => {
    const { userId } = await open().stores.users.signIn({ name: 'Ana', email: 'ana@example.com' });
    const { inboxViews } = open().stores;
    const view = { name: 'Mine', sort: 'newest' } as const;
    const word = randomUUID().slice(0, 8);
    const [, kept, without] = [
      await inboxViews.create(userId, { ...view, filter: { label: word.toUpperCase() } }),
      await inboxViews.create(userId, { ...view, filter: { label: `${word}!` } }),
      await inboxViews.create(userId, { ...view, filter: { priority: 'high' } }),
    ];
    const before = (await inboxViews.list(userId)).length;
    const { labelId } = await made(word);
    expect(await labels.countViews(word)).toBe(1);
    expect(await labels.countViews('nothing')).toBe(0);
    expect(await labels.remove(labelId)).toBe('removed');
    const found = await inboxViews.list(userId);
    expect(found).toHaveLength(before - 1);
    expect(found.map(({ viewId }) => viewId)).toEqual(
      expect.arrayContaining([kept.viewId, without.viewId]),
    );
    expect(await labels.countViews(word)).toBe(0);
  });

  it('are made once when several desktops make the same at the same time', async () => {
    const other = await open().otherDesktop();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? open() : other).stores.labels.create({ name: 'urgent', colour: 'teal' }),
      ),
    );
    await other.close();
    expect(all.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    expect(await names()).toEqual(['urgent']);
  });

  it('are made, not met, by a desktop that lost the first answer and asks again', async () => {
    const connection = { ...open().connection, retry: afterLostAnswer };
    const stores = postgresStores(connection, {
      keys: testKeyRing(),
      deskId: open().deskId,
      newObjectId,
    });
    const saved = await stores.labels.create({ name: 'urgent', colour: 'teal' });
    expect(saved.outcome).toBe('saved');
  });

  it('are gone for good once deleted, and are not changed then', async () => {
    const { labelId } = await made('urgent');
    expect(await labels.remove(labelId)).toBe('removed');
    expect(await labels.remove(labelId)).toBe('notFound');
    expect(await labels.update(labelId, { name: 'now', colour: 'teal' })).toEqual({
      outcome: 'notFound',
    });
    expect(await names()).toEqual([]);
  });

  it('have no colour that is not in the palette', async () => {
    await made('urgent');
    await expect(open().raw.query(`UPDATE labels SET colour = 'white'`)).rejects.toMatchObject({
      constraint: 'labels_colour',
    });
  });
}
