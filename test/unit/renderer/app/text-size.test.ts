import { describe, expect, it } from 'vitest';
import { textSizeAfter } from '../../../../src-preload/contract/appearance.ts';
import { acceleratorOf, isShortcut } from '../../../../src-preload/contract/shortcuts.ts';
import { changeTextSize } from '../../../../src-renderer/app/text-size-keys.ts';
import { createSettingsStore } from '../../../../src-renderer/features/settings/settings-store.ts';
import { FakeBridge, succeed } from '../../../support/preview/fake-bridge.ts';
import { usualSettings } from '../samples.ts';

const held = { ctrlKey: true, metaKey: false, altKey: false, shiftKey: false };

describe('the size of text', () => {
  it('goes from step to step, also from between two, and stays at either end', () => {
    expect(textSizeAfter('textLarger', 100)).toBe(110);
    expect(textSizeAfter('textLarger', 130)).toBe(150);
    expect(textSizeAfter('textLarger', 200)).toBe(200);
    expect(textSizeAfter('textSmaller', 130)).toBe(125);
    expect(textSizeAfter('textSmaller', 80)).toBe(80);
    expect(textSizeAfter('textUsual', 200)).toBe(100);
  });

  it('grows with plus, with and without Shift, and with the equals sign of the same key', () => {
    expect(isShortcut('textLarger', { ...held, key: '+' }, false)).toBe(true);
    expect(isShortcut('textLarger', { ...held, key: '+', shiftKey: true }, false)).toBe(true);
    expect(isShortcut('textLarger', { ...held, key: '=' }, false)).toBe(true);
    expect(isShortcut('textLarger', { ...held, key: '+', ctrlKey: false }, false)).toBe(false);
    expect(isShortcut('textSmaller', { ...held, key: '-' }, false)).toBe(true);
    expect(acceleratorOf('textLarger')).toBe('CmdOrCtrl+Plus');
  });

  it('is kept with the density as it is, and not changed before the settings are known', async () => {
    const sent: unknown[] = [];
    const appearance = { density: 'compact', textSize: 125 } as const;
    const bridge = new FakeBridge().handle('settings.set', (change) => {
      sent.push(change);
      return succeed({ ...usualSettings, appearance: { ...appearance, textSize: 150 } });
    });
    const settings = createSettingsStore({ bridge, reportFailure: () => {} });
    changeTextSize(settings, 'textLarger');
    expect(sent).toEqual([]);
    settings.getState().receiveSettings({ ...usualSettings, appearance });
    changeTextSize(settings, 'textLarger');
    expect(sent).toEqual([{ appearance: { density: 'compact', textSize: 150 } }]);
  });
});
