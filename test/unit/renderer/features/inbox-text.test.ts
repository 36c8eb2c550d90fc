import { describe, expect, it } from 'vitest';
import { MAXIMUM_TEXT_LENGTH } from '../../../../src-preload/contract/message.ts';
import { collapseText } from '../../../../src-renderer/features/inbox/collapse-text.ts';
import {
  canSend,
  remainingCharacters,
} from '../../../../src-renderer/features/inbox/composer/composer-slice.ts';
import { rowShift } from '../../../../src-renderer/features/inbox/row-shift.ts';

describe('collapseText', () => {
  it('shows a short text whole', () => {
    expect(collapseText('Hello\nthere')).toBeNull();
  });

  it('shortens 64 KB to less than a screenful and ends it with an ellipsis', () => {
    const short = collapseText('word '.repeat(13_000));
    expect(short?.length).toBeLessThan(1000);
    expect(short?.endsWith('word…')).toBe(true);
  });

  it('shortens many short lines', () => {
    expect(collapseText('line\n'.repeat(100))?.split('\n')).toHaveLength(14);
  });

  it('never cuts an emoji in two', () => {
    const short = collapseText('😀'.repeat(2000)) ?? '';
    expect(short.replaceAll('😀', '')).toBe('…');
  });
});

describe('the limit of a message', () => {
  it('is mentioned only when it is near', () => {
    expect(remainingCharacters('short')).toBeNull();
    expect(remainingCharacters('x'.repeat(MAXIMUM_TEXT_LENGTH - 10))).toBe(10);
    expect(remainingCharacters('x'.repeat(MAXIMUM_TEXT_LENGTH + 3))).toBe(-3);
  });

  it('lets neither a blank nor a too long text be sent', () => {
    expect(canSend(' \n ')).toBe(false);
    expect(canSend('x'.repeat(MAXIMUM_TEXT_LENGTH))).toBe(true);
    expect(canSend('x'.repeat(MAXIMUM_TEXT_LENGTH + 1))).toBe(false);
  });
});

describe('rowShift', () => {
  const before = ['a', 'b', 'c', 'd', 'e'];

  it('is one when a row from below the view jumps above it', () => {
    expect(rowShift(before, ['e', 'a', 'b', 'c', 'd'], 1)).toBe(1);
  });

  it('is none when the first visible row itself jumps to the top', () => {
    expect(rowShift(before, ['b', 'a', 'c', 'd', 'e'], 1)).toBe(0);
  });

  it('is none when nothing above the view changed', () => {
    expect(rowShift(before, ['a', 'b', 'c', 'e', 'd'], 1)).toBe(0);
  });

  it('is none when nothing that was in view is left', () => {
    expect(rowShift(before, ['x', 'y'], 1)).toBe(0);
  });
});
