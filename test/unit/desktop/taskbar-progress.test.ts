import { beforeEach, describe, expect, it } from 'vitest';
import { type ShownProgress, TaskbarProgress } from '../../../src-main/desktop/taskbar-progress.ts';

let shown: ShownProgress[];
let progress: TaskbarProgress;

beforeEach(() => {
  shown = [];
  progress = new TaskbarProgress((now) => shown.push(now));
});

describe('the bar on the taskbar', () => {
  it('shows how far the one thing is that is under way, and goes when it has ended', () => {
    progress.report('import', { done: 0, total: 4 });
    progress.report('import', { done: 1, total: 4 });
    progress.report('import', { done: 4, total: 4 });
    expect(shown).toEqual([0, 0.25, null]);
  });

  it('counts each of several the same, whatever they count, and never goes back when one has ended', () => {
    progress.report('history', { done: 5, total: 10 });
    progress.report('contacts', { done: 0, total: 10_000 });
    progress.report('history', { done: 10, total: 10 });
    progress.report('contacts', { done: 5_000, total: 10_000 });
    progress.end('contacts');
    expect(shown).toEqual([0.5, 0.25, 0.5, 0.75, null]);
  });

  it('moves without a length where nobody can tell how far it is', () => {
    progress.report('export', { done: 200, total: null });
    progress.report('import', { done: 1, total: 2 });
    progress.end('import');
    progress.end('export');
    expect(shown).toEqual(['unknown', 0.5, 'unknown', null]);
  });

  it('begins anew for what is begun again', () => {
    progress.report('import', { done: 1, total: 2 });
    progress.end('import');
    progress.report('import', { done: 1, total: 4 });
    expect(shown).toEqual([0.5, null, 0.25]);
  });

  it('is told once of what has not changed, and nothing of what never began', () => {
    progress.end('import');
    progress.report('import', { done: 0, total: 0 });
    progress.report('archive', { done: 1, total: 2 });
    progress.report('archive', { done: 2, total: 4 });
    progress.clear();
    progress.clear();
    expect(shown).toEqual([0.5, null]);
  });
});
