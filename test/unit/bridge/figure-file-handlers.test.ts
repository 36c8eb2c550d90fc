import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { figureFileHandlers } from '../../../src-main/bridge/figure-file-handlers.ts';
import { figureFileCommands } from '../../../src-preload/contract/figure-file.ts';

const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2]);
let folder: string;
let suggested: string[];
let isCancelled: boolean;
let printed: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'alexia-figures-'));
  suggested = [];
  isCancelled = false;
  printed = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const handlers = () =>
  figureFileHandlers(() => null, {
    chooseSavePath: async (name) => {
      suggested.push(name);
      return isCancelled ? null : join(folder, name);
    },
    printPage: async () => {
      printed += 1;
      return new TextEncoder().encode('%PDF-1.7');
    },
  });

it('writes a table as a file that a spreadsheet reads, and runs nothing of', async () => {
  const lines = [
    ['Person', 'Answers'],
    ['=HYPERLINK("http://example.com")', '12'],
    ['+34600111222', '3'],
  ];
  expect(await handlers()['figureFile.saveTable']({ name: 'People, May', lines })).toBe('saved');
  expect(await readFile(join(folder, 'People, May.csv'), 'utf8')).toBe(
    '\uFEFFPerson,Answers\r\n"\'=HYPERLINK(""http://example.com"")",12\r\n+34600111222,3\r\n',
  );
});

it('writes a picture and a page byte for byte, under a name that is fit for a file', async () => {
  expect(await handlers()['figureFile.savePicture']({ name: '../Heat: map', png: picture })).toBe(
    'saved',
  );
  expect(await handlers()['figureFile.savePage']({ name: 'Analytics' })).toBe('saved');
  expect(suggested).toEqual(['Heat map.png', 'Analytics.pdf']);
  expect(new Uint8Array(await readFile(join(folder, 'Heat map.png')))).toEqual(picture);
  expect(await readFile(join(folder, 'Analytics.pdf'), 'utf8')).toBe('%PDF-1.7');
});

it('prints and writes nothing when the person thinks better of it', async () => {
  isCancelled = true;
  expect(await handlers()['figureFile.savePage']({ name: 'Analytics' })).toBe('cancelled');
  expect(printed).toBe(0);
  expect(await readdir(folder)).toEqual([]);
});

it('takes for a picture only what begins as one', () => {
  const { input } = figureFileCommands['figureFile.savePicture'];
  expect(input.safeParse({ name: 'x', png: picture }).success).toBe(true);
  expect(input.safeParse({ name: 'x', png: picture.slice(1) }).success).toBe(false);
});
