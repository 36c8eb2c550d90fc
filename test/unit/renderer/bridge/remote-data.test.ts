import { describe, expect, it } from 'vitest';
import { BridgeFailure } from '../../../../src-renderer/bridge/bridge-failure.ts';
import {
  idle,
  mapShown,
  type RemoteData,
  shownValue,
  toFailed,
  toLoading,
  toReady,
} from '../../../../src-renderer/bridge/remote-data.ts';

const failure = new BridgeFailure('app.about', {
  code: 'internal',
  retryable: true,
  reference: '1',
});

describe('remote data', () => {
  it('tells a first load from a refresh', () => {
    expect(toLoading(idle)).toEqual({ status: 'loading' });
    expect(toLoading(toReady(1))).toEqual({ status: 'refreshing', value: 1 });
  });

  it('keeps what is shown when a refresh fails, and has nothing when the first load fails', () => {
    expect(shownValue(toFailed(toLoading(toReady(1)), failure))).toBe(1);
    expect(shownValue(toFailed<number>({ status: 'loading' }, failure))).toBeUndefined();
  });

  it('stays the same one where what is shown does', () => {
    const ready = toReady({ a: 1 });
    expect(mapShown(ready, (value) => value)).toBe(ready);
    expect(mapShown(ready, (value) => ({ ...value }))).not.toBe(ready);
  });

  it('changes only what is shown and leaves the status alone', () => {
    const double = (value: number): number => value * 2;
    const loading: RemoteData<number> = { status: 'loading' };
    expect(mapShown(loading, double)).toBe(loading);
    expect(mapShown({ status: 'refreshing', value: 2 }, double)).toEqual({
      status: 'refreshing',
      value: 4,
    });
    expect(mapShown(toFailed(toReady(3), failure), double)).toMatchObject({
      status: 'failed',
      value: 6,
    });
  });
});
