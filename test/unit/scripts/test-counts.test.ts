import { describe, expect, it } from 'vitest';
import {
  addCounts,
  countPlaywright,
  countRun,
  countVitest,
  formatCounts,
} from '../../../resources/scripts/run/test-counts.mjs';

const assertions = (...states: string[]) => states.map((status) => ({ status }));

describe('the sum of a test run', () => {
  it('counts the tests of every file that vitest reports', () => {
    const report = {
      testResults: [
        { status: 'passed', assertionResults: assertions('passed', 'skipped', 'todo') },
        { status: 'failed', assertionResults: assertions('passed', 'failed') },
      ],
    };
    expect(countVitest(report)).toEqual({ passed: 2, failed: 1, skipped: 2 });
  });

  it('counts a file that could not be loaded as a failed test', () => {
    const report = { testResults: [{ status: 'failed', assertionResults: [] }] };
    expect(countVitest(report)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('counts what Playwright reports, errors outside of tests included', () => {
    const stats = { expected: 3, flaky: 1, unexpected: 2, skipped: 4 };
    expect(countPlaywright({ stats, errors: [{ message: 'no such file' }] })).toEqual({
      passed: 4,
      failed: 3,
      skipped: 4,
    });
  });

  it('has a failure when the runner left no report', () => {
    expect(countRun(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countRun(undefined, 139)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  it('has a failure when the runner failed and no test did', () => {
    expect(countRun({ passed: 9, failed: 0, skipped: 0 }, 1)).toEqual({
      passed: 9,
      failed: 1,
      skipped: 0,
    });
  });

  it('does not count failed tests twice', () => {
    const reported = { passed: 9, failed: 2, skipped: 0 };
    expect(countRun(reported, 1)).toEqual(reported);
    expect(countRun({ ...reported, failed: 0 }, 0)).toEqual({ ...reported, failed: 0 });
  });

  it('is one line, which names skipped tests when there are any', () => {
    const sum = addCounts([
      { passed: 1, failed: 2, skipped: 3 },
      { passed: 10, failed: 0, skipped: 0 },
    ]);
    expect(formatCounts(sum)).toBe('11 passed, 2 failed, 3 skipped');
    expect(formatCounts({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
  });
});
