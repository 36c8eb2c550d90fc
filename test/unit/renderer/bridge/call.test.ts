import { describe, expect, it } from 'vitest';
import { BridgeFailure, toBridgeFailure } from '../../../../src-renderer/bridge/bridge-failure.ts';
import { call } from '../../../../src-renderer/bridge/call.ts';
import { usualSettings } from '../samples.ts';
import { FakeBridge, fail, succeed } from '../../../support/preview/fake-bridge.ts';

describe('call', () => {
  it('answers the value of a command that succeeded', async () => {
    const bridge = new FakeBridge().handle('settings.get', () =>
      succeed({ ...usualSettings, theme: 'dark' }),
    );
    await expect(call(bridge, 'settings.get', {})).resolves.toEqual({
      ...usualSettings,
      theme: 'dark',
    });
  });

  it('throws a failure that carries the code, the reference and the command', async () => {
    const bridge = new FakeBridge().handle('settings.get', () => fail('internal', 'deadbeef'));
    await expect(call(bridge, 'settings.get', {})).rejects.toMatchObject({
      name: 'BridgeFailure',
      code: 'internal',
      reference: 'deadbeef',
      command: 'settings.get',
      retryable: true,
    });
  });
});

describe('toBridgeFailure', () => {
  it('passes a failed command through and throws a bug on', () => {
    const failure = new BridgeFailure('app.about', {
      code: 'not_ready',
      retryable: true,
      reference: '1',
    });
    expect(toBridgeFailure(failure)).toBe(failure);
    expect(() => toBridgeFailure(new TypeError('a bug'))).toThrow(TypeError);
  });
});
