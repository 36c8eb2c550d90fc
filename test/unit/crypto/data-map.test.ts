import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { personalFields, type Protection } from '../../../src-main/crypto/personal-fields.ts';

const words: Readonly<Record<string, Protection>> = {
  sealed: 'sealed',
  'keyed hash': 'pseudonym',
  'blind index': 'tokens',
};

it('the data map names every personal field with its protection, and no other', async () => {
  const text = await readFile(
    new URL('../../../resources/docs/data-map.md', import.meta.url),
    'utf8',
  );
  const [, table = ''] = text.split('## In the databases, protected');
  const [rows = ''] = table.split('\n## ');
  const mapped = rows.split('\n').flatMap((row) => {
    const [, where, fields, how, kept, erased] = row.split('|').map((cell) => cell.trim());
    const place = /^`(.+)`$/.exec(where ?? '')?.[1];
    if (place === undefined) return [];
    expect([kept, erased], row).not.toContain('');
    const protection = Object.entries(words).find(([word]) => how?.startsWith(word))?.[1];
    return [...(fields ?? '').matchAll(/`([^`]+)`/g)].map(([, field]) =>
      [place, field, protection].join(' '),
    );
  });
  const listed = Object.entries(personalFields).flatMap(([place, fields]) =>
    Object.entries(fields).map(([field, protection]) => [place, field, protection].join(' ')),
  );
  expect(mapped.sort()).toEqual(listed.sort());
});
