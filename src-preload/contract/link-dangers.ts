import { decodeLabel } from './decode-label.ts';

/**
 * How an address can be other than it looks. `mixedScripts`: a name of letters of several alphabets. `lookAlike`: a name
 * whose letters all look like Latin ones and are none, under an ending that is Latin. `oddCharacters`: a name with what
 * names do not have, such as another slash. `hidden`: characters that are not seen, or turn the direction.
 * `credentials`: a name and a password before the host, which look like one. `otherTarget`: what is said of it names
 * another host.
 */
export type LinkDanger =
  'mixedScripts' | 'lookAlike' | 'oddCharacters' | 'hidden' | 'credentials' | 'otherTarget';

export interface DangerousLink {
  /** Where it really leads, in ASCII: letters of other alphabets are written as `xn--…`. */
  host: string;
  dangers: LinkDanger[];
}

/** A text that is longer is looked at up to here: nobody reads further, either. In characters. */
const LONGEST_TEXT = 100_000;
/** Links of one text that are told at most. */
const MOST = 3;

/** With a scheme, or a bare name with a Latin ending, as WhatsApp makes links of. Linear in the length of the text. */
const ADDRESSES =
  /https?:\/\/[^\s<>"]{1,2000}|(?<![\p{L}\p{M}\p{N}@.-])(?:[\p{L}\p{M}\p{N}\p{Cf}-]{1,63}\.){1,9}(?:[a-z]{2,24}|xn--[a-z\d-]{1,59})(?![\p{L}\p{N}])(?:[/?#][^\s<>"]{0,2000})?/giu;

/** Zero width, joiners, marks of direction, a soft hyphen: none has a place in an address. */
const HIDDEN = /\p{Cf}|\p{Default_Ignorable_Code_Point}/u;

/**
 * Scripts that are written together in one word, as UTS #39 lists them for "highly restrictive" (section 5.2):
 * https://www.unicode.org/reports/tr39/#Restriction_Level_Detection
 */
const TOGETHER: readonly RegExp[] = [
  /^[\p{sc=Latin}\p{sc=Han}\p{scx=Hiragana}\p{scx=Katakana}]*$/u,
  /^[\p{sc=Latin}\p{sc=Han}\p{scx=Bopomofo}]*$/u,
  /^[\p{sc=Latin}\p{sc=Han}\p{sc=Hangul}]*$/u,
];

/**
 * Letters of Cyrillic, Greek and Armenian that are taken for a Latin one: confusables.txt of UTS #39
 * (https://www.unicode.org/Public/security/latest/confusables.txt), in lower case, for a host has no other, and those
 * of Chromium's rule for names that are wholly of such letters (docs/idn.md).
 */
const LOOK_ALIKE = /^[асԁеһіјӏорԛѕԝхуьпгѵѡαγικνορτυχωհյոսօցզ\d-]+$/u;

const LETTERS = /\p{L}/gu;

/** The links of a text that may deceive, each host once; and of its preview, if that says something else. */
export function dangerousLinks(
  text: string,
  preview: { url: string; title: string } | null = null,
): DangerousLink[] {
  const found = new Map<string, Set<LinkDanger>>();
  const hosts = new Set<string>();
  for (const [address] of text.slice(0, LONGEST_TEXT).matchAll(ADDRESSES)) {
    const url = parsed(address);
    if (!url) continue;
    hosts.add(url.host);
    note(found, url.host, dangersOf(address, url));
  }
  const shown = preview && parsed(preview.url);
  if (preview && shown) {
    note(found, shown.host, dangersOf(preview.url, shown));
    // The card is made by whoever sent it. What the text names is where somebody gets who goes there.
    const other = [...hosts].find((host) => !isSameSite(host, shown.host));
    if (hosts.size === 1 && other !== undefined) note(found, other, ['otherTarget']);
    const claimed = parsed(preview.title.trim());
    if (claimed && /^\S+$/.test(preview.title.trim()) && !isSameSite(claimed.host, shown.host)) {
      note(found, shown.host, ['otherTarget']);
    }
  }
  return [...found].slice(0, MOST).map(([host, dangers]) => ({ host, dangers: [...dangers] }));
}

function note(
  found: Map<string, Set<LinkDanger>>,
  host: string,
  dangers: readonly LinkDanger[],
): void {
  if (dangers.length === 0) return;
  found.set(host, new Set([...(found.get(host) ?? []), ...dangers]));
}

/** Null for what is no address of the web. */
function parsed(address: string): URL | null {
  const withScheme = /^https?:\/\//i.test(address) ? address : `https://${address}`;
  const url = URL.parse(withScheme);
  return url?.host.includes('.') ? url : null;
}

function isSameSite(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function dangersOf(address: string, url: URL): LinkDanger[] {
  const dangers = new Set<LinkDanger>();
  if (HIDDEN.test(address)) dangers.add('hidden');
  if (url.username !== '' || url.password !== '') dangers.add('credentials');
  const labels = url.hostname.split('.').map(decodeLabel);
  const isLatinEnding = /^[a-z\d-]*$/.test(labels.at(-1) ?? '');
  for (const label of labels) {
    if (/^[a-z\d_-]*$/.test(label)) continue;
    if (/[^\p{L}\p{M}\p{N}\p{Extended_Pictographic}_-]/u.test(label)) dangers.add('oddCharacters');
    else if (!isOneScript(label)) dangers.add('mixedScripts');
    else if (isLatinEnding && LOOK_ALIKE.test(label)) dangers.add('lookAlike');
  }
  return [...dangers];
}

/** Whether the letters are of one script, or of some that are written together. */
function isOneScript(label: string): boolean {
  const letters = (label.match(LETTERS) ?? []).join('');
  if (TOGETHER.some((scripts) => scripts.test(letters))) return true;
  return SCRIPTS.some((script) => script.test(letters));
}

/** Those in which names of the internet are registered: UAX #31, table 5, without what `TOGETHER` has. */
const SCRIPTS: readonly RegExp[] = [
  ...['Cyrillic', 'Greek', 'Armenian', 'Hebrew', 'Arabic', 'Thaana', 'Devanagari', 'Bengali'],
  ...['Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala'],
  ...['Thai', 'Lao', 'Tibetan', 'Myanmar', 'Georgian', 'Ethiopic', 'Khmer'],
].map((script) => new RegExp(`^\\p{scx=${script}}*$`, 'u'));
