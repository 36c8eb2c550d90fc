import { Notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { assertNever } from '../bridge/assert-never.ts';
import type { StoreDependencies } from '../bridge/store-dependencies.ts';
import { FirstRunWizard } from '../features/first-run/first-run-wizard.tsx';
import { chosenTheme, knownDensity } from '../features/settings/settings-store.ts';
import { AppProviders } from './app-providers.tsx';
import { screenOf } from './app-store.ts';
import { LockedScreen } from '../features/workspace/locked-screen.tsx';
import { followLanguage } from './follow-language.ts';
import { followPresence } from './follow-presence.ts';
import { startLateNotices } from './late-notice.ts';
import { Shell } from './shell.tsx';
import { StartFailedScreen, StateUnknownScreen } from './start-failed-screen.tsx';
import { StartingScreen } from './starting-screen.tsx';
import { TextSizeKeys } from './text-size-keys.ts';
import { startWindow, startWork, type Stores } from './stores.ts';

interface AppProperties {
  readonly words: i18n;
  readonly stores: Stores;
  readonly dependencies: StoreDependencies;
}

/** The main window. */
export function App({ words, stores, dependencies }: AppProperties): ReactNode {
  const themeChoice = useStore(stores.settings, chosenTheme);
  const density = useStore(stores.settings, knownDensity);
  const isReady = useStore(stores.app, ({ state }) => state?.phase === 'ready');

  useEffect(() => startWindow(stores, dependencies), [stores, dependencies]);
  useEffect(() => followLanguage(stores.settings, words, 'common.appName'), [stores, words]);
  useEffect(() => startLateNotices(dependencies.bridge, words), [dependencies, words]);
  useEffect(
    () => (isReady ? startWork(stores, dependencies) : undefined),
    [isReady, stores, dependencies],
  );
  useEffect(
    () => (isReady ? followPresence(stores, dependencies) : undefined),
    [isReady, stores, dependencies],
  );

  return (
    <AppProviders words={words} themeChoice={themeChoice} density={density}>
      {isReady ? null : <TextSizeKeys settings={stores.settings} />}
      <CurrentScreen stores={stores} />
      <Notifications position="bottom-right" />
    </AppProviders>
  );
}

function CurrentScreen({ stores }: Pick<AppProperties, 'stores'>): ReactNode {
  const screen = useStore(stores.app, screenOf);
  const finishFirstRun = useStore(stores.app, (state) => state.finishFirstRun);
  const setUpAgain = useStore(stores.app, (state) => state.setUpAgain);
  switch (screen) {
    case 'starting':
      return <StartingScreen store={stores.app} />;
    case 'failed':
      return <StartFailedScreen store={stores.app} />;
    case 'unreachable':
      return <StateUnknownScreen store={stores.app} />;
    case 'first_run':
      return <FirstRunWizard store={stores.firstRun} onFinish={finishFirstRun} />;
    case 'locked':
      return <LockedScreen store={stores.workspace} onSetUpAgain={() => void setUpAgain()} />;
    case 'ready':
      return <Shell stores={stores} />;
    default:
      return assertNever(screen);
  }
}
