import { expect, it } from 'vitest';
import { onlyLogsGrew, type ProfileFiles } from '../../../src-main/whatsapp/vault/profile-files.ts';

const database = 'IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb';
const log = `${database}/000003.log`;
const manifest = `${database}/MANIFEST-000001`;
const mark = { size: 100, modified: 1, identity: 7 };
const before: ProfileFiles = new Map([
  [log, mark],
  [manifest, mark],
]);

const after = (changes: Record<string, typeof mark | null>): ProfileFiles => {
  const files = new Map(before);
  for (const [path, change] of Object.entries(changes)) {
    if (change === null) files.delete(path);
    else files.set(path, change);
  }
  return files;
};

it('takes a copy for good when nothing changed, or only a log grew', () => {
  expect(onlyLogsGrew(before, after({}))).toBe(true);
  expect(onlyLogsGrew(before, after({ [log]: { ...mark, size: 180, modified: 2 } }))).toBe(true);
});

it.each([
  ['a log was begun anew', { [log]: { ...mark, identity: 8 } }],
  ['a log shrank', { [log]: { ...mark, size: 90, modified: 2 } }],
  ['the manifest grew', { [manifest]: { ...mark, size: 120, modified: 2 } }],
  ['the manifest was written', { [manifest]: { ...mark, modified: 2 } }],
  ['a table came', { [`${database}/000005.ldb`]: mark }],
  ['a log went', { [log]: null }],
  ['a log gave way to another', { [log]: null, [`${database}/000004.log`]: mark }],
])('does not when %s', (_what, changes) => {
  expect(onlyLogsGrew(before, after(changes))).toBe(false);
});
