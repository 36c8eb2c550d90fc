import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DeviceDatabase, UnreadableValue } from '../../../src-main/journal/device-database.ts';
import type { JournalEntry } from '../../../src-main/journal/journal-entry.ts';
import { Journal } from '../../../src-main/journal/journal.ts';
import { SessionId, UserId } from '../../../src-preload/contract/ids.ts';

const KEY = Buffer.alloc(32, 1);
const source = {
  sessionId: SessionId.parse(randomUUID()),
  userId: UserId.parse('a'.repeat(24)),
  accountId: '34600000001@c.us',
};

let folder: string;
let database: DeviceDatabase;
let journal: Journal;
let changes: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-desk-journal-'));
  await open();
});

afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

async function open(key = KEY): Promise<void> {
  changes = 0;
  database = await DeviceDatabase.open(folder, key);
  journal = await Journal.open(database, () => changes++);
}

async function reopen(key = KEY): Promise<void> {
  await database.close();
  await open(key);
}

const entry = (raw: unknown): JournalEntry => ({
  kind: 'event',
  ...source,
  type: 'message',
  raw,
  receivedAt: 1,
  linkedAt: 0,
});

async function held(limit = 1000): Promise<unknown[]> {
  return (await journal.read(limit)).map(({ value }) =>
    value instanceof Error ? value.name : value.kind === 'event' && value.raw,
  );
}

describe('the journal', () => {
  it('keeps what is given to it at once in the order in which it was given', async () => {
    const numbers = Array.from({ length: 300 }, (_, index) => index);
    await Promise.all(numbers.map((number) => journal.append(entry(number))));
    expect(await held()).toEqual(numbers);
    expect(journal.waiting).toBe(300);
    // A burst shares its writes.
    expect(changes).toBeLessThan(10);
  });

  it('has an entry on the disk when it says so', async () => {
    await journal.append(entry('first'));
    await reopen();
    expect(await held()).toEqual(['first']);
    expect(journal.waiting).toBe(1);
  });

  it('goes on counting after it was opened again, and after it was empty', async () => {
    await journal.append(entry('a'));
    await journal.append(entry('b'));
    await reopen();
    await journal.append(entry('c'));
    expect(await held()).toEqual(['a', 'b', 'c']);
    await journal.remove((await journal.read(10)).map(({ key }) => key));
    await reopen();
    await journal.append(entry('d'));
    expect(await held()).toEqual(['d']);
  });

  it('gives the oldest first, and no longer what was removed', async () => {
    for (const raw of ['a', 'b', 'c']) await journal.append(entry(raw));
    const [first] = await journal.read(1);
    await journal.remove([first?.key ?? '']);
    expect(await held(1)).toEqual(['b']);
    expect(journal.waiting).toBe(2);
    const before = changes;
    await journal.remove([]);
    expect(changes).toBe(before);
  });

  it('keeps what the disk refused, and writes it with what comes next', async () => {
    const circular: Record<string, unknown> = {};
    circular.itself = circular;
    await expect(journal.append(entry(circular))).rejects.toThrow();
    delete circular.itself;
    await journal.append(entry('next'));
    expect(await held()).toEqual([{}, 'next']);
  });

  it('cannot be read with another key, and says so entry by entry', async () => {
    await journal.append(entry('secret text'));
    await reopen(Buffer.alloc(32, 2));
    await journal.append(entry('new'));
    expect(await held()).toEqual(['UnreadableValue', 'new']);
    const [first] = await journal.read(1);
    expect(first?.value).toBeInstanceOf(UnreadableValue);
  });

  it('keeps what stands on the disk of a value that it cannot read', async () => {
    const newer = database.table('journal', z.unknown());
    await newer.write({ put: [['0000000000000000', { kind: 'of a newer version' }]] });
    const [first] = await journal.read(1);
    const value = first?.value;
    if (!(value instanceof UnreadableValue)) throw new Error('It was read');
    expect(Buffer.from(value.sealed, 'base64').length).toBeGreaterThan(28);
    expect(value.message).not.toContain('newer version');
  });

  it('counts what was set aside, once however often it comes, also after it was opened again', async () => {
    await journal.setAside({ raw: 'x' }, 'TranslationError', 1);
    await journal.setAside({ raw: 'x' }, 'TranslationError', 2);
    await journal.setAside({ raw: 'y' }, 'TranslationError', 3);
    expect(journal.setAsideCount).toBe(2);
    await reopen();
    expect(journal.setAsideCount).toBe(2);
    await journal.setAside({ raw: 'y' }, 'TranslationError', 4);
    expect(journal.setAsideCount).toBe(2);
  });

  it('leaves no readable text in its files', async () => {
    await journal.append(entry('Where is my blue chair'));
    await database.close();
    const { readdir, readFile } = await import('node:fs/promises');
    for (const name of await readdir(folder)) {
      expect((await readFile(join(folder, name))).includes('blue chair')).toBe(false);
    }
    await open();
  });

  it('is opened by one process alone', async () => {
    await expect(DeviceDatabase.open(folder, KEY)).rejects.toMatchObject({ code: 'internal' });
  });
});

describe('a table of the device database', () => {
  it('does not take a value that was moved there from another place', async () => {
    const one = database.table('one', z.string());
    await one.write({ put: [['a', 'hello']] });
    const { ClassicLevel } = await import('classic-level');
    await database.close();
    const level = new ClassicLevel<string, Buffer>(folder, { valueEncoding: 'buffer' });
    const sealed = await level.get('!one!a');
    if (!sealed) throw new Error('The value is there');
    await level.put('!one!b', sealed);
    await level.put('!two!a', sealed);
    await level.close();
    await open();
    const read = await database.table('one', z.string()).read(10);
    expect(read.map(({ value }) => value instanceof Error)).toEqual([false, true]);
    const other = await database.table('two', z.string()).read(10);
    expect(other.map(({ value }) => value instanceof Error)).toEqual([true]);
  });

  it('writes all of a change or nothing', async () => {
    const table = database.table('t', z.bigint());
    const put: [string, bigint][] = [['a', 1n]];
    await expect(table.write({ put })).rejects.toThrow();
    expect(await table.read(10)).toEqual([]);
    expect(await table.lastKey()).toBeNull();
  });
});
