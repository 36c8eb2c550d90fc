import { beforeEach, expect, it } from 'vitest';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { QuickReplyStore } from '../../../src-main/store/quick-reply-store.ts';
import { QuickReplyId, type UserId } from '../../../src-preload/contract/ids.ts';
import type { QuickReply } from '../../../src-preload/contract/quick-reply.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresQuickReplyTests(open: () => OpenPostgres): void {
  let quickReplies: QuickReplyStore;
  let ana: UserId;
  let eva: UserId;

  beforeEach(async () => {
    const { users, ...stores } = open().stores;
    ({ quickReplies } = stores);
    ({ userId: ana } = await users.signIn({ name: 'Ana', email: 'ana@example.com' }));
    ({ userId: eva } = await users.signIn({ name: 'Eva', email: 'eva@example.com' }));
    await open().raw.query('DELETE FROM quick_replies');
  });

  const hours = { shortcut: 'hours', content: 'We open at nine', businessId: null };
  const made = async (change: Partial<Parameters<QuickReplyStore['create']>[0]> = {}) => {
    const saved = await quickReplies.create({ ...hours, userId: ana, ...change });
    if (saved.outcome !== 'saved') throw new Error('The shortcut is taken');
    return saved.quickReply;
  };
  const shortcuts = (replies: readonly QuickReply[]): string[] =>
    replies.map(({ shortcut }) => shortcut);

  it('are listed by shortcut, with who wrote and who changed them', async () => {
    const reply = await made();
    await made({ shortcut: 'Address' });
    expect(reply).toMatchObject({ ...hours, createdBy: 'Ana', updatedBy: 'Ana' });
    const changed = await quickReplies.update(reply.quickReplyId, {
      ...hours,
      content: 'We open at ten',
      userId: eva,
    });
    expect(changed).toMatchObject({
      outcome: 'saved',
      quickReply: { content: 'We open at ten', createdBy: 'Ana', updatedBy: 'Eva' },
    });
    const list = await quickReplies.list();
    expect(shortcuts(list)).toEqual(['Address', 'hours']);
    expect(changed).toMatchObject({ quickReply: list[1] });
  });

  it('have one text for each shortcut, whatever its capitals; a business may have its own', async () => {
    const reply = await made();
    const { business } = await open().stores.businesses.create({ name: 'Of quick replies' });
    const { businessId } = business;
    const own = await made({ businessId });
    expect(own.businessId).toBe(businessId);
    const again = { ...hours, shortcut: 'HOURS', userId: ana };
    expect(await quickReplies.create(again)).toEqual({ outcome: 'shortcutTaken' });
    const other = await made({ shortcut: 'address' });
    expect(await quickReplies.update(other.quickReplyId, again)).toEqual({
      outcome: 'shortcutTaken',
    });
    expect(await quickReplies.update(own.quickReplyId, { ...hours, userId: ana })).toEqual({
      outcome: 'shortcutTaken',
    });
    expect(await quickReplies.update(reply.quickReplyId, again)).toMatchObject({
      outcome: 'saved',
    });
    // A business takes its own with it.
    await open().raw.query('DELETE FROM businesses WHERE object_id = $1', [businessId]);
    expect(shortcuts(await quickReplies.list())).toEqual(['address', 'HOURS']);
  });

  it('are made once when several desktops make the same at the same time', async () => {
    const other = await open().otherDesktop();
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? open() : other).stores.quickReplies.create({ ...hours, userId: ana }),
      ),
    );
    await other.close();
    expect(all.filter(({ outcome }) => outcome === 'saved')).toHaveLength(1);
    expect(await quickReplies.list()).toHaveLength(1);
  });

  it('are made, not met, by a desktop that lost the first answer and asks again', async () => {
    const connection = { ...open().connection, retry: afterLostAnswer };
    const stores = postgresStores(connection, {
      keys: testKeyRing(),
      deskId: open().deskId,
      newObjectId,
    });
    const saved = await stores.quickReplies.create({ ...hours, userId: ana });
    expect(saved.outcome).toBe('saved');
  });

  it('are gone for good once deleted, and are not changed then', async () => {
    const { quickReplyId } = await made();
    expect(await quickReplies.remove(quickReplyId)).toBe('removed');
    expect(await quickReplies.remove(quickReplyId)).toBe('notFound');
    expect(await quickReplies.update(quickReplyId, { ...hours, userId: ana })).toEqual({
      outcome: 'notFound',
    });
    expect(await quickReplies.remove(QuickReplyId.parse('f'.repeat(24)))).toBe('notFound');
  });

  it('keep text in any writing, and outlive whoever wrote them', async () => {
    const { userId } = await open().stores.users.signIn({ name: 'Pau', email: 'gone@example.com' });
    await made({ userId, shortcut: 'ساعات', content: 'نفتح في التاسعة 🕘\u0000' });
    await open().raw.query('DELETE FROM users WHERE object_id = $1', [userId]);
    expect(await quickReplies.list()).toMatchObject([
      {
        shortcut: 'ساعات',
        content: 'نفتح في التاسعة 🕘\u{FFFD}',
        createdBy: null,
        updatedBy: null,
      },
    ]);
  });
}
