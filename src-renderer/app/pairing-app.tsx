import { Notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { joinSubscriptions } from '../bridge/subscriptions.ts';
import { type PairingStore, startPairing } from '../features/pairing/pairing-store.ts';
import { PairingWindow } from '../features/pairing/pairing-window.tsx';
import {
  chosenTheme,
  knownDensity,
  type SettingsStore,
  startSettings,
} from '../features/settings/settings-store.ts';
import { AppProviders } from './app-providers.tsx';
import { followLanguage } from './follow-language.ts';
import { TextSizeKeys } from './text-size-keys.ts';

interface PairingAppProperties {
  readonly words: i18n;
  readonly pairing: PairingStore;
  readonly settings: SettingsStore;
  readonly dependencies: StoreDependencies;
}

/** The pairing window. */
export function PairingApp({
  words,
  pairing,
  settings,
  dependencies,
}: PairingAppProperties): ReactNode {
  const themeChoice = useStore(settings, chosenTheme);
  const density = useStore(settings, knownDensity);
  useEffect(
    () =>
      joinSubscriptions(startSettings(settings, dependencies), startPairing(pairing, dependencies)),
    [pairing, settings, dependencies],
  );
  useEffect(() => followLanguage(settings, words, 'pairing.windowName'), [settings, words]);
  return (
    <AppProviders words={words} themeChoice={themeChoice} density={density}>
      <TextSizeKeys settings={settings} />
      <PairingWindow store={pairing} />
      <Notifications position="bottom-center" />
    </AppProviders>
  );
}
