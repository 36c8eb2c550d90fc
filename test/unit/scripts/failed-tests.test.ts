import { describe, expect, it } from 'vitest';
import {
  failedInPlaywright,
  failedInVitest,
} from '../../../resources/scripts/run/failed-tests.mjs';

describe('what is said of failed tests at the end of a run', () => {
  it('names those of vitest with what they failed with', () => {
    const passed = { status: 'passed', ancestorTitles: [], title: 'holds', failureMessages: [] };
    const failed = {
      status: 'failed',
      ancestorTitles: ['a queue'],
      title: 'keeps order',
      failureMessages: ['AssertionError: expected 2 to be 1\n    at queue.test.ts:9'],
    };
    const testResults = [
      { name: 'queue.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
      { name: 'broken.test.ts', status: 'failed', message: 'No such file', assertionResults: [] },
    ];
    expect(failedInVitest({ testResults })).toEqual([
      'queue.test.ts › a queue › keeps order\n    AssertionError: expected 2 to be 1\n        at queue.test.ts:9',
      'broken.test.ts\n    No such file',
    ]);
  });

  it('names those of Playwright, however deep, and what failed outside of tests', () => {
    const spec = (ok: boolean, title: string) => ({
      ok,
      title,
      file: 'inbox.test.ts',
      line: 7,
      tests: [{ results: [{ errors: ok ? [] : [{ message: 'Timed out\nat line 9' }] }] }],
    });
    const suites = [
      { specs: [spec(true, 'opens')], suites: [{ specs: [spec(false, 'answers')], suites: [] }] },
    ];
    expect(failedInPlaywright({ suites, errors: [{ message: 'No tests found' }] })).toEqual([
      'inbox.test.ts:7 › answers\n    Timed out\n    at line 9',
      'outside of all tests\n    No tests found',
    ]);
  });

  it('says nothing when all passed', () => {
    expect(failedInVitest({ testResults: [] })).toEqual([]);
    expect(failedInPlaywright({ suites: [], errors: [] })).toEqual([]);
  });

  it('cuts a long message', () => {
    const message = Array.from({ length: 99 }, (_, line) => `line ${line}`).join('\n');
    const [said = ''] = failedInPlaywright({ suites: [], errors: [{ message }] });
    expect(said).toContain('line 11');
    expect(said).not.toContain('line 12');
  });
});
