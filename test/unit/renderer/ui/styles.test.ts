import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../../../../', import.meta.url);

function namesOfMantine(source: string): string[] {
  const imports = source.matchAll(/import\s*(?:type\s*)?\{([^}]*)\}\s*from '@mantine\/core'/g);
  return [...imports].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/^\s*type\s/, '').trim()),
  );
}

describe('the styles of the window', () => {
  it('has those of every component of the library that is used', () => {
    const styles = readFileSync(new URL('src-renderer/ui/styles.ts', root), 'utf8');
    const used = new Set(
      readdirSync(new URL('src-renderer', root), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.tsx'))
        .flatMap((file) =>
          namesOfMantine(readFileSync(new URL(`src-renderer/${file}`, root), 'utf8')),
        ),
    );
    expect(used.size).toBeGreaterThan(20);
    const missing = [...used].filter((name) => {
      const sheet = `@mantine/core/styles/${name}.layer.css`;
      return existsSync(new URL(`node_modules/${sheet}`, root)) && !styles.includes(sheet);
    });
    expect(missing).toEqual([]);
  });
});
