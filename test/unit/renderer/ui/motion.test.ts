import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../../src-renderer');

function sources(ending: RegExp): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((file) => ending.test(file))
    .map((file) => ({ file, text: readFileSync(join(renderer, file), 'utf8') }));
}

// That nothing moves for who wants no motion is seen in test/e2e/accessibility.test.ts; here, that nothing gets around it.
describe('for who wants no motion', () => {
  it('one rule stops whatever a sheet moves', () => {
    const base = readFileSync(join(renderer, 'ui/base.css'), 'utf8');
    const rule = /@media \(prefers-reduced-motion: reduce\) \{([^}]*)\}/.exec(base)?.[1] ?? '';
    for (const declaration of [
      'animation-duration: 1ms !important;',
      'animation-iteration-count: 1 !important;',
      'transition-duration: 0s !important;',
      'scroll-behavior: auto !important;',
    ]) {
      expect(rule).toContain(declaration);
    }
    expect(rule.replaceAll(/\s+/g, ' ')).toContain('*, *::before, *::after {');
  });

  it('no sheet insists on moving', () => {
    const insisting = sources(/\.css$/)
      .filter(({ file }) => file !== 'ui/base.css')
      .filter(({ text }) => /(?:animation|transition)[\w-]*:[^;]*!important/.test(text));
    expect(insisting.map(({ file }) => file)).toEqual([]);
  });

  it('nothing is moved by a script, which no sheet could stop', () => {
    const moving = sources(/\.tsx?$/).filter(({ text }) =>
      /\.animate\(|behavior: 'smooth'|<(?:animate|animateTransform|marquee)\b/.test(text),
    );
    expect(moving.map(({ file }) => file)).toEqual([]);
  });

  it('what plays by itself asks before it does', () => {
    const playing = sources(/\.tsx$/).filter(({ text }) => /\bautoPlay\b/.test(text));
    expect(playing.length).toBeGreaterThan(0);
    for (const { file, text } of playing) {
      expect(text, file).toContain("matchMedia('(prefers-reduced-motion: reduce)')");
    }
  });
});
