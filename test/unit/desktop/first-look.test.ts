import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { canvasColour, firstLook, withFirstLook } from '../../../src-main/desktop/first-look.ts';
import { defaultAppearance } from '../../../src-preload/contract/appearance.ts';

const renderer = join(import.meta.dirname, '../../../src-renderer');
const spanishMexican = { locales: ['de-DE', 'es-MX'], isDark: false };

describe('the first look of a page', () => {
  it('has the language that was chosen, or the first of the system’s that the app speaks', () => {
    const look = (language: 'system' | 'en') =>
      firstLook({ language, appearance: defaultAppearance }, spanishMexican).language;
    expect(look('system')).toBe('es');
    expect(look('en')).toBe('en');
  });

  it.each(['index.html', 'pairing.html'])('is on the root element of %s', (name) => {
    const page = readFileSync(join(renderer, name), 'utf8');
    const shown = withFirstLook(page, { language: 'es', isDark: true, density: 'compact' });
    expect(shown).toContain(
      '<html lang="es" data-mantine-color-scheme="dark" data-density="compact">',
    );
  });

  it('begins in the colour of the canvas', () => {
    const tokens = readFileSync(join(renderer, 'ui/tokens.css'), 'utf8');
    const canvas = [...tokens.matchAll(/--desk-canvas: (#[0-9a-f]{6})/g)].map((match) => match[1]);
    expect(canvas).toEqual([canvasColour(false), canvasColour(true)]);
  });
});
