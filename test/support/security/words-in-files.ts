import { readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Shorter ones stand in any file by chance. */
const SHORTEST_WORD = 5;
const SHORTEST_SENTENCE = 12;

/** What is looked for: whole sentences, two words in a row, words, and numbers. All in lower case. */
export interface Traces {
  readonly sentences: readonly string[];
  readonly words: ReadonlySet<string>;
  readonly numbers: readonly string[];
}

export function tracesOf(texts: readonly string[], numbers: readonly string[]): Traces {
  const lower = [...new Set(texts.map((text) => text.toLowerCase().trim()))];
  return {
    sentences: lower.filter((text) => text.length >= SHORTEST_SENTENCE),
    words: new Set(lower.flatMap((text) => text.match(/\p{L}+/gu) ?? []).filter(isLong)),
    // With and without what stands before the number of the line.
    numbers: [...new Set(numbers.map((number) => number.replace(/\D/g, '')))].flatMap((digits) => [
      digits,
      digits.slice(-10),
    ]),
  };
}

const isLong = (word: string): boolean => word.length >= SHORTEST_WORD;

export interface Found {
  readonly file: string;
  readonly what: string;
}

export interface Search {
  readonly found: readonly Found[];
  readonly files: number;
  readonly bytes: number;
}

/** Looks into every file of a folder, whatever it is: as UTF-8, as Latin-1, and as UTF-16 from either byte on. */
export async function searchFiles(
  folder: string,
  traces: Traces,
  isLeftOut: (path: string) => boolean = () => false,
): Promise<Search> {
  const found: Found[] = [];
  let files = 0;
  let bytes = 0;
  for (const path of await filesIn(folder)) {
    const file = relative(folder, path);
    if (isLeftOut(file)) continue;
    // What goes away while it is looked for holds nothing.
    const content = await readFile(path).catch(() => null);
    if (!content) continue;
    files += 1;
    bytes += content.length;
    for (const what of searchBytes(content, traces)) found.push({ file, what });
    for (const what of searchText(file.toLowerCase(), traces)) {
      found.push({ file, what: `its name: ${what}` });
    }
  }
  return { found, files, bytes };
}

function searchBytes(content: Buffer, traces: Traces): Set<string> {
  const texts = [
    content.toString('utf8'),
    content.toString('latin1'),
    content.toString('utf16le'),
    content.subarray(1).toString('utf16le'),
  ];
  return new Set(texts.flatMap((text) => [...searchText(text.toLowerCase(), traces)]));
}

export function searchText(text: string, { sentences, words, numbers }: Traces): Set<string> {
  const here = new Set(text.match(/\p{L}{5,}/gu) ?? []);
  const found = new Set<string>();
  for (const word of here) if (words.has(word)) found.add(word);
  for (const sentence of sentences) {
    // Whose longest word is not here is not here, either: most are not.
    const [longest] = (sentence.match(/\p{L}+/gu) ?? []).sort((a, b) => b.length - a.length);
    if (longest !== undefined && isLong(longest) && !here.has(longest)) continue;
    if (text.includes(sentence)) found.add(sentence);
  }
  for (const number of numbers) if (text.includes(number)) found.add(number);
  return found;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** The command lines of a process and of all that it has started, also of those that have no parent any more. */
export async function commandLinesUnder(pid: number): Promise<string[]> {
  const all = new Map<number, { parent: number; line: string }>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [line, stat] = await Promise.all([
        readFile(`/proc/${name}/cmdline`, 'utf8'),
        readFile(`/proc/${name}/stat`, 'utf8'),
        readlink(`/proc/${name}/exe`),
      ]);
      // The name of the program is in brackets, and may have some itself.
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      all.set(Number(name), { parent, line: line.replaceAll('\0', ' ') });
    } catch {
      // It has ended, or is one of the kernel's.
    }
  }
  const family = new Set([pid]);
  for (let before = 0; before !== family.size;) {
    before = family.size;
    for (const [each, { parent }] of all) if (family.has(parent)) family.add(each);
  }
  return [...family].flatMap((each) => all.get(each)?.line ?? []);
}
