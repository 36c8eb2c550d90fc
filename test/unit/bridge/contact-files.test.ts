import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directoryHandlers } from '../../../src-main/bridge/directory-handlers.ts';
import { AppError } from '../../../src-main/common/app-error.ts';
import { SessionId } from '../../../src-preload/contract/ids.ts';
import { objectId, uuid } from '../../support/preview/sample-data.ts';

type Parts = ReturnType<Parameters<typeof directoryHandlers>[0]>;

const sessionId = SessionId.parse(uuid(900));
const contacts = [
  { name: 'Marta', phoneNumber: '+34600111222' },
  { name: 'Pedro', phoneNumber: '+34600333444' },
];

let folder: string;
/** What was told for the taskbar. */
let told: unknown[];
/** The database is away. */
let isAway: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'contact-files-'));
  told = [];
  isAway = false;
});

afterEach(() => rm(folder, { recursive: true }));

function handlers(savePath: string | null = join(folder, 'contacts.csv')) {
  const orFail = <Value>(value: Value): Promise<Value> =>
    isAway
      ? Promise.reject(new AppError('database_unreachable', 'It is away'))
      : Promise.resolve(value);
  // Of each part only what is used here.
  const parts = {
    publish: (event: string, payload: unknown) => {
      if (event === 'desktop.taskProgressed') told.push(payload);
    },
    sessions: { list: () => [{ sessionId }] },
    stores: {
      erasures: { erasedAt: () => orFail(new Map()) },
      contacts: {
        import: () => orFail(['created', 'created']),
        page: () =>
          orFail({
            items: contacts.map((each, index) => ({
              ...each,
              contactId: objectId(index),
              lastInteractionAt: null,
            })),
            next: null,
          }),
        details: () => orFail(new Map()),
      },
    },
  } as unknown as Parts;
  return directoryHandlers(
    () => parts,
    () => Promise.resolve(savePath),
  );
}

describe('a file of contacts that is taken in', () => {
  const take = (done: number): Promise<unknown> =>
    handlers()['contact.import']({
      sessionId,
      contacts,
      overwrites: false,
      part: { done, total: 4 },
    });

  it('tells the taskbar how far it is', async () => {
    await take(0);
    await take(2);
    expect(told).toEqual([
      { task: 'import', done: 0, total: 4 },
      { task: 'import', done: 2, total: 4 },
      { task: 'import', done: 2, total: 4 },
      { task: 'import', done: 4, total: 4 },
    ]);
  });

  it('has ended when a part of it fails', async () => {
    await take(0);
    isAway = true;
    await expect(take(2)).rejects.toMatchObject({ code: 'database_unreachable' });
    expect(told.at(-1)).toEqual({ task: 'import', done: 4, total: 4 });
  });

  it('is none where a single card is saved', async () => {
    await handlers()['contact.import']({ sessionId, contacts, overwrites: false });
    expect(told).toEqual([]);
  });
});

describe('a file of contacts that is written', () => {
  it('is under way until it is there', async () => {
    expect(await handlers()['contact.export']({ format: 'csv' })).toEqual({ count: 2 });
    expect(await readFile(join(folder, 'contacts.csv'), 'utf8')).toContain('Marta');
    expect(told).toEqual([
      { task: 'export', done: 0, total: null },
      { task: 'export', done: 2, total: 2 },
    ]);
  });

  it('has ended when it could not be written', async () => {
    isAway = true;
    await expect(handlers()['contact.export']({ format: 'csv' })).rejects.toMatchObject({
      code: 'database_unreachable',
    });
    expect(told).toEqual([
      { task: 'export', done: 0, total: null },
      { task: 'export', done: 0, total: 0 },
    ]);
  });

  it('is none while nobody has said where it goes', async () => {
    expect(await handlers(null)['contact.export']({ format: 'csv' })).toEqual({ count: null });
    expect(told).toEqual([]);
  });
});
