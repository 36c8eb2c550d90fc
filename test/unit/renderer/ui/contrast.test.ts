import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '../../../../src-renderer');
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.css'))
  .map((file) => ({
    file,
    css: readFileSync(join(renderer, file), 'utf8').replaceAll(/\/\*[^]*?\*\//g, ''),
  }));
const tokens = sheets.find(({ file }) => file === 'ui/tokens.css')?.css ?? '';

type Rgb = readonly [red: number, green: number, blue: number];

function coloursOf(scheme: 'light' | 'dark'): ReadonlyMap<string, Rgb> {
  const block = tokens.split(`color-scheme='${scheme}']`)[1]?.split('\n}')[0] ?? '';
  return new Map(
    [...block.matchAll(/--desk-([\w-]+): #([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2});/g)].map(
      ([, name = '', ...parts]) => {
        const [red = 0, green = 0, blue = 0] = parts.map((part) => Number.parseInt(part, 16));
        return [name, [red, green, blue]];
      },
    ),
  );
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** A token, or so much of one over another: `text 6% over bubble-in`. */
function colourOf(words: string, colours: ReadonlyMap<string, Rgb>): Rgb | undefined {
  const [, front = '', percent = '', back = ''] = /^(\S+) (\d+)% over (\S+)$/.exec(words) ?? [];
  if (front === '') return colours.get(words);
  const [over, under] = [colours.get(front), colours.get(back)];
  const share = Number(percent) / 100;
  const mix = (part: 0 | 1 | 2): number =>
    (over?.[part] ?? 0) * share + (under?.[part] ?? 0) * (1 - share);
  return over === undefined || under === undefined ? undefined : [mix(0), mix(1), mix(2)];
}

interface Role {
  /** Colours of the text, or of what is drawn. */
  readonly front: readonly string[];
  /** All that it stands on. */
  readonly on: readonly string[];
}

/** What a page, a card, a row under the pointer and what is sunken are made of. */
const pages = ['surface', 'canvas', 'hover', 'sunken'];
const bubbles = ['bubble-in', 'bubble-out'];
/** A card in a bubble, a quote, and one under the pointer. */
const inBubbles = ['text 5% over', 'text 6% over', 'text 8% over'].flatMap((share) =>
  bubbles.map((bubble) => `${share} ${bubble}`),
);
const avatars = [1, 2, 3, 4, 5, 6, 7, 8];

/** Every text of the window, by what it is for. */
const texts: Readonly<Record<string, Role>> = {
  'what is read': {
    front: ['text'],
    on: [...pages, ...bubbles, ...inBubbles, 'accent-tint', 'danger-tint', 'warning-tint'],
  },
  'what is said beside it': {
    front: ['muted'],
    on: [...pages, 'accent-tint', 'danger-tint', 'warning-tint'],
  },
  'what matters least, and placeholders': {
    front: ['faint'],
    on: ['surface', 'canvas', 'accent-tint'],
  },
  'links and what is chosen': {
    front: ['accent-text'],
    on: [...pages, ...bubbles, ...inBubbles, 'accent-tint', 'warning-tint'],
  },
  'the small print of a bubble': {
    front: ['bubble-meta'],
    on: [...bubbles, ...inBubbles, 'danger-tint', 'canvas'],
  },
  'on what is pressed': { front: ['on-accent'], on: ['accent', 'accent-strong', 'danger-fill'] },
  leads: { front: ['lead'], on: ['lead-tint', 'surface', ...bubbles] },
  'what is well': { front: ['good'], on: ['good-tint', 'surface', 'canvas'] },
  warnings: { front: ['warning'], on: ['warning-tint', 'surface', 'canvas', 'accent-tint'] },
  'what failed': { front: ['danger'], on: ['danger-tint', ...pages, 'accent-tint'] },
  'the navigation': { front: ['rail-text'], on: ['rail', 'rail-hover'] },
  'where one is in it': {
    front: ['rail-strong'],
    on: ['rail', 'rail-hover', 'rail-active', 'rail-badge'],
  },
  ...Object.fromEntries(
    avatars.map((hue) => [
      `initials and labels ${hue}`,
      { front: [`avatar-${hue}-text`], on: [`avatar-${hue}`] },
    ]),
  ),
};

/** What is drawn and not read: outlines of what can be used, states, the focus. */
const shapes: Readonly<Record<string, Role>> = {
  'outlines of fields': { front: ['border-strong'], on: ['surface', 'canvas'] },
  focus: { front: ['focus'], on: [...pages, 'accent-tint', 'warning-tint', ...bubbles] },
  'the focus in the navigation': { front: ['rail-accent'], on: ['rail', 'rail-active'] },
  ticks: { front: ['read', 'bubble-meta', 'danger'], on: ['bubble-out', 'surface'] },
  'states of accounts': {
    front: ['good', 'warning', 'danger', 'accent-text', 'faint'],
    on: ['surface'],
  },
  'and in the navigation': {
    front: ['rail-good', 'rail-warning', 'rail-danger', 'rail-accent', 'rail-text'],
    on: ['rail', 'rail-hover'],
  },
  charts: { front: ['chart-incoming', 'chart-outgoing'], on: ['surface'] },
};

/** Where nothing is written: skeletons, tracks, dots and bars, which are among the shapes where they mean something. */
const withoutText: ReadonlySet<string> = new Set([
  'skeleton',
  'border',
  'border-strong',
  'danger',
  'chart-incoming',
  'chart-outgoing',
]);

describe.each(['light', 'dark'] as const)('the %s colours', (scheme) => {
  const colours = coloursOf(scheme);
  const failing = (roles: Readonly<Record<string, Role>>, least: number): string[] =>
    Object.entries(roles).flatMap(([role, { front, on }]) =>
      front.flatMap((each) =>
        on.flatMap((back) => {
          const [one, other] = [colourOf(each, colours), colourOf(back, colours)];
          if (one === undefined || other === undefined) return [`${each} or ${back} is missing`];
          const ratio = contrast(one, other);
          return ratio < least ? [`${role}: ${each} on ${back} ${ratio.toFixed(2)}`] : [];
        }),
      ),
    );

  it('let every text be read (AA, 4.5 to 1)', () => {
    expect(failing(texts, 4.5)).toEqual([]);
  });

  it('let outlines, marks and the focus be seen (AA, 3 to 1)', () => {
    expect(failing(shapes, 3)).toEqual([]);
  });
});

describe('the roles of the colours', () => {
  const rules = sheets.flatMap(({ file, css }) =>
    [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
      place: `${file} ${selector.trim()}`,
      front: /(?<![-\w])color: var\(--desk-([\w-]+)\);/.exec(body)?.[1],
      back: /background(?:-color)?: var\(--desk-([\w-]+)\);/.exec(body)?.[1],
    })),
  );
  const roles = Object.values(texts);
  const all = [...roles, ...Object.values(shapes)];

  it('know every colour that something is written in, and everything that is written on', () => {
    expect(rules.filter(({ front }) => front !== undefined).length).toBeGreaterThan(200);
    const unknown = rules.filter(
      ({ front, back }) =>
        (front !== undefined && !all.some((role) => role.front.includes(front))) ||
        (back !== undefined &&
          !withoutText.has(back) &&
          !roles.some((role) => role.on.includes(back))),
    );
    expect(unknown).toEqual([]);
  });

  it('know every pair that a rule draws', () => {
    const unknown = rules.filter(
      ({ front, back }) =>
        front !== undefined &&
        back !== undefined &&
        !all.some((role) => role.front.includes(front) && role.on.includes(back)),
    );
    expect(unknown).toEqual([]);
  });

  it('are colours of the tokens alone', () => {
    const own = sheets
      .filter(({ file }) => file !== 'ui/tokens.css')
      .flatMap(({ file, css }) =>
        [
          ...css.matchAll(/(?:color|background|border|fill|stroke)[\w-]*:[^;]*?#[0-9a-f]{3,8}\b/g),
        ].map(([declaration]) => `${file} ${declaration}`),
      );
    // A code that is scanned is black on white, whatever the theme.
    expect(own).toEqual(['features/pairing/qr-panel.module.css background: #ffffff']);
  });
});
