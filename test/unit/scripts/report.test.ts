import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { formatBytesOf, formatDuration } from '../../../resources/scripts/common/format.mjs';
import { Report } from '../../../resources/scripts/common/report.mjs';

function recording(options: { quiet: boolean; terminal?: boolean; columns?: number }) {
  const { terminal, columns = 40 } = options;
  const stream = Object.assign(new PassThrough(), { isTTY: terminal, columns });
  const report = new Report({ quiet: options.quiet, stream });
  return { report, text: () => String(stream.read() ?? '') };
}

describe('the report of a step', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubEnv('CI', '');
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
  });

  const lasting = (milliseconds: number) => (step: { update: (detail: string) => void }) => {
    step.update('3 of 7');
    return new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  };

  it('is silent about quick work when only long work is to be shown', async () => {
    const { report, text } = recording({ quiet: true });
    const step = report.step('Counting sheep', lasting(100));
    await vi.advanceTimersByTimeAsync(100);
    await step;
    expect(text()).toBe('');
  });

  it('shows long work with its progress, a line every few seconds', async () => {
    const { report, text } = recording({ quiet: true });
    const step = report.step('Counting sheep', lasting(7_000));
    await vi.advanceTimersByTimeAsync(7_000);
    await step;
    expect(text()).toMatch(
      /^… Counting sheep\n {2}3 of 7 \(\d\.\d s\)\n✓ Counting sheep \(7\.0 s\)\n$/,
    );
  });

  it('keeps to one line of a terminal', async () => {
    const { report, text } = recording({ quiet: false, terminal: true });
    const step = report.step('Counting a very large number of sheep', lasting(1_000));
    await vi.advanceTimersByTimeAsync(1_000);
    await step;
    const frames = text().split('\r\u001B[2K');
    expect(frames.length).toBeGreaterThan(2);
    expect(frames.slice(0, -1).every((frame) => frame.length < 40 && !frame.includes('\n'))).toBe(
      true,
    );
    expect(frames.at(-1)).toMatch(/^✓ Counting a very large number of sheep \(1\.0 s\)\n$/);
  });

  it('shares the line of a terminal among steps that run at the same time', async () => {
    const { report, text } = recording({ quiet: false, terminal: true, columns: 80 });
    const steps = ['Counting sheep', 'Feeding wolves'].map((doing, index) =>
      report.step(doing, lasting(1_000 + index * 500)),
    );
    await vi.advanceTimersByTimeAsync(1_500);
    await Promise.all(steps);
    const shown = text();
    expect(shown).toMatch(/Counting sheep: 3 of 7 \(0\.9 s\) · Feeding wolves: 3 of 7 \(0\.9 s\)/);
    expect(shown).toMatch(/✓ Counting sheep \(1\.0 s\)\n/);
    expect(shown).toMatch(/\S Feeding wolves: 3 of 7 \(1\.4 s\)/);
    expect(shown).toMatch(/✓ Feeding wolves \(1\.5 s\)\n$/);
  });

  it('says which step failed and hands the error on', async () => {
    const { report, text } = recording({ quiet: true });
    const step = report.step('Counting sheep', () => Promise.reject(new Error('a wolf')));
    await expect(step).rejects.toThrow('a wolf');
    expect(text()).toBe('✗ Counting sheep (0.0 s)\n');
  });
});

describe('figures', () => {
  it('are short', () => {
    expect([300, 12_400, 125_000].map(formatDuration)).toEqual(['0.3 s', '12 s', '2 min 5 s']);
    expect(formatBytesOf(1_100_000, 196_264_810)).toBe('1.1 MB of 196 MB');
    expect(formatBytesOf(45_000_000, null)).toBe('45 MB');
  });
});
