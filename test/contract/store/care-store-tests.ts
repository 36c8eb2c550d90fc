import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { ConversationId, UserId } from '../../../src-preload/contract/ids.ts';
import type { OpenDatabases } from './open-databases.ts';

/** Run by `stores.test.ts`, which opens the databases for all of them. */
export function careStoreTests(databases: () => OpenDatabases): void {
  let open: OpenDatabases;

  beforeAll(() => {
    open = databases();
  });

  describe('who looks after a conversation', () => {
    it('is nobody at first, then whoever it was given to, then nobody again', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      expect(await conversations.summary(conversationId)).toMatchObject({ assigneeId: null });
      expect(await conversations.assign(conversationId, open.userId)).toBe('changed');
      expect(await conversations.assign(conversationId, open.userId)).toBe('unchanged');
      expect(await conversations.summary(conversationId)).toMatchObject({
        assigneeId: open.userId,
      });
      expect(await conversations.assign(conversationId, null)).toBe('changed');
      expect(await conversations.assign(conversationId, null)).toBe('unchanged');
      expect(await conversations.summary(conversationId)).toMatchObject({ assigneeId: null });
    });

    it('cannot be said of a conversation that does not exist', async () => {
      const nowhere = ConversationId.parse(randomUUID());
      const { conversations } = open.stores;
      await expect(conversations.assign(nowhere, open.userId)).rejects.toMatchObject({
        code: 'not_found',
      });
      await expect(conversations.setLabels(nowhere, ['x'])).rejects.toMatchObject({
        code: 'not_found',
      });
    });
  });

  describe('labels', () => {
    it('take the place of those before, in the order given', async () => {
      const { conversations } = open.stores;
      const { conversationId } = await open.newConversation();
      expect(await conversations.setLabels(conversationId, ['wedding', 'urgent'])).toBe('changed');
      expect(await conversations.setLabels(conversationId, ['wedding', 'urgent'])).toBe(
        'unchanged',
      );
      expect(await conversations.setLabels(conversationId, ['urgent'])).toBe('changed');
      expect(await conversations.summary(conversationId)).toMatchObject({ labels: ['urgent'] });
    });

    it('are renamed and taken away wherever they are, whatever their capitals', async () => {
      const { conversations } = open.stores;
      const word = (text: string): string => `${text} ${suffix}`;
      const suffix = randomUUID().slice(0, 8);
      const ids: ConversationId[] = [];
      for (const labels of [['wedding', 'urgent', 'x'], ['URGENT', 'now'], ['urgently'], ['now']]) {
        const { conversationId } = await open.newConversation();
        ids.push(conversationId);
        await conversations.setLabels(conversationId, labels.map(word));
      }
      const shown = async (): Promise<(string[] | undefined)[]> => {
        const found = await Promise.all(ids.map((id) => conversations.summary(id)));
        return found.map((each) => each?.labels.map((label) => label.replace(` ${suffix}`, '')));
      };
      expect(await conversations.countLabelled(word('Urgent'))).toBe(2);
      expect(await conversations.countLabelled(word('nothing'))).toBe(0);
      const changed = await conversations.relabel(word('urgent'), word('now'));
      expect(new Set(changed)).toEqual(new Set(ids.slice(0, 2)));
      expect(await shown()).toEqual([['wedding', 'now', 'x'], ['now'], ['urgently'], ['now']]);
      // Only another spelling.
      expect(await conversations.relabel(word('now'), word('Now'))).toHaveLength(3);
      expect(await conversations.relabel(word('now'), word('Now'))).toEqual([]);
      expect(await conversations.relabel(word('NOW'), null)).toHaveLength(3);
      expect(await shown()).toEqual([['wedding', 'x'], [], ['urgently'], []]);
      expect(await conversations.countLabelled(word('now'))).toBe(0);
    });
  });

  describe('many conversations', () => {
    it('are read with one question; those that do not exist are left out', async () => {
      const [one, other] = [await open.newConversation(), await open.newConversation()];
      const found = await open.stores.conversations.summaries([
        one.conversationId,
        ConversationId.parse(randomUUID()),
        other.conversationId,
      ]);
      expect(found.map(({ conversationId }) => conversationId).toSorted()).toEqual(
        [one.conversationId, other.conversationId].toSorted(),
      );
      expect(await open.stores.conversations.summaries([])).toEqual([]);
    });
  });

  describe('the colleagues', () => {
    it('are everybody, by name, whatever its capitals', async () => {
      await open.stores.users.signIn({ name: 'zoe', email: 'zoe@example.com' });
      await open.stores.users.signIn({ name: 'Abel', email: 'abel@example.com' });
      const names = (await open.stores.users.list()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(['Abel', 'Ana', 'zoe']));
      expect(names).toEqual(
        [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
      );
      expect(await open.stores.users.find(UserId.parse('0'.repeat(24)))).toBeNull();
    });
  });
}
