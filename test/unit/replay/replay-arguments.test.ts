import { describe, expect, it } from 'vitest';
import { replayArguments } from '../../support/replay/replay-arguments.ts';

describe('the arguments of npm run replay', () => {
  it('are a file, played whole, in both modes, without kills', () => {
    expect(replayArguments(['talk.jsonl'])).toEqual({
      file: 'talk.jsonl',
      modes: ['interleaved', 'same-instant'],
      kills: 0,
      limit: Infinity,
      seed: undefined,
    });
  });

  it('say how many dialogues, how many kills, which mode and which seed', () => {
    const given = 'talk.jsonl --dialogues 60 --kill 2 --mode same-instant --seed 7'.split(' ');
    expect(replayArguments(given)).toEqual({
      file: 'talk.jsonl',
      modes: ['same-instant'],
      kills: 2,
      limit: 60,
      seed: 7,
    });
  });

  it.each([
    '',
    'one.jsonl two.jsonl',
    'a.jsonl --kill',
    'a.jsonl --kill often',
    'a.jsonl --kill=-1',
    'a.jsonl --dialogues 0',
    'a.jsonl --mode fast',
    'a.jsonl --seed x',
    'a.jsonl --unknown',
  ])('make no sense as "%s"', (given) => {
    expect(replayArguments(given.split(' ').filter(Boolean))).toBeNull();
  });
});
