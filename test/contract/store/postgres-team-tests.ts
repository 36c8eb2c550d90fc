import { randomUUID } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import { postgresStores } from '../../../src-main/store/postgres/postgres-stores.ts';
import type { TeamStore, Turn } from '../../../src-main/store/team-store.ts';
import {
  BusinessId,
  ConversationId,
  MessageId,
  UserId,
} from '../../../src-preload/contract/ids.ts';
import { testKeyRing } from '../../support/databases/test-key-ring.ts';
import { afterLostAnswer, newObjectId, type OpenPostgres } from './open-postgres.ts';

export function postgresTeamTests(open: () => OpenPostgres): void {
  let team: TeamStore;
  let ana: UserId;
  let eva: UserId;
  let pau: UserId;

  beforeEach(async () => {
    const { users, ...stores } = open().stores;
    ({ team } = stores);
    await open().raw.query('DELETE FROM rotas');
    await open().raw.query('UPDATE users SET is_away = false');
    ({ userId: ana } = await users.signIn({ name: 'Ana', email: 'ana@example.com' }));
    ({ userId: eva } = await users.signIn({ name: 'Eva', email: 'eva@example.com' }));
    ({ userId: pau } = await users.signIn({ name: 'Pau', email: 'pau@example.com' }));
  });

  const newTurn = (): Turn => ({
    conversationId: ConversationId.parse(randomUUID()),
    messageId: MessageId.parse(randomUUID()),
  });
  const take = (turn = newTurn(), businessId: BusinessId | null = null) =>
    team.takeTurn({ ...turn, businessId });
  const rota = (members: UserId[], change: { isOn?: boolean } = {}) =>
    team.setRota({ businessId: null, isOn: true, members, ...change });

  it('says who is away, and knows when nothing changes', async () => {
    expect(await team.setAway(eva, true)).toBe('changed');
    expect(await team.setAway(eva, true)).toBe('unchanged');
    const people = await team.people();
    expect(people.filter(({ isAway }) => isAway).map(({ userId }) => userId)).toEqual([eva]);
    expect(people.find(({ userId }) => userId === ana)).toEqual({
      ...{ userId: ana, name: 'Ana', email: 'ana@example.com', isAway: false },
    });
  });

  it('keeps a rota for each business and one for none, and takes no unknown people', async () => {
    const { business } = await open().stores.businesses.create({ name: 'Of the rota' });
    const { businessId } = business;
    const ofBusiness = { businessId, isOn: true, members: [ana] };
    const ofNone = { businessId: null, isOn: false, members: [ana, eva].sort() };
    expect(await team.setRota(ofBusiness)).toBe('saved');
    expect(await team.setRota(ofNone)).toBe('saved');
    expect(await team.rotas()).toEqual([ofBusiness, ofNone]);
    const unknown = 'f'.repeat(24);
    const withUnknown = { ...ofBusiness, members: [ana, UserId.parse(unknown)] };
    expect(await team.setRota(withUnknown)).toBe('notFound');
    const elsewhere = { ...ofBusiness, businessId: BusinessId.parse(unknown) };
    expect(await team.setRota(elsewhere)).toBe('notFound');
    expect(await team.setRota({ ...ofBusiness, members: [] })).toBe('saved');
    expect(await team.rotas()).toEqual([{ ...ofBusiness, members: [] }, ofNone]);
    expect(await take(newTurn(), businessId)).toBeNull();
  });

  it('gives nobody a turn where it is off or everybody is away', async () => {
    expect(await take()).toBeNull();
    await rota([ana], { isOn: false });
    expect(await take()).toBeNull();
    await rota([ana]);
    await team.setAway(ana, true);
    expect(await take()).toBeNull();
  });

  it('alternates over two desktops that ask at the same time: 30 conversations, none twice', async () => {
    await rota([ana, eva]);
    const other = await open().otherDesktop();
    const turns = Array.from({ length: 30 }, newTurn);
    const given = await Promise.all(
      turns.map(async (turn, index) => {
        const desktop = index % 2 ? other.stores : open().stores;
        return { ...turn, userId: await desktop.team.takeTurn({ ...turn, businessId: null }) };
      }),
    );
    await other.close();
    expect(given.filter(({ userId }) => userId === ana)).toHaveLength(15);
    expect(given.filter(({ userId }) => userId === eva)).toHaveLength(15);
    // In the order in which the turns were taken nobody follows themselves.
    const { rows } = await open().raw.query<{ object_id: string; turn: string }>(
      'SELECT object_id, turn FROM rota_turns JOIN users ON users.id = user_id ORDER BY turn',
    );
    expect(rows.map(({ turn }) => Number(turn))).toEqual(turns.map((_, index) => index + 1));
    expect(rows.every((row, index) => row.object_id !== rows[index + 1]?.object_id)).toBe(true);
  });

  it('is the same turn for the same message, on whichever desktop it is stored again', async () => {
    await rota([ana, eva]);
    const other = await open().otherDesktop();
    const turn = newTurn();
    const both = await Promise.all(
      [open().stores, other.stores].map((each) =>
        each.team.takeTurn({ ...turn, businessId: null }),
      ),
    );
    await other.close();
    expect(new Set(both).size).toBe(1);
    const connection = { ...open().connection, retry: afterLostAnswer };
    const context = { keys: testKeyRing(), deskId: open().deskId, newObjectId };
    const losing = postgresStores(connection, context).team;
    const next = await losing.takeTurn({ ...newTurn(), businessId: null });
    expect(new Set([...both, next])).toEqual(new Set([ana, eva]));
    expect(await take()).toBe(both[0]);
    // Another message of the same conversation is another turn.
    expect(await take({ ...turn, messageId: MessageId.parse('later') })).toBe(next);
  });

  it('passes over who is away, who is the next once when back, and does not make up for it', async () => {
    await rota([ana, eva, pau]);
    const first = [await take(), await take(), await take()];
    expect(new Set(first)).toEqual(new Set([ana, eva, pau]));
    await team.setAway(eva, true);
    const without = [await take(), await take(), await take(), await take()];
    expect(without).not.toContain(eva);
    expect(without.slice(2)).toEqual(without.slice(0, 2));
    await team.setAway(eva, false);
    expect(await take()).toBe(eva);
    const after = [await take(), await take(), await take()];
    expect(after.slice(0, 2)).not.toContain(eva);
    expect(after[2]).toBe(eva);
  });

  it('keeps the turns of those who stay when somebody joins or leaves', async () => {
    await rota([ana, eva]);
    const first = await take();
    const second = first === ana ? eva : ana;
    await rota([ana, eva]);
    expect(await take()).toBe(second);
    await rota([ana, eva, pau]);
    expect(await take()).toBe(pau);
    await rota([ana, pau]);
    expect(await take()).toBe(ana);
  });

  it('takes a turn back that was for nothing, and not what was taken since', async () => {
    await rota([ana, eva]);
    const turn = newTurn();
    const first = await take(turn);
    await team.giveTurnBack(turn);
    expect(await take(turn)).toBe(first);
    const second = newTurn();
    const other = await take(second);
    await team.giveTurnBack(second);
    await team.giveTurnBack(second);
    expect(await take()).toBe(other);
    expect(await take()).toBe(first);
    await team.giveTurnBack(turn);
    expect(await take()).toBe(other);
  });
}
