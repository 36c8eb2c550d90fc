import { describe, expect, it } from 'vitest';
import { readPattern } from '../../../../src-main/domain/leads/rule-pattern.ts';
import { seededRandom } from '../../../support/replay/seeded-random.ts';

function find(pattern: string, text: string): string | null {
  const read = readPattern(pattern);
  if (typeof read === 'string') throw new Error(`${pattern} was refused: ${read}`);
  return read.find(text);
}

describe('a pattern of the team', () => {
  it.each([
    ['presupuesto', 'un presupuesto por favor', 'presupuesto'],
    ['[0-9]+ (chairs|tables)', 'we need 12 tables by friday', '12 tables'],
    [String.raw`\bcake\b`, 'cheesecake', null],
    [String.raw`\bcake\b`, 'a cake!', 'cake'],
    ['^hello', 'well, hello', null],
    ['bye$', 'good bye', 'bye'],
    ['colou?r', 'which color', 'color'],
    ['a{2,3}', 'baaaa', 'aaa'],
    ['Ñandú|ÉCLAIR', 'one eclair', 'eclair'],
    [String.raw`\d{3}-\d{3}`, 'call 555-123 now', '555-123'],
    ['[^a-z ]+', 'price: 45', ':'],
    ['don’t', "i don't know", "don't"],
    ['(?:buy|order).*(?:now|today)', 'order two pizzas today please', 'order two pizzas today'],
    ['.', '\n', null],
  ])('%s in “%s” finds %j', (pattern, text, found) => {
    expect(find(pattern, text)).toBe(found);
  });

  it.each([
    ['(a+)+', 'nested_repetition'],
    ['(a*)*b', 'nested_repetition'],
    ['(x|y+)*', 'nested_repetition'],
    ['a**', 'nested_repetition'],
    [String.raw`(a)\1`, 'unsupported'],
    ['(?=a)b', 'unsupported'],
    ['(?<name>a)', 'unsupported'],
    [String.raw`\p{L}`, 'unsupported'],
    ['(a', 'syntax'],
    ['a)', 'syntax'],
    ['[z-a]', 'syntax'],
    ['[a', 'syntax'],
    ['a{3,1}', 'syntax'],
    ['*a', 'syntax'],
    ['((a{1,50}){1,50})', 'too_big'],
    ['a{1,5000}', 'too_big'],
    ['a*', 'matches_everything'],
    ['a|', 'matches_everything'],
    ['^', 'matches_everything'],
  ])('%s is refused: %s', (pattern, problem) => {
    expect(readPattern(pattern)).toBe(problem);
  });

  it.each(['(?:a|a)*b', '(?:a|aa|aaa)+b', 'a*a*a*a*a*a*a*b', '(?:.|a|[a-z])*[^a]$'])(
    '%s ends on a long text that would keep a matcher which goes back busy for ever',
    (pattern) => {
      expect(find(pattern, 'a'.repeat(2_000))).toBeNull();
    },
  );

  it('finds something exactly where the language’s own expressions do', () => {
    const random = seededRandom(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const atom = (depth: number): string =>
      depth > 0 && random() < 0.3
        ? `(?:${either(depth - 1)})`
        : pick(['a', 'b', 'c', '.', '[ab]', '[^a]', String.raw`\b`]);
    const repeated = (depth: number): string => {
      // Places are not repeated: nobody writes that.
      const one = atom(depth);
      const times = depth === 0 ? ['', '?', '*', '+', '{2}', '{1,3}'] : ['', '?', '{2}', '{0,2}'];
      return one === String.raw`\b` ? one : one + pick(times);
    };
    const sequence = (depth: number): string =>
      Array.from({ length: 1 + Math.floor(random() * 3) }, () => repeated(depth)).join('');
    const either = (depth: number): string =>
      random() < 0.3 ? `${sequence(depth)}|${sequence(depth)}` : sequence(depth);
    let compared = 0;
    for (let round = 0; round < 600; round++) {
      const pattern = either(2);
      const read = readPattern(pattern);
      if (typeof read === 'string') {
        expect(['matches_everything', 'too_big', 'nested_repetition'], pattern).toContain(read);
        continue;
      }
      for (let time = 0; time < 8; time++) {
        const length = Math.floor(random() * 9);
        const text = Array.from({ length }, () => pick(['a', 'b', 'c', ' '])).join('');
        const own = new RegExp(pattern, 'u').exec(text);
        const found = read.find(text);
        expect(found !== null, `${pattern} in “${text}”`).toBe(own !== null);
        // Where several are possible we take the longest, from the same place on.
        if (own) expect(text.slice(own.index).startsWith(found ?? '?'), pattern).toBe(true);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(1_500);
  });
});
