import { useWindowEvent } from '@mantine/hooks';
import {
  isTextSizeCommand,
  type TextSizeCommand,
  textSizeAfter,
} from '../../src-preload/contract/appearance.ts';
import { shownValue } from '../bridge/remote-data.ts';
import type { SettingsStore } from '../features/settings/settings-store.ts';
import { shortcutFor } from '../ui/shortcuts.ts';

/** Makes text larger or smaller; nothing before the settings are known. */
export function changeTextSize(settings: SettingsStore, command: TextSizeCommand): void {
  const state = settings.getState();
  const now = shownValue(state.settings)?.appearance.textSize;
  if (now !== undefined) void state.setAppearance({ textSize: textSizeAfter(command, now) });
}

/** Hears the keys for it where the window's other commands are not there yet. */
export function TextSizeKeys({ settings }: { readonly settings: SettingsStore }): null {
  useWindowEvent('keydown', (event) => {
    const command = shortcutFor(['window'], event);
    if (command === undefined || !isTextSizeCommand(command)) return;
    event.preventDefault();
    changeTextSize(settings, command);
  });
  return null;
}
