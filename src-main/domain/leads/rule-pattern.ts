import type { PatternProblem } from '../../../src-preload/contract/lead-rule.ts';
import { foldText } from '../display-name.ts';

/**
 * The team's own patterns: a small dialect of regular expressions that is matched without ever going back, so that
 * the time for a message grows with its length alone, whatever the pattern. What would need to go back (references to
 * groups, looking ahead or behind) is refused, and so are patterns that are too big, repetitions without an end inside
 * of others, and what would match every message.
 */
export interface RulePattern {
  /** What matches first, and of that the longest; null where nothing does. The text is folded (`foldMessage`). */
  find(folded: string): string | null;
}

/** Steps of a pattern, in which a bounded repetition stands as often as it may happen. */
const MOST_STEPS = 400;
const MOST_TIMES = 100;

type Test = (character: string) => boolean;
type Node =
  | { kind: 'character'; test: Test }
  | { kind: 'place'; place: '^' | '$' | 'b' | 'B' }
  | { kind: 'sequence' | 'either'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; from: number; to: number };

type Step =
  | { kind: 'character'; test: Test; next: number }
  | { kind: 'place'; place: '^' | '$' | 'b' | 'B'; next: number }
  | { kind: 'fork'; next: number[] }
  | { kind: 'end' };

class Refusal extends Error {
  constructor(readonly problem: PatternProblem) {
    super(problem);
  }
}

const isWordCharacter: Test = (character) => /[\p{L}\p{N}_]/u.test(character);
const classes: Readonly<Record<string, Test>> = {
  d: (character) => /\p{N}/u.test(character),
  w: isWordCharacter,
  s: (character) => /\s/.test(character),
};

/** Reads a pattern, or says why it cannot be one. Capitals and accents do not count. */
export function readPattern(source: string): RulePattern | PatternProblem {
  try {
    const steps = compile(new Reader(source).read());
    if (find(steps, '') !== null) return 'matches_everything';
    return { find: (text) => find(steps, text) };
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

class Reader {
  readonly #characters: readonly string[];
  #at = 0;

  constructor(source: string) {
    this.#characters = Array.from(source);
  }

  read(): Node {
    const node = this.#either();
    if (this.#at < this.#characters.length) throw new Refusal('syntax');
    return node;
  }

  #peek(): string | undefined {
    return this.#characters[this.#at];
  }

  #take(expected?: string): string {
    const character = this.#characters[this.#at++];
    if (character === undefined || (expected !== undefined && character !== expected)) {
      throw new Refusal('syntax');
    }
    return character;
  }

  #takeIf(character: string): boolean {
    if (this.#peek() !== character) return false;
    this.#at += 1;
    return true;
  }

  #either(): Node {
    const nodes = [this.#sequence()];
    while (this.#takeIf('|')) nodes.push(this.#sequence());
    return { kind: 'either', nodes };
  }

  #sequence(): Node {
    const nodes: Node[] = [];
    for (let next = this.#peek(); next !== undefined && next !== '|' && next !== ')';) {
      nodes.push(this.#repeated());
      next = this.#peek();
    }
    return { kind: 'sequence', nodes };
  }

  #repeated(): Node {
    const node = this.#atom();
    const times = this.#times();
    if (!times) return node;
    // Lazy or not, what is found is the same.
    this.#takeIf('?');
    if (this.#times()) throw new Refusal('nested_repetition');
    if (times.to === Infinity && isEndless(node)) throw new Refusal('nested_repetition');
    return { kind: 'repeat', node, ...times };
  }

  #times(): { from: number; to: number } | null {
    if (this.#takeIf('*')) return { from: 0, to: Infinity };
    if (this.#takeIf('+')) return { from: 1, to: Infinity };
    if (this.#takeIf('?')) return { from: 0, to: 1 };
    if (!this.#takeIf('{')) return null;
    const from = this.#number();
    let to = from;
    if (this.#takeIf(',')) to = this.#peek() === '}' ? Infinity : this.#number();
    this.#take('}');
    if (to < from) throw new Refusal('syntax');
    return { from, to };
  }

  #number(): number {
    let digits = '';
    while (/^[0-9]$/.test(this.#peek() ?? '')) digits += this.#take();
    if (digits === '') throw new Refusal('syntax');
    if (digits.length > 4 || Number(digits) > MOST_TIMES) throw new Refusal('too_big');
    return Number(digits);
  }

  #atom(): Node {
    const character = this.#take();
    switch (character) {
      case '(':
        return this.#group();
      case '[':
        return { kind: 'character', test: this.#class() };
      case '.':
        return { kind: 'character', test: (each) => each !== '\n' };
      case '^':
      case '$':
        return { kind: 'place', place: character };
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
      case '{':
      case '}':
      case ']':
        throw new Refusal('syntax');
      default:
        return literal(character);
    }
  }

  #group(): Node {
    if (this.#takeIf('?') && !this.#takeIf(':')) throw new Refusal('unsupported');
    const node = this.#either();
    this.#take(')');
    return node;
  }

  #escaped(): Node {
    const character = this.#take();
    if (character === 'b' || character === 'B') return { kind: 'place', place: character };
    const test = classOf(character);
    if (test) return { kind: 'character', test };
    return literal(escapedLiteral(character));
  }

  #class(): Test {
    const isNegated = this.#takeIf('^');
    const tests: Test[] = [];
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
      const one = this.#classMember();
      if (typeof one !== 'string') {
        tests.push(one);
        continue;
      }
      if (this.#peek() !== '-' || this.#characters[this.#at + 1] === ']') {
        tests.push(
          ...folded(one).map(
            (wanted): Test =>
              (each) =>
                each === wanted,
          ),
        );
        continue;
      }
      this.#take('-');
      const other = this.#classMember();
      if (typeof other !== 'string') throw new Refusal('syntax');
      tests.push(rangeTest(one, other));
    }
    this.#take(']');
    return (each) => tests.some((test) => test(each)) !== isNegated;
  }

  #classMember(): string | Test {
    const character = this.#take();
    if (character !== '\\') return character;
    const escaped = this.#take();
    return classOf(escaped) ?? escapedLiteral(escaped);
  }
}

function classOf(letter: string): Test | undefined {
  const test = classes[letter.toLowerCase()];
  if (!test || letter === letter.toLowerCase()) return test;
  return (character) => !test(character);
}

function escapedLiteral(character: string): string {
  if (character === 'n') return '\n';
  if (character === 't') return '\t';
  // Digits are references to groups, letters mean what we do not know.
  if (/[\p{L}\p{N}]/u.test(character)) throw new Refusal('unsupported');
  return character;
}

/** What a character is in a folded text: none, one, or several. Blanks stay. */
function folded(character: string): string[] {
  return /\s/.test(character)
    ? [character]
    : Array.from(foldText(character === '’' ? "'" : character));
}

function literal(character: string): Node {
  return {
    kind: 'sequence',
    nodes: folded(character).map((wanted) => ({
      kind: 'character',
      test: (each) => each === wanted,
    })),
  };
}

function rangeTest(one: string, other: string): Test {
  if (other < one) throw new Refusal('syntax');
  const [low = one, high = other] = [folded(one)[0], folded(other)[0]];
  return (each) => (each >= one && each <= other) || (each >= low && each <= high);
}

function isEndless(node: Node): boolean {
  switch (node.kind) {
    case 'character':
    case 'place':
      return false;
    case 'repeat':
      return node.to === Infinity || isEndless(node.node);
    case 'sequence':
    case 'either':
      return node.nodes.some(isEndless);
  }
}

function compile(node: Node): Step[] {
  const steps: Step[] = [];
  const add = (step: Step): number => {
    if (steps.length === MOST_STEPS) throw new Refusal('too_big');
    return steps.push(step) - 1;
  };
  /** Answers the step at which it begins, when it goes on at `next`. */
  const build = (each: Node, next: number): number => {
    switch (each.kind) {
      case 'character':
        return add({ kind: 'character', test: each.test, next });
      case 'place':
        return add({ kind: 'place', place: each.place, next });
      case 'sequence':
        return each.nodes.reduceRight((after, part) => build(part, after), next);
      case 'either':
        return add({ kind: 'fork', next: each.nodes.map((part) => build(part, next)) });
      case 'repeat':
        return repeat(each, next);
    }
  };
  const repeat = ({ node: each, from, to }: Node & { kind: 'repeat' }, next: number): number => {
    let begin = next;
    if (to === Infinity) {
      const loop: Step & { kind: 'fork' } = { kind: 'fork', next: [next] };
      begin = add(loop);
      loop.next.push(build(each, begin));
    } else {
      for (let time = from; time < to; time++) {
        begin = add({ kind: 'fork', next: [next, build(each, begin)] });
      }
    }
    for (let time = 0; time < from; time++) begin = build(each, begin);
    return begin;
  };
  const end = add({ kind: 'end' });
  const start = build(node, end);
  // Where it begins is the last step.
  add({ kind: 'fork', next: [start] });
  return steps;
}

/** All ways at once, one character after the other; of two ways to the same step the one that began first counts. */
function find(steps: readonly Step[], text: string): string | null {
  const characters = Array.from(text);
  let best: { start: number; end: number } | null = null;
  let ways = new Map<number, number>();
  for (let at = 0; at <= characters.length; at++) {
    const reached = new Map<number, number>();
    // The earliest first: so each step is reached once.
    for (const [step, start] of [...ways].sort((a, b) => a[1] - b[1])) {
      follow(steps, step, start, { characters, at, reached });
    }
    if (!best) follow(steps, steps.length - 1, at, { characters, at, reached });
    ways = new Map();
    for (const [index, start] of reached) {
      const step = steps[index];
      if (step?.kind === 'end' && (!best || start <= best.start)) best = { start, end: at };
      const character = characters[at];
      if (step?.kind !== 'character' || character === undefined || !step.test(character)) continue;
      const known = ways.get(step.next);
      if (known === undefined || start < known) ways.set(step.next, start);
    }
    if (isFound(best, ways)) break;
  }
  return best ? characters.slice(best.start, best.end).join('') : null;
}

/** Whether nothing that began as early as this can still become longer. */
function isFound(best: { start: number } | null, ways: ReadonlyMap<number, number>): boolean {
  return best !== null && ![...ways.values()].some((start) => start <= best.start);
}

/** Notes every step that is reached from this one without a character. */
function follow(
  steps: readonly Step[],
  from: number,
  start: number,
  place: { characters: readonly string[]; at: number; reached: Map<number, number> },
): void {
  const waiting = [from];
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    const known = place.reached.get(index);
    if (known !== undefined && known <= start) continue;
    place.reached.set(index, start);
    const step = steps[index];
    if (step?.kind === 'fork') waiting.push(...step.next);
    if (step?.kind === 'place' && isAt(step.place, place)) waiting.push(step.next);
  }
}

function isAt(
  wanted: '^' | '$' | 'b' | 'B',
  { characters, at }: { characters: readonly string[]; at: number },
): boolean {
  if (wanted === '^') return at === 0;
  if (wanted === '$') return at === characters.length;
  const isEdge =
    isWordCharacter(characters[at - 1] ?? ' ') !== isWordCharacter(characters[at] ?? ' ');
  return isEdge === (wanted === 'b');
}
