import { expect, it } from 'vitest';
import { AppError } from '../../../src-main/common/app-error.ts';
import { TeamReaders } from '../../../src-main/ingest/team-readers.ts';
import type { Reader } from '../../../src-main/store/user-store.ts';
import { UserId } from '../../../src-preload/contract/ids.ts';
import { recordedLog } from '../../support/databases/recorded-log.ts';

const ana: Reader = { userId: UserId.parse('a'.repeat(24)), since: 1 };
const luis: Reader = { userId: UserId.parse('b'.repeat(24)), since: 2 };

function team() {
  const world = { now: 0, asked: 0, known: [ana], isAway: false };
  const readers = new TeamReaders({
    users: {
      readers: () => {
        world.asked += 1;
        return world.isAway
          ? Promise.reject(new AppError('database_unreachable', 'It is away'))
          : Promise.resolve(world.known);
      },
    },
    clock: { now: () => world.now, after: () => () => {} },
    log: recordedLog(),
  });
  return { world, readers };
}

it('whoever has just signed in is among them at once', async () => {
  const { world, readers } = team();
  expect(await readers.read()).toEqual([ana]);
  world.known = [ana, luis];
  expect(await readers.read()).toEqual([ana, luis]);
});

it('they are remembered while the database is away, which is not asked each time', async () => {
  const { world, readers } = team();
  await readers.read();
  world.isAway = true;
  expect(await readers.read()).toEqual([ana]);
  expect(await readers.read()).toEqual([ana]);
  expect(world.asked).toBe(2);
  world.isAway = false;
  world.known = [ana, luis];
  world.now = 60_000;
  expect(await readers.read()).toEqual([ana, luis]);
});

it('nothing is stored for nobody: while they were never known it has to wait', async () => {
  const { world, readers } = team();
  world.isAway = true;
  await expect(readers.read()).rejects.toMatchObject({ code: 'database_unreachable' });
});
